"""Rebuild the style bank of a generator from its weights and imagery, and test the classes of each style code.

python -m training.experiments.rebuild_style_bank GENERATOR OUTPUT --imagery A.tif B.tif --landcover A.tif B.tif
    [--segmentation SEGMENTATION] [--leave-out CLASS=SCENE ...] [--test-colours CLASS ...] [--crop 128]
    [--candidates 16] [--trials 2] [--apart 1]

The generator's encoder makes 256 style codes of random crops of the imagery, which should be the generator's training
imagery. The code of each class comes from a crop of which the class fills a tenth or more. A class of a code is not
drawn for random styles if large areas of it get colours that real imagery of the class hardly has; the other classes of
the code are. --test-colours names the classes that are tested so: the test takes variety from each of them.

SEGMENTATION is a segmentation model of the same classes, trained on real imagery alone. With it, a class of a code that
it hardly recognises is not drawn either. Measure the generator with other networks: this one would measure its own
selection.

Each class of each code also gets a gain, and an offset of each band, with which random styles have the colours of the
crop that the code comes from. They are measured on generated imagery of the crop's land cover. --apart puts the colours
of a class further apart than they are in the crops.

CLASS=SCENE leaves out the class in a scene, which is named as its imagery file without suffix: a river in flood, or
land cover that is wrong.

The networks stay as they are; random styles of OUTPUT differ from those of GENERATOR.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from satsyn_core.contract.class_scheme import UNKNOWN
from satsyn_core.contract.progress import Reporter
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.inputs import LabelCrop, label_inputs, network_inputs
from satsyn_core.generator.network.noise import RandomNoise
from satsyn_core.generator.network.styled_images import styled_images
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.style_radiometry import with_radiometry
from satsyn_core.generator.training.bank_radiometry import CropsInStyles, bank_radiometry
from satsyn_core.generator.training.crops import GeneratorCrops
from satsyn_core.generator.training.random_streams import STYLE_CODES, CropStream
from satsyn_core.generator.training.style_bank import (
    SELECTION_CROPS,
    LegibilityTrial,
    drawable_classes,
)
from satsyn_core.generator.training.style_candidates import (
    CandidateCrops,
    StyleCandidates,
    assembled_bank,
    further_apart,
    style_candidates,
)
from satsyn_core.generator.training.style_colours import (
    TypicalColours,
    both_tests,
    credible_classes,
    known_classes,
    plain_areas,
    typical_shares,
)
from satsyn_core.scenes.arrays import SceneArrays, shuffled_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import pair_scenes
from satsyn_core.scenes.sources import match_sources
from satsyn_core.segmentation.model import SegmentationModel

SEED = 0


@dataclass(frozen=True)
class Options:
    """How a bank is made.

    Attributes:
        crop: pixels along the side of a crop.
        candidates: crops that are drawn for each entry.
        trials: how often each code is tried for each class.
        left_out: classes and scenes that are left out, as on the command line.
        tested: classes whose colours are tested; None tests all. The test takes variety from every class that it is
            applied to, whether its colours were wrong or not.
        apart: how many times as far apart colours and contrasts of a class are as in the crops, see `further_apart`.
    """

    crop: int = 128
    candidates: int = 16
    trials: int = 2
    left_out: tuple[str, ...] = ()
    tested: tuple[str, ...] | None = None
    apart: float = 1.0


def without_classes(scene: SceneArrays, indices: Sequence[int]) -> SceneArrays:
    """Return a scene in which some classes are unknown."""
    classes = np.where(np.isin(scene.classes, indices), np.uint8(UNKNOWN), scene.classes)
    kept = tuple(found[:0] if index in indices else found for index, found in enumerate(scene.candidates))
    return replace(scene, classes=classes, candidates=kept)


def left_out_classes(left_out: Sequence[str], class_names: Sequence[str], scenes: Sequence[str]) -> dict[int, set[int]]:
    """Return the classes that are left out of each scene, by its number.

    Args:
        left_out: each CLASS=SCENE.
        class_names: of the generator.
        scenes: names of the scenes.
    """
    found: dict[int, set[int]] = {}
    for one in left_out:
        name, _, scene = one.rpartition("=")
        if name not in class_names or scene not in scenes:
            sys.exit(f"{one} is not CLASS=SCENE with a class of the generator and an imagery file's name.")
        found.setdefault(scenes.index(scene), set()).add(class_names.index(name))
    return found


def generating(generator: SeamlessGenerator, crop: LabelCrop, seed: int) -> Callable[[Tensor], Tensor]:
    """Return what generates the land cover of N crops in each of c styles (c, numbers), with noise of a seed."""
    labels = label_inputs(generator.architecture, crop)
    count = len(labels.classes)

    def generate(codes: Tensor) -> Tensor:
        again = torch.arange(count).repeat(len(codes))
        inputs = labels.select(again).with_noise(RandomNoise(torch.Generator().manual_seed(seed)))
        return styled_images(generator.network, inputs, codes.repeat_interleave(count, 0))

    return generate


def generating_crops(generator: SeamlessGenerator) -> CropsInStyles:
    """Return what generates the land cover of N crops, each in a style of its own."""

    def generate(land_cover: LabelCrop, codes: Tensor, seed: int) -> Tensor:
        noise = RandomNoise(torch.Generator().manual_seed(seed))
        return styled_images(generator.network, network_inputs(generator.architecture, land_cover, noise), codes)

    return generate


def recognised_classes(
    generator: SeamlessGenerator, model: SegmentationModel, sampler: GeneratorCrops, bank: Tensor, trials: int
) -> Tensor:
    """Return which classes of each entry a segmentation model recognises (entries, K)."""

    def segment(images: Tensor) -> Tensor:
        numbers = generator.values.from_network(images.numpy())
        known = numbers[:, 0] == numbers[:, 0]
        logits: Tensor = model.network(torch.from_numpy(model.normalisation.to_network(numbers, known)))
        return logits

    tried = []
    for number in range(trials):
        crops = sampler.draw(CropStream.STYLE_SELECTION.step(number), SELECTION_CROPS)
        generate = generating(generator, crops.label_crop, number)
        tried.append(LegibilityTrial(torch.from_numpy(crops.labels), generate, segment))
    return drawable_classes(bank, generator.architecture, tried, SEED)


def coloured_classes(
    generator: SeamlessGenerator, candidates: StyleCandidates, bank: Tensor, options: Options
) -> Tensor:
    """Return which classes of each entry have colours of real imagery in every trial (entries, K); those that are not
    tested have.
    """
    architecture, names = generator.architecture, generator.scheme.names
    tested = names if options.tested is None else options.tested
    typical = [
        TypicalColours.of(blocks) if name in tested else None
        for name, blocks in zip(names, candidates.blocks, strict=True)
    ]
    if not known_classes(typical):
        return torch.ones(len(bank), len(names), dtype=torch.bool)
    areas = plain_areas(architecture, known_classes(typical))
    shares = [
        typical_shares(bank, architecture, typical, generating(generator, areas, number), number)
        for number in range(options.trials)
    ]
    return credible_classes(torch.stack(shares).amin(0))


@torch.inference_mode()
def rebuild(
    generator: SeamlessGenerator, model: SegmentationModel | None, sampler: GeneratorCrops, options: Options
) -> SeamlessGenerator:
    """Return the generator with a new style bank, whose card says how it was made.

    Args:
        generator: gives encoder and networks.
        model: recognises the classes; None tests their colours alone.
        sampler: draws crops of the imagery.
        options: see `Options`.
    """
    architecture, device = generator.architecture, torch.device("cpu")
    crops = CandidateCrops(sampler, options.candidates)
    candidates = style_candidates(generator.encoder, crops, architecture, device, STYLE_CODES)
    names = generator.scheme.names
    assembled = further_apart(assembled_bank(candidates, architecture), options.apart)
    radiometry = bank_radiometry(assembled, crops, architecture, generating_crops(generator), options.trials)
    bank = with_radiometry(assembled.codes, radiometry)
    drawable = coloured_classes(generator, candidates, bank, options)
    tested = "all classes" if options.tested is None else ", ".join(options.tested)
    test = f"has colours of real imagery (tested: {tested})"
    if model is not None:
        drawable = both_tests(recognised_classes(generator, model, sampler, bank, options.trials), drawable)
        test += f", and {model.name}, a network trained on real imagery alone, recognises it"
    counts = zip(names, drawable.sum(0).tolist(), strict=True)
    taken = ", ".join(f"{name} {count}" for name, count in counts)
    print(f"Of {len(bank)} codes, random styles take: {taken}.")
    made = (
        f"{len(bank)} codes of random training crops; the code of each class comes from a crop that shows much of it. "
        f"Random styles take the code of each class from those in which the class {test}: {taken}"
    )
    if options.left_out:
        made += f". Left out: {', '.join(options.left_out)}"
    made += ". Each class of a code has a gain and an offset of each band, which give it the colours of its crop"
    if options.apart != 1:
        made += f", {options.apart:g} times as far from the mean colour of the class"
    finished = replace(generator, bank=assembled.codes, drawable=drawable, bank_radiometry=radiometry)
    return finished.with_provenance(style_codes=made)


def rebuilt(
    generator: SeamlessGenerator,
    model: SegmentationModel | None,
    files: tuple[Sequence[str], Sequence[str]],
    options: Options,
) -> SeamlessGenerator:
    """Return the generator with a new style bank, see `rebuild`.

    Args:
        generator, model, options: see `rebuild`.
        files: imagery, and the land cover of each in the same order.
    """
    unknown = set(options.tested or ()) - set(generator.scheme.names)
    if unknown:
        sys.exit(f"{', '.join(sorted(unknown))}: {generator.name} has no such class.")
    names = [Path(path).stem for path in files[0]]
    left_out = left_out_classes(options.left_out, generator.scheme.names, names)
    sources = match_sources(pair_scenes(*files), generator.scheme, None, None, Reporter())
    with tempfile.TemporaryDirectory() as folder:
        arrays = write_scene_arrays(sources, Path(folder), "styles", shuffled_candidates, Reporter())
        scenes = [without_classes(one, sorted(left_out.get(number, ()))) for number, one in enumerate(arrays.scenes)]
        sampler = GeneratorCrops(scenes, generator.architecture, generator.values, options.crop, SEED)
        return rebuild(generator, model, sampler, options)


def write(arguments: argparse.Namespace) -> None:
    """Rebuild the bank of the command line's generator and write the model file."""
    generator = load_generator(arguments.generator)
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} has no bank of style codes.")
    model = None
    if arguments.segmentation:
        model = SegmentationModel.load(arguments.segmentation)
        if model.scheme.names != generator.scheme.names:
            sys.exit(f"{model.name} has other classes than {generator.name}.")
        model.network.eval()
    tested = None if arguments.test_colours is None else tuple(arguments.test_colours)
    options = Options(
        arguments.crop,
        arguments.candidates,
        arguments.trials,
        tuple(arguments.leave_out),
        tested,
        arguments.apart,
    )
    rebuilt(generator, model, (arguments.imagery, arguments.landcover), options).save(arguments.output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("generator", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--imagery", nargs="+", required=True)
    parser.add_argument("--landcover", nargs="+", required=True, help="in the order of the imagery")
    parser.add_argument("--segmentation", type=Path, help="segmentation model of the same classes")
    parser.add_argument("--leave-out", nargs="+", default=[], metavar="CLASS=SCENE", help="class left out of a scene")
    parser.add_argument(
        "--test-colours", nargs="*", metavar="CLASS", help="classes whose colours are tested; all if left out"
    )
    parser.add_argument("--crop", type=int, default=Options.crop, help="pixels along the side of a crop")
    parser.add_argument(
        "--candidates", type=int, default=Options.candidates, help="crops drawn for each code of the bank"
    )
    parser.add_argument(
        "--apart", type=float, default=Options.apart, help="how many times as far apart the colours of a class are"
    )
    parser.add_argument("--trials", type=int, default=Options.trials, help="trials of each code")
    write(parser.parse_args())
