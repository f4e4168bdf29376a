"""The algorithms that users' scripts and models name; their ids stay."""

from __future__ import annotations

ALGORITHMS = {
    "satsyn:generateimagery",
    "satsyn:generatechange",
    "satsyn:traingenerator",
    "satsyn:buildtrainingset",
    "satsyn:trainevaluatesegmentation",
    "satsyn:mixstudy",
    "satsyn:predictlandcover",
    "satsyn:evaluateimagery",
    "satsyn:describelandcover",
    "satsyn:describemodel",
    "satsyn:environment",
}

CHAINS = {
    "satsyn:Land cover to change pair and chips",
    "satsyn:Land cover to imagery",
    "satsyn:Land cover to imagery, polygon by polygon",
    "satsyn:Imagery and land cover to trained model",
    "satsyn:Real chips beside real and synthetic ones",
}
"""The chains that come with SatSyn."""
