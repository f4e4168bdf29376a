"""How the models that come with SatSyn are trained."""
