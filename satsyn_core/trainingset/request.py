"""What a user asks of a training set: checked options, and what tells one request from another."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from .. import __version__
from ..contract.declarations.build_training_set import BuildTrainingSet
from ..contract.errors import InputError
from .plan.plan import SplitOptions, TrainingSetOptions
from .plan.splits import Shares

_WITHOUT_EFFECT = ("output", "existing", "workers")
"""Parameters that the content of a set does not depend on."""

_PATHS = ("imagery", "landcover", "buildings", "model", "style_image", "split_layer", "filter_model")


def check_options(parameters: BuildTrainingSet) -> TrainingSetOptions:
    """Return what the plan of a set depends on, having checked that the parameters agree.

    Raises:
        InputError: a parameter needs another one that is missing, or has the wrong form.
    """
    if parameters.synthetic_percent and not parameters.model:
        raise InputError(
            f"SYNTHETIC_PERCENT is {parameters.synthetic_percent:g}, and there is no MODEL to generate with: choose a "
            "generator, or set SYNTHETIC_PERCENT to 0."
        )
    if parameters.style == "image" and not parameters.style_image:
        raise InputError("STYLE image needs an image in STYLE_IMAGE.")
    if parameters.style != "image" and parameters.style_image:
        raise InputError(f"There is a STYLE_IMAGE, but STYLE is {parameters.style}: set STYLE to image.")
    if parameters.split_by == "polygons" and not parameters.split_layer:
        raise InputError("SPLIT_BY polygons needs a layer of polygons in SPLIT_LAYER.")
    return TrainingSetOptions(
        size=parameters.chip_size,
        stride=parameters.stride or parameters.chip_size,
        max_nodata=parameters.max_nodata,
        oversample=parameters.oversample,
        rare_percent=parameters.rare_percent,
        split=SplitOptions(
            method=parameters.split_by,
            shares=Shares.parse(parameters.split),
            block=parameters.split_block,
            layer=parameters.split_layer,
            field=parameters.split_field,
            buffer=parameters.buffer,
        ),
        synthetic_percent=parameters.synthetic_percent,
        mode=parameters.mode,
        seed=parameters.seed,
    )


def public_request(parameters: BuildTrainingSet) -> dict[str, Any]:
    """Return the parameters for the manifest, JSON-compatible, with names of files but none of the user's folders."""
    request = {name: value for name, value in dataclasses.asdict(parameters).items() if name not in _WITHOUT_EFFECT}
    for name in _PATHS:
        value = request[name]
        request[name] = [Path(path).name for path in value] if isinstance(value, (list, tuple)) else _name(value)
    return request


def fingerprint(parameters: BuildTrainingSet) -> dict[str, Any]:
    """Return everything that the content of a set depends on, JSON-compatible: an unfinished set is resumed only with
    the same.
    """
    files: dict[str, Any] = {}
    for name in _PATHS:
        paths = getattr(parameters, name) or ()
        files[name] = [_state(name, path) for path in ([paths] if isinstance(paths, str) else paths)]
    return {**public_request(parameters), "files": files, "version": __version__}


def _name(path: str | None) -> str | None:
    return Path(path).name if path else None


def _state(name: str, path: str) -> list[object]:
    """Return what tells a file from another one, or from itself after a change."""
    try:
        status = Path(path.partition("|")[0]).stat()
    except OSError:
        return [path]
    # QGIS writes polygon layers anew, into another folder, for every run.
    return [status.st_size] if name in ("buildings", "split_layer") else [path, status.st_size, status.st_mtime_ns]
