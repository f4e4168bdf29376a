"""Leave out of random styles the codes that give plain areas of a class more texture than real imagery has there.

python -m training.experiments.select_calm_styles GENERATOR OUTPUT --imagery A.tif B.tif --landcover A.tif B.tif
    [--classes CLASS ...] [--quantile 0.9]

A plan that people draw has large areas of one class. In some styles a generator covers them with one pattern, as of
shrubs on a meadow, though its colours are those of real imagery. So contrast and grain of such an area, generated with
the code of each entry of the style bank, are compared with those of real windows of 64 pixels that show nothing but the
class. A code stays if both are at most the quantile of the real ones, and at least 40 codes of each class stay.

IMAGERY should be the generator's training imagery. Classes of which it has fewer than 20 such windows stay as they are.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from satsyn_core.contract.progress import Reporter
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.class_statistics import class_statistics
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.style_radiometry import with_radiometry
from satsyn_core.generator.training.crops import GeneratorCrops
from satsyn_core.generator.training.style_bank import STYLES_AT_A_TIME, dealt_codes
from satsyn_core.generator.training.style_colours import PLAIN_SIDE, plain_areas
from satsyn_core.scenes.arrays import shuffled_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import pair_scenes
from satsyn_core.scenes.sources import match_sources
from training.experiments.rebuild_style_bank import generating

CROP, BATCHES, BATCH, FIRST_STEP = 128, 150, 8, 90_000
"""Crops whose quarters are looked at, and the draws that they come from."""

PURE = 0.9
"""Share of a window that is plain."""

FEWEST_WINDOWS = 20
FEWEST_CODES = 40
SEED = 5


def texture(images: Tensor, labels: Tensor, index: int, classes: int) -> Tensor:
    """Return logarithms of contrast and grain of a class in images (N, bands, h, w), means over the bands (N, 2)."""
    bands = images.shape[1]
    values = class_statistics(images, labels, classes).values[:, index]
    return torch.stack([values[:, bands + 1 : 2 * bands + 1].mean(1), values[:, 2 * bands + 1 :].mean(1)], 1)


def real_textures(sampler: GeneratorCrops, classes: int) -> list[Tensor]:
    """Return the textures (n, 2) of real plain windows of each class."""
    found: list[list[Tensor]] = [[] for _ in range(classes)]
    for step in range(BATCHES):
        crops = sampler.draw(FIRST_STEP + step, BATCH)
        images, labels = torch.from_numpy(crops.image), torch.from_numpy(crops.labels)
        for row in range(0, CROP, PLAIN_SIDE):
            for col in range(0, CROP, PLAIN_SIDE):
                rows, cols = slice(row, row + PLAIN_SIDE), slice(col, col + PLAIN_SIDE)
                of_window, own = images[:, :, rows, cols], labels[:, rows, cols]
                for index in range(classes):
                    plain = (own == index).flatten(1).float().mean(1) > PURE
                    if plain.any():
                        found[index].append(texture(of_window[plain], own[plain], index, classes))
    return [torch.cat(own) if own else torch.zeros(0, 2) for own in found]


def made_textures(generator: SeamlessGenerator, bank: Tensor, indices: Sequence[int]) -> dict[int, Tensor]:
    """Return the textures (entries, 2) of plain areas of classes with the code of each entry of a bank."""
    codes, orders = dealt_codes(bank, generator.architecture, torch.Generator().manual_seed(SEED))
    generate = generating(generator, plain_areas(generator.architecture, indices), SEED)
    parts: dict[int, list[Tensor]] = {index: [] for index in indices}
    for together in codes.split(STYLES_AT_A_TIME):
        images = generate(together).unflatten(0, (len(together), len(indices)))
        for number, index in enumerate(indices):
            labels = torch.full((len(together), *images.shape[-2:]), index, dtype=torch.uint8)
            parts[index].append(texture(images[:, number], labels, index, generator.architecture.classes))
    found = {}
    for index in indices:
        found[index] = torch.empty(len(bank), 2)
        found[index][orders[index]] = torch.cat(parts[index])
    return found


@torch.inference_mode()
def selected(
    generator: SeamlessGenerator, files: tuple[Sequence[str], Sequence[str]], names: Sequence[str], quantile: float
) -> SeamlessGenerator:
    """Return the generator with fewer codes for random styles.

    Args:
        generator: with a style bank.
        files: imagery, and the land cover of each in the same order.
        names: of the classes; empty for all.
        quantile: of contrast and grain of real windows, up to which a code stays.
    """
    classes = generator.architecture.classes
    sources = match_sources(pair_scenes(*files), generator.scheme, None, None, Reporter())
    with tempfile.TemporaryDirectory() as folder:
        arrays = write_scene_arrays(sources, Path(folder), "styles", shuffled_candidates, Reporter())
        sampler = GeneratorCrops(arrays.scenes, generator.architecture, generator.values, CROP, 0)
        real = real_textures(sampler, classes)
    tested = [
        index
        for index, name in enumerate(generator.scheme.names)
        if len(real[index]) >= FEWEST_WINDOWS and (not names or name in names)
    ]
    made = made_textures(generator, with_radiometry(generator.bank, generator.bank_radiometry), tested)
    if generator.drawable is None:
        drawable = torch.ones(len(generator.bank), classes, dtype=torch.bool)
    else:
        drawable = generator.drawable.clone()
    for index in tested:
        beyond = (made[index] - torch.quantile(real[index], quantile, 0)).amax(1)
        before = int(drawable[:, index].sum())
        beyond[~drawable[:, index]] = torch.inf
        most = max(0.0, float(beyond.sort().values[min(FEWEST_CODES, before) - 1]))
        drawable[:, index] &= beyond <= most
        print(f"{generator.scheme.names[index]}: {int(drawable[:, index].sum())} of {before} codes stay.")
    return replace(generator, drawable=drawable)


def write(arguments: argparse.Namespace) -> None:
    """Write the generator of the command line with fewer codes for random styles."""
    generator = load_generator(arguments.generator)
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} has no bank of style codes.")
    unknown = set(arguments.classes) - set(generator.scheme.names)
    if unknown:
        sys.exit(f"{', '.join(sorted(unknown))}: {generator.name} has no such class.")
    files = (arguments.imagery, arguments.landcover)
    selected(generator, files, arguments.classes, arguments.quantile).save(arguments.output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("generator", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--imagery", nargs="+", required=True)
    parser.add_argument("--landcover", nargs="+", required=True, help="in the order of the imagery")
    parser.add_argument("--classes", nargs="*", default=[], metavar="CLASS", help="tested ones; all if left out")
    parser.add_argument("--quantile", type=float, default=0.9, help="of real windows, up to which a code stays")
    write(parser.parse_args())
