"""Kind 11: jobs without MODEL follow one rule: the bundled generator that suits the land cover, or the same refusal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from affine import Affine
from numpy.typing import NDArray

from .desk import Desk, Outcome, Said, clean, large, photo, tried, village

_SIDE = 160
_WORLDCOVER = {1: 80, 2: 30, 3: 50, 4: 10, 5: 50}
_NLCD = {1: 11, 2: 71, 3: 22, 4: 41, 5: 24}


def _with(codes: dict[int, int]) -> NDArray[np.uint8]:
    values = large(village(), _SIDE)
    return np.array([codes.get(value, value) for value in range(6)], np.uint8)[values]


def _at(metres: float) -> Affine:
    return Affine(metres, 0, 412_300, 0, -metres, 5_317_900)


def _model(said: Said) -> str:
    """Return the line of the log on the model, or the sentence of the refusal."""
    if said.code:
        return re.sub(r"/\S+/", "", said.last)
    lines = [line for line in said.text.splitlines() if "odel" in line and ("chosen" in line or "bundled" in line)]
    return lines[0] if lines else ""


Scene = dict[str, Any]
_SCENES: dict[str, Scene] = {
    "the model's own values at 1 m": {"values": _with({}), "metres": 1.0},
    "WorldCover at 10 m": {"values": _with(_WORLDCOVER), "metres": 10.0},
    "NLCD at 30 m": {"values": _with(_NLCD), "metres": 30.0},
    "NLCD at 1 m": {"values": _with(_NLCD), "metres": 1.0},
    "values that no model has": {"values": _with({}) + 100, "metres": 1.0},
    "values that no model has, with CLASSES": {
        "values": _with({}) + 100,
        "metres": 1.0,
        "options": ("--classes", "101=water 102=land 103=road 104=vegetation 105=building"),
    },
    "NLCD at 30 m, with SCHEME": {"values": _with(_NLCD), "metres": 30.0, "options": ("--scheme", "nlcd")},
    "bare values at 30 m": {"values": _with({}), "metres": 30.0},
    "one class alone": {"values": np.full((_SIDE, _SIDE), 5, np.uint8), "metres": 1.0},
    "land cover without coordinate system": {"values": _with({}), "metres": 1.0, "crs": None},
    "WorldCover at 10 m, a pixel of a strange value": {
        "values": np.where(np.arange(_SIDE) == 7, 77, _with(_WORLDCOVER)).astype(np.uint8),
        "metres": 10.0,
    },
}


def _attempt(scene: Scene) -> Callable[[Desk], Outcome]:
    def run(desk: Desk) -> Outcome:
        place = {"transform": _at(scene["metres"]), **({"crs": None} if "crs" in scene else {})}
        cover = desk.raster("lc.tif", scene["values"], **place)
        # The bundled model for 10 m has four bands, and a training set takes what its imagery is like.
        image = photo(large(village(), _SIDE), 3 if scene["metres"] < 5 else 4)
        imagery = desk.raster("rgb.tif", image, photometric="MINISBLACK", **place)
        options = scene.get("options", ())
        one = desk.satsyn(
            *("generate-imagery", "--landcover", cover, "--engine", "torch", "--output", desk.path("o.tif"), *options)
        )
        given = ("--imagery", imagery, "--landcover", cover, "--chip-size", 64, "--buffer", 0, "--split-block", 1)
        two = desk.satsyn(
            *("build-training-set", *given, "--split", "1", "--engine", "torch", "--output", desk.path("set"), *options)
        )
        return _alike(desk, one, two)

    return run


def _alike(desk: Desk, one: Said, two: Said) -> Outcome:
    chosen = [_model(said) for said in (one, two)]
    right = one.code == two.code and clean(one) and clean(two) and Path(desk.path("set")).exists() == (two.code == 0)
    if not one.code and not two.code:
        card = json.loads(Path(desk.path("set/manifest.json")).read_text(encoding="utf-8"))
        name = str(card.get("generator", {}).get("name", ""))
        right = right and bool(name) and name in one.text
        return Outcome(f"both take {name}" if right else f"set of {name}; {chosen}", right)
    same = chosen[0].partition(";")[0] == chosen[1].partition(";")[0]
    return Outcome(f"exits {one.code}, {two.code}: {chosen[0][:110]} / {chosen[1][:110]}", right and same)


for _name, _scene in _SCENES.items():
    tried(11, _name)(_attempt(_scene))
