"""Study files: which treatments are compared, and how networks are trained, as YAML.

    format: 1
    network: {architecture: Unet, encoder: resnet18, crop: 128, batch: 8, steps: 300}
    chips: {size: 256}
    generators: {lambda 6: models/lambda6.safetensors}
    treatments:
      - {mix: real, share: [10, 100], augmentation: [ordinary, strong]}
      - {mix: add, share: [10, 100], percent: [100, 200]}

An entry of `treatments` stands for every combination of the values in its lists.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from ..contract.bundled import bundled_or_own
from ..contract.errors import InputError
from ..contract.json_text import shortened
from ..contract.plain_files import read_text
from ..segmentation.losses import parse_loss
from .treatment import DEFAULT_GENERATOR, OF_SYNTHESIS, REAL, Treatment
from .yaml_text import MOST_ENTRIES, read_yaml

FORMAT = 1
PRESETS = Path(__file__).resolve().parent / "presets"
_MOST_TREATMENTS = 500

_LIMITS: Mapping[str, tuple[float, float]] = {
    "crop": (32, 4096),
    "batch": (1, 4096),
    "steps": (1, 10_000_000),
    "learning_rate": (1e-7, 1),
    "balanced": (0, 1),
    "validations": (1, 10_000),
    "size": (32, 4096),
    "max_nodata": (0, 100),
    "buffer": (0, 1_000_000),
    "train": (0, 10_000_000),
    "validation": (0, 10_000_000),
    "test": (0, 10_000_000),
}
"""Smallest and greatest value of the numbers in `network` and `chips`."""

_CROP_STEP = 32

FEWEST_TEST_CHIPS = 4
"""With fewer test chips a score says nothing."""

_GREATEST_NUMBER = 10**12

Options = TypeVar("Options")


@dataclass(frozen=True)
class StudyNetwork:
    """The network of every cell and how it is trained.

    Attributes:
        architecture, encoder: of segmentation_models_pytorch.
        pretrained: whether the encoder starts from ImageNet weights, where they can be had.
        loss: names joined by +.
        crop: pixels along the side of a training crop, a multiple of 32.
        batch: crops a step.
        steps: training steps of every cell, before a treatment's multiple.
        learning_rate: at its peak.
        balanced: share of the crops that are centred on a class drawn evenly.
        validations: how often the validation chips choose the weights.
    """

    architecture: str = "Unet"
    encoder: str = "resnet18"
    pretrained: bool = False
    loss: str = "cross-entropy+dice"
    crop: int = 128
    batch: int = 8
    steps: int = 300
    learning_rate: float = 1.5e-3
    balanced: float = 0.5
    validations: int = 5


@dataclass(frozen=True)
class StudyChips:
    """How the imagery is cut and divided.

    Attributes:
        size: pixels along the side of a chip.
        max_nodata: percent of a chip that may lack imagery or class.
        split: shares of training, validation and test, where the user gives no rasters for validation and test.
        buffer: pixels between chips of different splits.
        train, validation, test: greatest numbers of chips, taken evenly over the area; 0 for all.
    """

    size: int = 256
    max_nodata: float = 20.0
    split: str = "60 15 25"
    buffer: float = 64.0
    train: int = 0
    validation: int = 48
    test: int = 300


@dataclass(frozen=True)
class StudyPlan:
    """What a study compares.

    Attributes:
        name: of the study.
        network, chips: see there.
        generators: files of further generators by name.
        treatments: in the order of the file, each once.
    """

    name: str
    network: StudyNetwork
    chips: StudyChips
    generators: Mapping[str, str]
    treatments: tuple[Treatment, ...]


def read_study(source: str | Path) -> StudyPlan:
    """Read a study file, or the preset of a name.

    Raises:
        InputError: the file cannot be read, or an entry is unknown, wrong or missing; the sentence names it.
    """
    path = PRESETS / f"{source}.yaml" if str(source) in preset_names() else Path(source)
    try:
        content = read_yaml(read_text(path))
    except FileNotFoundError:
        raise InputError(f"There is no study file {path}: give the path of a YAML file in STUDY_FILE.") from None
    except OSError as error:
        raise InputError(f"The study file {path} cannot be read ({error.strerror or error}).") from error
    except (ValueError, RecursionError) as error:
        reason = "it nests too deep" if isinstance(error, RecursionError) else error
        raise InputError(f"The study file {path} cannot be read as YAML ({reason}): correct it there.") from error
    try:
        return _plan(content, path)
    except InputError as error:
        raise InputError(f"The study file {path}: {error}") from None


def preset_names() -> tuple[str, ...]:
    """Return the names of the studies that come with SatSyn."""
    return tuple(sorted(path.stem for path in PRESETS.glob("*.yaml")))


def _plan(content: object, path: Path) -> StudyPlan:
    entries = _mapping("The file", content)
    _require_known("the file", entries, ("format", "name", "network", "chips", "generators", "treatments"))
    if "format" not in entries:
        raise InputError(f"the file has no format: write format: {FORMAT} into it.")
    if entries.get("format") != FORMAT or isinstance(entries.get("format"), bool):
        raise InputError(f"format is {entries.get('format')!r}, and this SatSyn reads format {FORMAT}.")
    generators = {
        str(name): _generator_file(name, file, path.parent)
        for name, file in _mapping("generators", entries.get("generators", {})).items()
    }
    written = entries.get("treatments")
    if not isinstance(written, list) or not written:
        raise InputError("treatments must be a list with at least one entry, as in - {mix: real}.")
    known = {DEFAULT_GENERATOR, *generators}
    found = dict.fromkeys(one for entry in written for one in _treatments(entry, known))
    if len(found) > _MOST_TREATMENTS:
        raise InputError(f"treatments come to {len(found)} combinations, and {_MOST_TREATMENTS} is the most.")
    controls = dict.fromkeys(treatment.control for treatment in found)
    return StudyPlan(
        _as(str, "name", entries.get("name") or path.stem),
        _options(StudyNetwork, "network", entries.get("network", {})),
        _options(StudyChips, "chips", entries.get("chips", {})),
        generators,
        # Every share of the real data is compared with real chips alone.
        tuple(dict.fromkeys([*controls, *found])),
    )


def _treatments(entry: object, generators: set[str]) -> list[Treatment]:
    values = _mapping("An entry of treatments", entry)
    types = {field.name: field for field in fields(Treatment)}
    _require_known("an entry of treatments", values, tuple(types))
    choices = {name: _choices(name, value) for name, value in values.items()}
    _require_mixture(choices)
    found = []
    combinations = math.prod(map(len, choices.values()))
    if combinations > MOST_ENTRIES:
        raise InputError(f"an entry of treatments comes to {combinations} combinations; {MOST_ENTRIES} is the most.")
    for combination in itertools.product(*choices.values()):
        given = {name: _as(type(types[name].default), name, value) for name, value in zip(choices, combination)}
        treatment = Treatment(**given)
        if treatment.has_synthetic and not treatment.generator:
            treatment = replace(treatment, generator=DEFAULT_GENERATOR)
        treatment = treatment.normalised()
        treatment.check()
        if treatment.has_synthetic and treatment.generator not in generators:
            raise InputError(
                f"generator {treatment.generator} is not among the generators, which are "
                f"{', '.join(sorted(generators))}: add it there."
            )
        found.append(treatment)
    return found


def _require_mixture(choices: Mapping[str, list[object]]) -> None:
    """Refuse an entry of real chips alone with choices of synthetic ones, whose mix was probably forgotten.

    Raises:
        InputError: it is such an entry.
    """
    lost = [name for name in choices if name in OF_SYNTHESIS]
    if choices.get("mix", [REAL]) == [REAL] and lost:
        raise InputError(
            f"an entry of treatments has {lost[0]}, and mix real, which has no synthetic chips: give it mix add, "
            f"replace or synthetic, or leave {lost[0]} out."
        )


def _choices(name: str, value: object) -> list[object]:
    if value == [] and name != "bands":
        raise InputError(f"{name} is an empty list: give at least one value, or leave {name} out.")
    if name == "bands":
        several = isinstance(value, list) and all(isinstance(one, list) for one in value)
        return list(value) if several and isinstance(value, list) else [value]
    return list(value) if isinstance(value, list) else [value]


def _generator_file(name: object, file: object, folder: Path) -> str:
    if str(name) == DEFAULT_GENERATOR:
        raise InputError(f"generators has the name {DEFAULT_GENERATOR}, which is that of MODEL: choose another name.")
    found = bundled_or_own(str(file))
    return found if Path(found).is_absolute() else str(folder / found)


def _options(kind: type[Options], name: str, written: object) -> Options:
    values = _mapping(name, written)
    known: Any = fields(kind)  # type: ignore[arg-type]
    _require_known(name, values, tuple(field.name for field in known))
    types = {field.name: type(field.default) for field in known}
    read = {key: _as(types[key], f"{name}: {key}", value) for key, value in values.items()}
    for key, value in read.items():
        low, high = _LIMITS.get(key, (None, None))
        if low is not None and high is not None and not low <= value <= high:
            raise InputError(f"{name}: {key} is {value:g}, and it must be at least {low:g} and at most {high:g}.")
    if "loss" in read:
        _check_loss(name, read["loss"])
    if read.get("crop", 0) % _CROP_STEP:
        raise InputError(f"{name}: crop is {read['crop']}, and it must be a multiple of {_CROP_STEP}.")
    if 0 < read.get("test", 0) < FEWEST_TEST_CHIPS:
        raise InputError(
            f"{name}: test is {read['test']}, and a study needs at least {FEWEST_TEST_CHIPS} chips to score on: write "
            f"{FEWEST_TEST_CHIPS} or more, or 0 for all that there are."
        )
    return kind(**read)


def _check_loss(name: str, loss: str) -> None:
    try:
        parse_loss(loss)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


def _as(kind: type, name: str, value: object) -> Any:
    """Return a value of the file as the type of its entry."""
    if isinstance(value, int) and abs(value) > _GREATEST_NUMBER:
        raise InputError(f"{name} is {shortened(value)}, and no number of a study file is that large: correct it.")
    if kind is tuple and isinstance(value, list) and all(type(one) is int for one in value):
        return tuple(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is kind and kind is not tuple:
        return value
    expected = {
        str: "text",
        int: "a whole number",
        float: "a number",
        bool: "true or false",
        tuple: "a list of numbers",
    }
    raise InputError(f"{name} is {value!r}, and it must be {expected[kind]}.")


def _mapping(name: str, value: object) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise InputError(f"{name} must have entries of the form name: value, not {value!r}.")
    return value


def _require_known(name: str, values: Mapping[str, object], known: tuple[str, ...]) -> None:
    unknown = [str(key) for key in values if key not in known]
    if unknown:
        raise InputError(f"{name} has an entry {unknown[0]}, and it may have {', '.join(known)}.")
