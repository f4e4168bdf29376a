"""What a training set records of each chip: the lines of `manifest.json`, and of the journal of an unfinished set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath
from typing import Any

from ..contract.file_digest import file_digest
from ..contract.json_entries import JsonEntries
from ..contract.json_text import shortened
from ..raster.window import Window

REAL = "real"
SYNTHETIC = "synthetic"

SPLITS = ("train", "validation", "test")

_SEED_BITS = 128


def file_state(path: Path) -> tuple[int, int] | None:
    """Return the size of a file, and when it was changed last, in nanoseconds; None if it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


@dataclass(frozen=True, slots=True)
class ChipFile:
    """A file of a chip.

    Attributes:
        path: in the folder of the set, with slashes.
        sha256: of the file's bytes, as hexadecimal text; None in sets that were built before it was recorded.
        state: size, and time of the last change in nanoseconds, when it was written; None for one that is read.
    """

    path: str
    sha256: str | None
    state: tuple[int, int] | None = field(default=None, compare=False)

    @classmethod
    def of(cls, folder: Path, path: str) -> ChipFile:
        """Return the record of a file that is written."""
        return cls(path, file_digest(folder / path), file_state(folder / path))

    def is_intact(self, folder: Path) -> bool:
        """Whether the file in the folder of the set still holds the recorded bytes."""
        try:
            return self.sha256 is not None and file_digest(folder / self.path) == self.sha256
        except OSError:
            return False

    def is_changed(self, folder: Path) -> bool:
        """Whether the file is there and holds other bytes than the recorded ones.

        Raises:
            OSError: it cannot be read.
        """
        path = folder / self.path
        return self.sha256 is not None and path.is_file() and file_digest(path) != self.sha256


@dataclass(frozen=True, slots=True)
class SyntheticOrigin:
    """Where the imagery of a synthetic chip comes from.

    Attributes:
        style: number of its style in the set.
        noise_seed: seed of the generator's noise.
        model_digest: digest of the generator's file.
        ignored_share: share of its labels (0 to 1) that the filter model took away; None without a filter model.
    """

    style: int
    noise_seed: int
    model_digest: str
    ignored_share: float | None = None


@dataclass(frozen=True, slots=True)
class ChipRecord:
    """A chip of a training set.

    Attributes:
        name: unique in the set.
        split: "train", "validation" or "test".
        scene: name of its scene.
        window: its pixels in the scene.
        version: 0 for the real chip; synthetic versions count from 1.
        image, mask: its files.
        origin: of a synthetic chip's imagery; None for a real chip.
        class_pixels: labelled pixels of each class in the mask; empty for a finished set, whose manifest has none.
    """

    name: str
    split: str
    scene: str
    window: Window
    version: int
    image: ChipFile
    mask: ChipFile
    origin: SyntheticOrigin | None
    class_pixels: tuple[int, ...] = field(default=(), compare=False)

    @property
    def synthetic(self) -> bool:
        """Whether the imagery is synthetic."""
        return self.origin is not None

    @property
    def kind(self) -> str:
        """Either "real" or "synthetic"."""
        return SYNTHETIC if self.synthetic else REAL

    def is_intact(self, folder: Path) -> bool:
        """Whether both files in the folder of the set still hold the recorded bytes."""
        return self.image.is_intact(folder) and self.mask.is_intact(folder)

    def to_json(self) -> dict[str, Any]:
        """Return the record in the form of `manifest.json`."""
        window, origin = self.window, self.origin
        written: dict[str, Any] = {
            "id": self.name,
            "split": self.split,
            "kind": self.kind,
            "image": self.image.path,
            "mask": self.mask.path,
            "scene": self.scene,
            "window": [window.col, window.row, window.width, window.height],
            "version": self.version,
        }
        if origin is not None:
            written |= {"look": origin.style, "noise_seed": origin.noise_seed, "model_digest": origin.model_digest}
            if origin.ignored_share is not None:
                written["ignored_share"] = origin.ignored_share
        return {**written, "image_sha256": self.image.sha256, "mask_sha256": self.mask.sha256}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> ChipRecord:
        """Read what `to_json` wrote.

        Raises:
            ValueError: something is missing, or has another form; the message is a part of a sentence.
        """
        return cls.read(JsonEntries(written))

    @classmethod
    def read(cls, written: JsonEntries) -> ChipRecord:
        """Read what `to_json` wrote; for errors see `from_json`."""
        col, row, width, height = written.whole_numbers("window", 4)
        split = _plain(written, "split")
        if split not in SPLITS:
            raise written.wrong("split", f"is {shortened(split)}, none of {', '.join(SPLITS)}")
        return cls(
            name=_plain(written, "id"),
            split=split,
            scene=written.text("scene"),
            window=Window(col, row, width, height),
            version=written.whole("version"),
            image=ChipFile(_inside(written, "image"), _digest(written, "image_sha256")),
            mask=ChipFile(_inside(written, "mask"), _digest(written, "mask_sha256")),
            origin=_origin(written),
        )


def _origin(written: JsonEntries) -> SyntheticOrigin | None:
    kind = written.text("kind")
    if kind not in (REAL, SYNTHETIC):
        raise written.wrong("kind", f"is {shortened(kind)}, neither {REAL} nor {SYNTHETIC}")
    if kind == REAL:
        return None
    return SyntheticOrigin(
        written.whole("look"), _seed(written), written.text("model_digest"), written.get("ignored_share")
    )


def _digest(written: JsonEntries, key: str) -> str | None:
    return None if written.get(key) is None else written.text(key)


def _inside(written: JsonEntries, key: str) -> str:
    """Return a path in the folder of the set.

    Raises:
        ValueError: it is missing, is no text, or leads out of the folder.
    """
    path = written.text(key)
    # On Windows, backslashes divide names, too.
    inside = PureWindowsPath(path)
    if not inside.parts or inside.anchor or ".." in inside.parts or "\0" in path:
        raise written.wrong(key, f"is {shortened(path)}, which does not lie in the folder of the set")
    return path


def _plain(written: JsonEntries, key: str) -> str:
    """Return a name of which the names of files are made.

    Raises:
        ValueError: it leads into another folder.
    """
    name = _inside(written, key)
    if name in {".", ".."} or len(PureWindowsPath(name).parts) > 1:
        raise written.wrong(key, f"is {shortened(name)}, which leads into another folder")
    return name


def _seed(written: JsonEntries) -> int:
    """Return the seed of a noise, which may need 64 bits."""
    value = written.get("noise_seed")
    if isinstance(value, bool) or not isinstance(value, int) or value.bit_length() > _SEED_BITS:
        raise written.wrong("noise_seed", f"is {shortened(value)}, which is no seed")
    return value
