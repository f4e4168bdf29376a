"""What a user asks of a training set: checked options, and what tells one request from another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .. import __version__
from ..contract.declaration import flat_values
from ..contract.declarations.build_training_set import BuildTrainingSet
from ..contract.errors import InputError
from ..process.fingerprint import Fingerprint, file_state
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
    synthesis, chips, splits = parameters.synthesis, parameters.chips, parameters.splits
    if synthesis.synthetic_percent and not synthesis.model:
        raise InputError(
            f"SYNTHETIC_PERCENT is {synthesis.synthetic_percent:g}, and there is no MODEL to generate with: "
            "choose a generator, or set SYNTHETIC_PERCENT to 0."
        )
    if synthesis.style == "image" and not synthesis.style_image:
        raise InputError("STYLE image needs an image in STYLE_IMAGE.")
    if synthesis.style != "image" and synthesis.style_image:
        raise InputError(f"There is a STYLE_IMAGE, but STYLE is {synthesis.style}: set STYLE to image.")
    if splits.split_by == "polygons" and not splits.split_layer:
        raise InputError("SPLIT_BY polygons needs a layer of polygons in SPLIT_LAYER.")
    return TrainingSetOptions(
        size=chips.chip_size,
        stride=chips.stride or chips.chip_size,
        max_nodata=chips.max_nodata,
        oversample=chips.oversample,
        rare_percent=chips.rare_percent,
        split=SplitOptions(
            method=splits.split_by,
            shares=Shares.parse(splits.split),
            block=splits.split_block,
            layer=splits.split_layer,
            field=splits.split_field,
            buffer=splits.buffer,
        ),
        synthetic_percent=synthesis.synthetic_percent,
        mode=synthesis.mode,
        seed=parameters.work.seed,
    )


def public_request(parameters: BuildTrainingSet) -> dict[str, Any]:
    """Return the parameters for the manifest, JSON-compatible, with names of files but none of the user's folders."""
    request = {name: value for name, value in flat_values(parameters).items() if name not in _WITHOUT_EFFECT}
    for name in _PATHS:
        value = request[name]
        request[name] = [Path(path).name for path in value] if isinstance(value, (list, tuple)) else _name(value)
    return request


def fingerprint(parameters: BuildTrainingSet) -> Fingerprint:
    """Return everything that the content of a set depends on: an unfinished set is resumed only with the same."""
    values, files = flat_values(parameters), dict[str, Any]()
    for name in _PATHS:
        paths = values[name] or ()
        files[name] = [_state(name, path) for path in ([paths] if isinstance(paths, str) else paths)]
    return Fingerprint({**public_request(parameters), "files": files, "version": __version__})


def _name(path: str | None) -> str | None:
    return Path(path).name if path else None


def _state(name: str, path: str) -> list[object]:
    """Return what tells a file, or a bundled model by its name, from another one."""
    try:
        place, size, time = file_state(path.partition("|")[0])
    except OSError:
        return [path]
    # QGIS writes polygon layers anew, into another folder, for every run.
    return [size] if name in ("buildings", "split_layer") else [place, size, time]
