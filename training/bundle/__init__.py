"""Trainings on a machine without network: pack what they need here, train there for some minutes, go on later."""
