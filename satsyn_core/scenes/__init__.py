"""Scenes: imagery together with the land cover of the same area, as models are trained and evaluated on it.

`pair_scenes` pairs the files, `match_scene` matches the land cover's values to classes, and `open_scene` opens both on
the imagery's grid; `match_and_open_scene` does both at once, and `open_imagery` opens imagery alone. Predictions and
evaluations read any `Imagery` or `LabelledImagery` by windows. `ValueRange` scales digital numbers for a network, and
`TrainingSet` reads a finished training set.
"""

from __future__ import annotations

from .chip_record import ChipRecord
from .imagery import Imagery, LabelledImagery, UnlabelledImagery
from .pairs import (
    OpenImagery,
    Scene,
    ScenePaths,
    match_and_open_scene,
    match_scene,
    open_imagery,
    open_scene,
    pair_scenes,
)
from .training_set import TrainingSet
from .value_range import ValueRange, stated_range, usual_range

__all__ = [
    "ChipRecord",
    "Imagery",
    "LabelledImagery",
    "OpenImagery",
    "Scene",
    "ScenePaths",
    "TrainingSet",
    "UnlabelledImagery",
    "ValueRange",
    "match_and_open_scene",
    "match_scene",
    "open_imagery",
    "open_scene",
    "pair_scenes",
    "stated_range",
    "usual_range",
]
