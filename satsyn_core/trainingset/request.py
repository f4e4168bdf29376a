"""What a user asks of a training set: the parameters of the job, checked and read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..contract.declaration import flat_values
from ..contract.declarations.build_training_set import BuildTrainingSet
from ..contract.errors import InputError
from ..contract.raster_legends import read_legends
from ..landcover.layer_digest import layer_digest
from ..landcover.vector_names import is_vector
from ..process.fingerprint import Fingerprint, content_state, files_behind
from ..raster.bands import parse_bands
from ..raster.tile_index import tiles_of_named_index
from ..scenes.pairs import ScenePaths, pair_scenes
from .plan.oversampling import OversamplingOptions
from .plan.plan import TrainingSetOptions
from .plan.splits import Shares, SplitOptions
from .writing.stac import Period

_WITHOUT_EFFECT = ("output", "existing", "workers")
"""Parameters that the content of a set does not depend on."""

_PATHS = ("imagery", "landcover", "buildings", "scheme", "model", "style_image", "split_layer", "filter_model")


@dataclass(frozen=True)
class SetRequest:
    """What a user asks of a training set, checked.

    Attributes:
        files: of the scenes.
        bands: of the imagery to use, from 1; None uses all but an alpha band.
        options: what the plan depends on, besides the scenes.
        period: when the imagery was taken; None writes no STAC items.
        published: the parameters for the manifest, JSON-compatible, with names of files but none of the user's folders.
        fingerprint: everything that the content of the set depends on: an unfinished set is resumed only with the same.
    """

    files: tuple[ScenePaths, ...]
    bands: tuple[int, ...] | None
    options: TrainingSetOptions
    period: Period | None
    published: Mapping[str, Any]
    fingerprint: Fingerprint


def read_request(parameters: BuildTrainingSet) -> SetRequest:
    """Read the parameters of a set; no raster and no model is opened.

    Raises:
        InputError: a parameter needs another one that is missing, or has the wrong form.
    """
    _refuse_contradictions(parameters)
    options = _plan_options(parameters)
    values = flat_values(parameters)
    published = _without_folders(values)
    fingerprint = Fingerprint({**published, **_file_states(values), "version": __version__})
    scenes, date = parameters.scenes, parameters.work.stac_date
    bands = parse_bands(scenes.bands)
    period = Period.parse(date) if date else None
    files = pair_scenes(scenes.imagery, scenes.landcover, scenes.buildings)
    return SetRequest(files, bands, options, period, published, fingerprint)


def _refuse_contradictions(parameters: BuildTrainingSet) -> None:
    synthesis, splits = parameters.synthesis, parameters.splits
    if synthesis.style == "image" and not synthesis.style_image:
        raise InputError("STYLE image needs an image in STYLE_IMAGE.")
    if synthesis.style != "image" and synthesis.style_image:
        raise InputError(f"There is a STYLE_IMAGE, but STYLE is {synthesis.style}: set STYLE to image.")
    if splits.split_by == "polygons" and not splits.split_layer:
        raise InputError("SPLIT_BY polygons needs a layer of polygons in SPLIT_LAYER.")


def _plan_options(parameters: BuildTrainingSet) -> TrainingSetOptions:
    synthesis, chips, splits = parameters.synthesis, parameters.chips, parameters.splits
    return TrainingSetOptions(
        size=chips.chip_size,
        stride=chips.stride or chips.chip_size,
        max_nodata=chips.max_nodata,
        oversampling=OversamplingOptions(chips.oversample, chips.rare_percent, chips.max_nodata, parameters.work.seed),
        split=SplitOptions(
            method=splits.split_by,
            shares=Shares.parse(splits.split),
            block=splits.split_block,
            layer=splits.split_layer or "",
            field=splits.split_field,
            buffer=splits.buffer,
        ),
        held_out=splits.held_out == "real",
        synthetic_percent=synthesis.synthetic_percent,
        mode=synthesis.mode,
        seed=parameters.work.seed,
    )


def _without_folders(values: Mapping[str, Any]) -> dict[str, Any]:
    published = {name: value for name, value in values.items() if name not in _WITHOUT_EFFECT}
    for name in _PATHS:
        value = values[name]
        published[name] = [Path(path).name for path in value] if isinstance(value, (list, tuple)) else _name(value)
    # Legends are named by the paths of their rasters; two of these may have one name.
    legends = [[Path(path).name, names] for path, names in read_legends(values["legends"]).items()]
    published["legends"] = legends or None
    return published


def _file_states(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the states of the files behind each parameter, by words for the sentence that says that they differ."""
    states = dict[str, Any]()
    for name in _PATHS:
        paths = values[name] or ()
        words = f"{name.upper()} or a file beside it"
        states[words] = [input_state(name, path) for path in ([paths] if isinstance(paths, str) else paths)]
    return states


def _name(path: str | None) -> str | None:
    return Path(path).name if path else None


def input_state(name: str, path: str) -> list[object]:
    """Return what tells the content of a file, or of a bundled model by its name, from that of another one.

    Neither folders nor times count: QGIS writes vector layers, and rasters whose layers have settings of their own,
    anew for every run, into another folder. Files that are too large to be read for that are the exception, see
    `content_state`.

    Args:
        name: of the parameter that names it, in lower case.
        path: given there.
    """
    may_be_layers = name in ("split_layer", "buildings") or name.endswith("landcover")
    if may_be_layers and is_vector(path):
        try:
            return [layer_digest(path)]
        except InputError:
            return [path]  # the job says what is wrong with it where it needs it
    files = {file for dataset in (path, *tiles_of_named_index(path)) for file in files_behind(dataset)}
    # Copies have names of their own.
    return [["" if file == Path(path) else file.name, *content_state(file)] for file in sorted(files)] or [path]
