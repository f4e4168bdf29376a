"""The format of a training set on disk, and reading a finished one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..contract.class_scheme import ClassScheme, LandCoverClass
from ..contract.errors import InputError
from ..contract.json_entries import JsonEntries
from ..contract.json_text import read_json, shortened
from ..contract.plain_files import read_text, require_plain_file
from .chip_record import SPLITS, ChipRecord
from .pairs import ScenePaths

SCHEMA = "satsyn-training-set"
SCHEMA_VERSION = 1

MANIFEST = "manifest.json"
CLASSES = "classes.json"
FOOTPRINTS = "splits.gpkg"
IMAGES = "images"
MASKS = "masks"
STAC = "stac"


def chip_name(scene: str, row: int, col: int, version: int) -> str:
    """Return the name of a chip; `version` is 0 for the real one and counts synthetic ones from 1."""
    return f"{scene}_r{row:06d}_c{col:06d}" + (f"_s{version}" if version else "")


def image_path(split: str, name: str) -> str:
    """Return the path of a chip's image in the folder."""
    return str(PurePosixPath(IMAGES, split, f"{name}.tif"))


def mask_path(split: str, name: str) -> str:
    """Return the path of a chip's mask in the folder: the image's, under another first folder."""
    return str(PurePosixPath(MASKS, split, f"{name}.tif"))


@dataclass(frozen=True)
class TrainingSet:
    """A finished training set.

    Attributes:
        folder: where it lies.
        scheme: its classes; the masks hold their indices, and 255 where a pixel is to be ignored.
        band_names, dtype: of the images.
        chips: all of them; the paths of their files count from `folder`.
        manifest: everything but the chips that `manifest.json` says.
    """

    folder: Path
    scheme: ClassScheme
    band_names: tuple[str, ...]
    dtype: str
    chips: tuple[ChipRecord, ...]
    manifest: Mapping[str, Any]

    def split(self, name: str) -> tuple[ChipRecord, ...]:
        """Return the chips of `train`, `validation` or `test`."""
        return tuple(chip for chip in self.chips if chip.split == name)

    def scene_paths(self, chip: ChipRecord) -> ScenePaths:
        """Return a chip's image and mask as a scene of its own, whose land cover is the mask.

        Raises:
            InputError: one of them is gone, or is no plain file.
        """
        image, mask = self.folder / chip.image.path, self.folder / chip.mask.path
        for path in (image, mask):
            require_plain_file(path)
            if not path.exists():
                raise InputError(f"The training set lacks its file {path}: put it back, or build the set again.")
        return ScenePaths(chip.name, str(image), str(mask))

    @classmethod
    def open(cls, folder: Path | str) -> TrainingSet:
        """Read the descriptions of a set; no chip is opened.

        Raises:
            InputError: the folder holds no training set that can be read.
        """
        place = Path(folder)
        content = _read_json(place / MANIFEST)
        if not isinstance(content, dict) or content.get("schema") != SCHEMA:
            raise InputError(f"{place / MANIFEST} is not the manifest of a SatSyn training set: choose its folder.")
        with _as_sentence(place / MANIFEST):
            manifest = JsonEntries(content)
            version = manifest.whole("schema_version")
            if version > SCHEMA_VERSION:
                raise InputError(
                    f"The training set {place} has format {version}, and this SatSyn reads formats up to "
                    f"{SCHEMA_VERSION}: update SatSyn."
                )
            chips = tuple(ChipRecord.read(chip) for chip in manifest.objects("chips"))
            _require_one_each(chips)
            _require_own_folders(chips)
            bands, dtype = manifest.texts("bands"), manifest.text("dtype")
        classes = _read_json(place / CLASSES)
        with _as_sentence(place / CLASSES):
            scheme = _read_classes(JsonEntries(classes))
        return cls(place, scheme, bands, dtype, chips, {k: v for k, v in content.items() if k != "chips"})


@contextmanager
def _as_sentence(path: Path) -> Iterator[None]:
    """Turn what is wrong with the entries of a file into a sentence."""
    try:
        yield
    except ValueError as error:
        raise InputError(
            f"{path} is not as SatSyn wrote it ({error}): correct it there, or build the training set again."
        ) from error


def _require_one_each(chips: Sequence[ChipRecord]) -> None:
    twice = [name for name, count in Counter(chip.name for chip in chips).items() if count > 1]
    if twice:
        raise ValueError(f"chips: {shortened(twice[0])} stands there more than once")


def _require_own_folders(chips: Sequence[ChipRecord]) -> None:
    """Refuse chips that another split names than their folder: those of training could be scored unnoticed."""
    for chip in chips:
        for file in (chip.image, chip.mask):
            kind, *folders = PurePosixPath(file.path).parts
            if kind in {IMAGES, MASKS} and set(folders[:-1]) & (set(SPLITS) - {chip.split}):
                raise ValueError(
                    f"chips: {shortened(chip.name)} has the split {chip.split}, and its file is {shortened(file.path)}"
                )


def _read_json(path: Path) -> object:
    try:
        return read_json(read_text(path))
    except FileNotFoundError:
        raise InputError(
            f"There is no {path.name} in {path.parent}: choose a folder that Build mixed training set has finished."
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path} cannot be read ({reason}): build the training set again.") from error


def _read_classes(written: JsonEntries) -> ClassScheme:
    unlabelled = written.optional_whole("unlabelled")
    try:
        classes = tuple(_read_class(item, number) for number, item in enumerate(written.objects("classes")))
        return ClassScheme(classes, unlabelled)
    except InputError as error:
        raise ValueError(str(error).rstrip(".")) from error


def _read_class(item: JsonEntries, number: int) -> LandCoverClass:
    # A mask's values count the classes in their order.
    if item.get("index") not in (None, number):
        raise item.wrong("index", f"is {shortened(item.get('index'))}, and the classes stand in order from 0 on")
    red, green, blue = item.whole_numbers("colour", 3)
    return LandCoverClass(
        item.whole("land_cover_value"), item.text("name"), (red, green, blue), item.switch("building")
    )
