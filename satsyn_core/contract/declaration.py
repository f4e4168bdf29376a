"""The declaration of a job: the command line, the worker and the QGIS algorithms all derive from it."""

from __future__ import annotations

import dataclasses
import enum
import math
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from .bundled import bundled_or_own
from .class_entries import join_arguments
from .errors import InputError
from .json_text import shortened

_PARAMETER_KEY = "satsyn parameter"
_GROUP_KEY = "satsyn group"
_Options = TypeVar("_Options")


class Kind(enum.Enum):
    """What a parameter or an output is. Files and layers travel between processes as paths."""

    RASTER = "raster"
    RASTERS = "rasters"
    LANDCOVER = "land cover"  # a raster, or a file or layer of polygons and lines
    LANDCOVERS = "land covers"  # several of them
    VECTORS = "vectors"  # layers of polygons or lines
    MASK = "mask"  # a raster, or a layer of polygons
    POLYGONS = "polygons"  # a layer of polygons with attributes
    FILE = "file"
    FOLDER = "folder"
    MODEL = "model"
    TEXT = "text"
    CLASSES = "classes"  # "1=water 2=land", or "Acker=vegetation, Haus=building"
    SCHEME = "scheme"  # the id of a class scheme, or its file
    LEGENDS = "legends"  # JSON that QGIS writes: names by value, by raster
    EXTENT = "extent"  # "xmin,xmax,ymin,ymax [EPSG:4326]"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    SWITCH = "switch"
    OUTPUT_RASTER = "output raster"
    OUTPUT_FILE = "output file"
    OUTPUT_FOLDER = "output folder"


@dataclass(frozen=True)
class Limits:
    """The smallest and the largest value that a number may have."""

    minimum: float
    maximum: float


@dataclass(frozen=True)
class Beside:
    """What a job writes beside the file or folder that an output parameter names.

    Attributes:
        work_folder: name of the folder in which it works, with {name} and {stem} of the output; empty: none.
        numbered_by: name of the parameter that says how many numbered files it writes: a number, or a list of rasters
            with a file for each; or a function that returns its value, given those of all parameters by name.
    """

    work_folder: str = ""
    numbered_by: str | Callable[[Mapping[str, object]], object] = ""


@dataclass(frozen=True)
class Parameter:
    """A parameter of a job.

    Attributes:
        name: the name of its field in the dataclass, in lower case.
        kind: what it is.
        label: its name for people.
        help: sentences on its meaning, in every front end.
        required: whether a user must give a value.
        default: the value where the user gives none.
        advanced: whether dialogs hide it at first.
        limits: of a number.
        choices: the values of a choice.
        meanings: what each of them means, in few words, in the same order.
        files: the type of an output file in a file dialog, as "HTML (*.html)".
        beside: what the job writes beside an output.
        model_kind: of a model file, `generator` or `segmentation`; empty: any.
    """

    name: str
    kind: Kind
    label: str
    help: str
    required: bool
    default: Any = None
    advanced: bool = False
    limits: Limits | None = None
    choices: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    files: str = ""
    beside: Beside | None = None
    model_kind: str = ""

    @property
    def qgis_name(self) -> str:
        """The name in QGIS and in messages: upper case with underscores."""
        return self.name.upper()

    @property
    def option(self) -> str:
        """The option of the command line."""
        return "--" + self.name.replace("_", "-")

    def checked(self, value: object) -> Any:
        """Return `value` as the parameter's type.

        Raises:
            InputError: it is not of this type, out of range or not one of the choices.
        """
        return _CHECKS.get(self.kind, _text)(self, value)


@dataclass(frozen=True)
class Output:
    """A result of a job: `name` is upper case and the key in the job's outputs."""

    name: str
    label: str
    kind: Kind


@dataclass(frozen=True)
class Job:
    """A job: `parameters` is its frozen dataclass, `check` refuses values of it that do not go together.

    `name` is the word of the command line and the worker (`generate-imagery`), `algorithm` the id in QGIS.
    """

    name: str
    algorithm: str
    title: str
    summary: str
    parameters: type
    outputs: tuple[Output, ...]
    check: Callable[[Any], None] | None = None

    @property
    def declared(self) -> tuple[Parameter, ...]:
        """The parameters, in the order of their declaration."""
        return tuple(_declared_in(self.parameters))

    def read_parameters(self, values: Mapping[str, object]) -> Any:
        """Return the parameters dataclass for values as they come from JSON; None and empty text mean the default.

        Raises:
            InputError: a value is unknown, missing or wrong; the sentence names it.
        """
        given = {name.lower(): value for name, value in values.items() if value is not None and value != ""}
        declared = {parameter.name: parameter for parameter in self.declared}
        unknown = sorted(set(given) - set(declared))
        if unknown:
            names = ", ".join(parameter.qgis_name for parameter in declared.values())
            raise InputError(f"{self.title} has no parameter {unknown[0].upper()}; it has {names}.")
        missing = [p.qgis_name for p in declared.values() if p.required and p.name not in given]
        if missing:
            raise InputError(f"{self.title} needs a value for {', '.join(missing)}.")
        return _built(self.parameters, {name: declared[name].checked(value) for name, value in given.items()})


def parameter(
    kind: Kind,
    label: str,
    help: str,  # noqa: A002 - the name that argparse and QGIS use
    *,
    default: Any = None,
    optional: bool = False,
    advanced: bool = False,
) -> Any:
    """Declare a field of a job's parameters. One without default that is not optional is required.

    Numbers, choices and output files have functions of their own. Required fields come first in a dataclass, as Python
    demands.
    """
    required = default is None and not optional
    return _field(Parameter("", kind, label, help, required, default, advanced))


def integer(
    label: str,
    help: str,  # noqa: A002
    limits: Limits,
    *,
    default: int | None = None,
    optional: bool = False,
    advanced: bool = False,
) -> Any:
    """Declare a field for a whole number within limits."""
    required = default is None and not optional
    return _field(Parameter("", Kind.INTEGER, label, help, required, default, advanced, limits))


def number(
    label: str,
    help: str,  # noqa: A002
    limits: Limits,
    *,
    default: float | None = None,
    optional: bool = False,
    advanced: bool = False,
) -> Any:
    """Declare a field for a number within limits."""
    required = default is None and not optional
    return _field(Parameter("", Kind.NUMBER, label, help, required, default, advanced, limits))


def choice(
    label: str,
    help: str,  # noqa: A002
    choices: Mapping[str, str],
    *,
    default: str,
    advanced: bool = False,
) -> Any:
    """Declare a field for one of several words; `choices` says what each of them means, in few words."""
    values, meanings = tuple(choices), tuple(choices.values())
    return _field(Parameter("", Kind.CHOICE, label, help, False, default, advanced, choices=values, meanings=meanings))


def model_file(
    model_kind: str,
    label: str,
    help: str,  # noqa: A002
    *,
    optional: bool = False,
    advanced: bool = False,
) -> Any:
    """Declare a field for a model file, or the name of a bundled one; `model_kind` as in `Parameter`."""
    return _field(Parameter("", Kind.MODEL, label, help, not optional, advanced=advanced, model_kind=model_kind))


def output_file(
    label: str,
    help: str,  # noqa: A002
    files: str,
    *,
    optional: bool = False,
    beside: Beside | None = None,
) -> Any:
    """Declare a field for a file that the job writes; `files` is its type in a file dialog, as "HTML (*.html)"."""
    return _field(Parameter("", Kind.OUTPUT_FILE, label, help, not optional, files=files, beside=beside))


def output_raster(
    label: str,
    help: str,  # noqa: A002
    *,
    optional: bool = False,
    beside: Beside | None = None,
) -> Any:
    """Declare a field for a GeoTIFF that the job writes."""
    return _field(Parameter("", Kind.OUTPUT_RASTER, label, help, not optional, beside=beside))


def output_folder(
    label: str,
    help: str,  # noqa: A002
    *,
    optional: bool = False,
    advanced: bool = False,
    beside: Beside | None = None,
) -> Any:
    """Declare a field for a folder that the job writes."""
    return _field(Parameter("", Kind.OUTPUT_FOLDER, label, help, not optional, advanced=advanced, beside=beside))


def group(options: type) -> Any:
    """Declare a field that holds a group of parameters: `options` is a frozen dataclass of such declared fields.

    Users see the parameters of all groups in one list, by their own names; these must differ throughout a job.
    """
    required = any(parameter.required for parameter in _declared_in(options))
    metadata = {_GROUP_KEY: options}
    if required:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default_factory=options, metadata=metadata)


def flat_values(parameters: Any) -> dict[str, Any]:
    """Return the values of a job's parameters by name, those of all groups in one dictionary."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(parameters):
        value = getattr(parameters, field.name)
        values.update(flat_values(value) if _GROUP_KEY in field.metadata else {field.name: value})
    return values


def group_in(parameters: Any, options: type[_Options]) -> _Options | None:
    """Return the group of a job's parameters that `options` declares, or None where the job has none."""
    groups = (getattr(parameters, field.name) for field in dataclasses.fields(parameters))
    return next((one for one in groups if isinstance(one, options)), None)


def _field(unnamed: Parameter) -> Any:
    metadata = {_PARAMETER_KEY: unnamed}
    if unnamed.required:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=unnamed.default, metadata=metadata)


def _declared_in(options: type) -> Iterator[Parameter]:
    for field in dataclasses.fields(options):
        if _GROUP_KEY in field.metadata:
            yield from _declared_in(field.metadata[_GROUP_KEY])
        else:
            yield replace(field.metadata[_PARAMETER_KEY], name=field.name)


def _built(options: type, values: Mapping[str, object]) -> Any:
    """Return the dataclass, each group with those of the values that belong to it; the others keep their defaults."""
    arguments: dict[str, object] = {}
    for field in dataclasses.fields(options):
        if _GROUP_KEY in field.metadata:
            arguments[field.name] = _built(field.metadata[_GROUP_KEY], values)
        elif field.name in values:
            arguments[field.name] = values[field.name]
    return options(**arguments)


def _text(parameter: Parameter, value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"{parameter.qgis_name} must be text, not {shortened(value)}.")
    return _writable(parameter, value)


def _writable(parameter: Parameter, value: str) -> str:
    """Return a text that can be the name of a file, as every path has to be.

    Lone surrogates that stand for bytes of a name on the disk are such.
    """
    try:
        os.fsencode(value)
        is_name = "\0" not in value
    except UnicodeEncodeError:
        is_name = False
    if not is_name:
        raise InputError(f"{parameter.qgis_name} has a character that no file name can have: {shortened(value)}.")
    return value


def _texts(parameter: Parameter, value: object) -> tuple[str, ...]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)) or not all(isinstance(item, str) for item in items):
        raise InputError(f"{parameter.qgis_name} must be a list of paths, not {value!r}.")
    return tuple(_writable(parameter, item) for item in items)


def _classes(parameter: Parameter, value: object) -> str:
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return join_arguments(value)
    return _text(parameter, value)


def _number(parameter: Parameter, value: object) -> float:
    try:
        number = float(value) if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None
    except (OverflowError, ValueError):
        number = None
    limits = parameter.limits or Limits(-math.inf, math.inf)
    if number is None:
        low, high = f"{limits.minimum:.12g}", f"{limits.maximum:.12g}"
        raise InputError(f"{parameter.qgis_name} must be a number from {low} to {high}, not {shortened(value)}.")
    if not number >= limits.minimum:
        raise InputError(f"{parameter.qgis_name} must be at least {limits.minimum}, not {shortened(value)}.")
    if not number <= limits.maximum:
        raise InputError(f"{parameter.qgis_name} must be at most {limits.maximum}, not {shortened(value)}.")
    return number


def _integer(parameter: Parameter, value: object) -> int:
    number = _number(parameter, value)
    if not number.is_integer():
        raise InputError(f"{parameter.qgis_name} must be a whole number, not {value}.")
    return int(number)


def _choice(parameter: Parameter, value: object) -> str:
    if value not in parameter.choices:
        raise InputError(f"{parameter.qgis_name} must be one of {', '.join(parameter.choices)}, not {value!r}.")
    return str(value)


def _switch(parameter: Parameter, value: object) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        raise InputError(f"{parameter.qgis_name} is a text, {value!r}: write {value.lower()} without quotation marks.")
    if not isinstance(value, bool):
        raise InputError(f"{parameter.qgis_name} must be true or false, not {value!r}.")
    return value


def _model(parameter: Parameter, value: object) -> str:
    return bundled_or_own(_text(parameter, value))


_CHECKS: dict[Kind, Callable[[Parameter, object], Any]] = {
    Kind.MODEL: _model,
    Kind.RASTERS: _texts,
    Kind.LANDCOVERS: _texts,
    Kind.VECTORS: _texts,
    Kind.CLASSES: _classes,
    Kind.INTEGER: _integer,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.SWITCH: _switch,
}
