"""Chips of a change pair for training change detectors, in the folders of LEVIR-CD, which common loaders read.

Chen and Shi, "A Spatial-Temporal Attention-Based Method and a New Dataset for Remote Sensing Image Change Detection",
Remote Sensing 12 (2020), describe that data set: `SPLIT/A`, `SPLIT/B` and `SPLIT/label` hold pictures of one name.
"""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.errors import NotGeoreferencedWarning

from .. import __version__
from ..contract.atomic_files import write_at_once
from ..contract.class_scheme import UNKNOWN
from ..contract.declarations.generate_change import ChangeChipOptions
from ..contract.errors import InputError
from ..contract.marked_pictures import mark_picture
from ..contract.media_source import MediaSource
from ..contract.own_files import listed, other_files
from ..contract.progress import Reporter
from ..contract.wording import counted
from ..contract.work_folders import discard_folder, refuse_mount, replace_folder, require_plain_contents
from ..generation.change import CHANGED, ChangePair
from ..raster.geotiff import write_geotiff
from ..raster.geotiff_layout import RasterProfile, write_error
from ..raster.library_errors import GDAL_ERRORS
from ..raster.reading import open_raster
from ..raster.window import Window
from .plan.chips import regular_chips
from .plan.footprints import GroundPlane
from .plan.splits import Shares, block_side, by_blocks

BEFORE, AFTER, LABEL = "A", "B", "label"
MANIFEST = "manifest.json"
_SCHEMA = "satsyn-change-chips"
_SCHEMA_VERSION = 1
_SPLITS = ("train", "val", "test")
_CHANGED_LABEL = 255
_RGB = 3
_WORK = re.compile(r"(train|val|test)(/(A|B|label)(/\.?\d{6,}_\d{6,}_\d+(\.[\w-]+)?\.(png|tif))?)?")
"""Chips and folders of an unfinished set."""


@dataclass(frozen=True)
class ChangeChip:
    """The place of a chip.

    Attributes:
        name: of its files, without variant and suffix.
        split: "train", "val" or "test".
        window: in pixels of the images.
        changed: number of its pixels whose class differs.
    """

    name: str
    split: str
    window: Window
    changed: int


def check_place(folder: Path) -> None:
    """Check that chips can be written to a folder.

    Raises:
        InputError: something is there already, or where the chips wait until all are written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"The folder {folder} (CHIPS) is not empty: choose a new one.")
    refuse_mount(folder)
    work = _work_folder(folder)
    others = other_files(work, _is_own)
    if others or (work.exists() and not work.is_dir()):
        raise InputError(
            f"{work} is in the way of CHIPS and "
            + (f"holds what SatSyn did not write ({listed(others)})" if others else "is no folder")
            + ": move it away, or choose another one."
        )


def _is_own(path: str) -> bool:
    return path == MANIFEST or _WORK.fullmatch(path) is not None


def _work_folder(target: Path) -> Path:
    """Return where chips wait until all are written; a run that was killed leaves them there."""
    return target.with_name(f"{target.name}.partial")


def plan_chips(pair: ChangePair, options: ChangeChipOptions, seed: int, reporter: Reporter) -> list[ChangeChip]:
    """Return the chips of a change pair: all with a change, and a share of the others.

    Chips in which one of both land covers has pixels without class are left out.

    Args:
        pair: open requests.
        options: what the user chose.
        seed: of the draw of chips without change, and of the division.
        reporter: gets the numbers of chips and progress; may cancel.

    Raises:
        InputError: no chip has a change, or there are too few for the splits.
    """
    shares = Shares.parse(options.chip_split, "CHIP_SPLIT")
    grid = pair.before.grid.cut(pair.before.window)
    places = regular_chips([grid], options.chip_size, options.chip_size)
    changed = np.zeros(len(places), np.int64)
    known = np.zeros(len(places), bool)
    for number in range(len(places)):
        reporter.check_cancelled()
        reporter.progress(number / len(places), "Choosing chips")
        mask = pair.mask(_on_landcover(pair, places.window(number)))
        changed[number], known[number] = np.count_nonzero(mask == CHANGED), not (mask == UNKNOWN).any()
    with_change = np.flatnonzero(known & (changed > 0))
    if not len(with_change):
        raise InputError(
            f"No chip of {options.chip_size} x {options.chip_size} pixels has a change and a class everywhere, in the "
            f"imagery of {grid.width} x {grid.height} pixels: choose a smaller CHIP_SIZE, or leave CHIPS empty."
        )
    without = np.flatnonzero(known & (changed == 0))
    wanted = min(len(without), round(len(with_change) * options.unchanged_percent / 100))
    drawn = np.random.default_rng([seed, 2]).permutation(without)[:wanted]
    chosen = np.sort(np.concatenate([with_change, drawn]))
    selected = places.select(chosen)
    try:
        splits = by_blocks(selected, GroundPlane.of([grid]), block_side(selected, options.chip_size), shares, seed)
    except InputError as error:
        raise InputError(
            f"{counted(len(chosen), 'chip')} of {options.chip_size} pixels cannot be split by CHIP_SPLIT "
            f'"{options.chip_split}": choose a smaller CHIP_SIZE, or CHIP_SPLIT 100 for training chips alone.'
        ) from error
    left_out = len(places) - int(known.sum())
    reporter.log(
        f"{counted(len(with_change), 'chip')} {'has' if len(with_change) == 1 else 'have'} a change, and {wanted} of "
        f"{counted(len(without), 'other')} {'is' if wanted == 1 else 'are'} added"
        + (f"; {left_out} with pixels without class are left out." if left_out else ".")
    )
    chips = []
    for number, split in zip(chosen.tolist(), splits.tolist()):
        window = places.window(number)
        chips.append(ChangeChip(f"{window.row:06d}_{window.col:06d}", _SPLITS[split], window, int(changed[number])))
    return chips


@dataclass(frozen=True)
class ChangeChipSet:
    """The folder of the chips of a change pair.

    Attributes:
        target: the folder, which need not exist.
        pair: open requests.
        chips: to write, each in every variant.
    """

    target: Path
    pair: ChangePair
    chips: Sequence[ChangeChip]

    def write(self, images: Sequence[Path], reporter: Reporter) -> None:
        """Write the chips beside their place.

        Args:
            images: the complete images before, and after them those after, in the order of their variants.
            reporter: gets progress; may cancel.

        Raises:
            SatSynError: a file cannot be written.
            JobCancelledError: the reporter said so.
        """
        work, variants = self._work, len(images) // 2
        require_plain_contents(work)
        discard_folder(work)
        for split in {chip.split for chip in self.chips}:
            for kind in (BEFORE, AFTER, LABEL):
                (work / split / kind).mkdir(parents=True)
        for number, chip in enumerate(self.chips):
            reporter.check_cancelled()
            reporter.progress(number / len(self.chips), f"Chip {number + 1} of {len(self.chips)}")
            label = self.pair.mask(_on_landcover(self.pair, chip.window)) == CHANGED
            for variant in range(variants):
                self._write_image(images[variant], chip, BEFORE, variant)
                self._write_image(images[variants + variant], chip, AFTER, variant)
                self._write_picture(self._path(chip, LABEL, variant), label[None] * np.uint8(_CHANGED_LABEL), chip)
        content = json.dumps(self._manifest(variants), ensure_ascii=False, indent=1)
        (work / MANIFEST).write_text(content, encoding="utf-8")

    def publish(self) -> None:
        """Put the finished folder in its place."""
        if self.target.exists():
            self.target.rmdir()
        replace_folder(self._work, self.target, ())

    def discard(self) -> None:
        """Remove what is not published."""
        discard_folder(self._work)

    @property
    def _work(self) -> Path:
        return _work_folder(self.target)

    @property
    def _is_picture(self) -> bool:
        generator = self.pair.before.generator
        return generator.dtype == "uint8" and len(generator.band_names) == _RGB

    def _path(self, chip: ChangeChip, kind: str, variant: int) -> Path:
        return self._work / chip.split / kind / self._file_name(chip, variant)

    def _file_name(self, chip: ChangeChip, variant: int) -> str:
        return f"{chip.name}_{variant + 1}.{'png' if self._is_picture else 'tif'}"

    def _write_image(self, image: Path, chip: ChangeChip, kind: str, variant: int) -> None:
        path = self._path(chip, kind, variant)
        with open_raster(image) as file:
            pixels = file.read(window=chip.window.to_rasterio())
        self._write_picture(path, pixels, chip, variant)
        if self._is_picture:
            mark_picture(path, MediaSource.GENERATED, self.pair.before.generator.name)

    def _write_picture(
        self, path: Path, pixels: NDArray[np.generic], chip: ChangeChip, variant: int | None = None
    ) -> None:
        """Write an image of a variant, or without one a mask."""
        if not self._is_picture:
            whole = self.pair.before.profile(variant or 0)
            names = ("change",) if variant is None else whole.band_names
            tags = {} if variant is None else whole.tags
            grid = whole.grid.cut(chip.window)
            write_geotiff(path, pixels, RasterProfile(grid, str(pixels.dtype), None, names, tags, None, "deflate"))
            return
        size = {"count": len(pixels), "height": pixels.shape[1], "width": pixels.shape[2]}
        try:
            # In memory, because GDAL misses some of what goes wrong on a disk.
            with warnings.catch_warnings(), rasterio.MemoryFile(ext=".png") as memory:
                warnings.simplefilter("ignore", NotGeoreferencedWarning)
                with memory.open(driver="PNG", dtype="uint8", **size) as file:
                    file.write(pixels)
                content = memory.read()
        except GDAL_ERRORS as error:
            raise write_error(path, error) from error
        write_at_once(path, content)

    def _manifest(self, variants: int) -> dict[str, object]:
        before = self.pair.before
        grid, generator = before.grid.cut(before.window), before.generator
        return {
            "schema": _SCHEMA,
            "schema_version": _SCHEMA_VERSION,
            "satsyn": __version__,
            "ai_generated": True,
            "digital_source_type": MediaSource.GENERATED.uri,
            "model": generator.name,
            "model_digest": generator.digest,
            "seed": before.parameters.appearance.seed,
            "bands": list(generator.band_names),
            "labels": {"0": "same", str(_CHANGED_LABEL): "changed"},
            "crs": grid.crs.to_wkt() if grid.crs else None,
            "chip_size": self.chips[0].window.width,
            "counts": dict(Counter(chip.split for chip in self.chips for _ in range(variants))),
            "chips": [
                {
                    "file": self._file_name(chip, variant),
                    "split": chip.split,
                    "variant": variant + 1,
                    "changed_pixels": chip.changed,
                    "window": [chip.window.col, chip.window.row, chip.window.width, chip.window.height],
                    "transform": list(grid.cut(chip.window).transform)[:6],
                }
                for chip in self.chips
                for variant in range(variants)
            ],
        }


def _on_landcover(pair: ChangePair, window: Window) -> Window:
    """Return a window of the images in pixels of the land covers."""
    whole = pair.before.window
    return Window(window.col + whole.col, window.row + whole.row, window.width, window.height)
