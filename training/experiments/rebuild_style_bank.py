"""Rebuild the style bank of a generator from its weights and imagery, and test the classes of each style code.

python -m training.experiments.rebuild_style_bank GENERATOR SEGMENTATION OUTPUT --imagery A.tif B.tif
    --landcover A.tif B.tif [--crop 128] [--crops 6] [--trials 2]

The generator's encoder makes 256 style codes of random crops of the imagery, which should be the generator's training
imagery. All of them are kept. SEGMENTATION is a segmentation model of the same classes, trained on real imagery alone.
A class of a code that it hardly recognises in synthetic imagery is not drawn for random styles; the other classes of
the code are. Measure the generator with other networks: this one would measure its own selection.

Each trial generates CROPS crops in 256 styles. The networks stay as they are; random styles of OUTPUT differ from those
of GENERATOR.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from satsyn_core.contract.progress import Reporter
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.inputs import label_inputs
from satsyn_core.generator.network.noise import RandomNoise
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.training.crops import CropBatch, GeneratorCrops
from satsyn_core.generator.training.random_streams import CropStream
from satsyn_core.generator.training.style_bank import LegibilityTrial, drawable_classes, style_bank
from satsyn_core.scenes.arrays import shuffled_candidates, write_scene_arrays
from satsyn_core.scenes.pairs import pair_scenes
from satsyn_core.scenes.sources import match_sources
from satsyn_core.segmentation.model import SegmentationModel

SEED = 0


def legibility_trial(
    generator: SeamlessGenerator, model: SegmentationModel, crops: CropBatch, seed: int
) -> LegibilityTrial:
    """Return the trial of styles on crops, with noise of a seed."""
    labels = label_inputs(generator.architecture, crops.label_crop)
    count = len(crops.labels)

    def generate(codes: Tensor) -> Tensor:
        again = torch.arange(count).repeat(len(codes))
        inputs = labels.select(again).with_noise(RandomNoise(torch.Generator().manual_seed(seed)))
        images: Tensor = generator.network(inputs.labels.pyramid(), inputs.noise, codes.repeat_interleave(count, 0))
        return images

    def segment(images: Tensor) -> Tensor:
        numbers = generator.values.from_network(images.numpy())
        known = numbers[:, 0] == numbers[:, 0]
        logits: Tensor = model.network(torch.from_numpy(model.normalisation.to_network(numbers, known)))
        return logits

    return LegibilityTrial(torch.from_numpy(crops.labels), generate, segment)


@torch.inference_mode()
def rebuild(
    generator: SeamlessGenerator, model: SegmentationModel, sampler: GeneratorCrops, crops: int, trials: int
) -> SeamlessGenerator:
    """Return the generator with a new style bank, whose card says how it was made.

    Args:
        generator: gives encoder and networks.
        model: recognises the classes.
        sampler: draws crops of the imagery.
        crops: how many are generated in each style of a trial.
        trials: how often each code is tried for each class.
    """
    bank = style_bank(generator.encoder, sampler, generator.architecture, torch.device("cpu"))
    tried = [
        legibility_trial(generator, model, sampler.draw(CropStream.STYLE_SELECTION.step(number), crops), number)
        for number in range(trials)
    ]
    drawable = drawable_classes(bank, generator.architecture, tried, SEED)
    shares = dict(zip(generator.scheme.names, drawable.sum(0).tolist(), strict=True))
    counts = ", ".join(f"{name} {count}" for name, count in shares.items())
    print(f"Of {len(bank)} codes, random styles take: {counts}.")
    selection = (
        f"{len(bank)} codes of random training crops. Random styles take the code of each class from those in which "
        f"{model.name}, a network trained on real imagery alone, recognises the class: {counts}"
    )
    return replace(generator, bank=bank, drawable=drawable).with_provenance(style_codes=selection)


def write(arguments: argparse.Namespace) -> None:
    """Rebuild the bank of the command line's generator and write the model file."""
    generator, model = load_generator(arguments.generator), SegmentationModel.load(arguments.segmentation)
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} has no bank of style codes.")
    if model.scheme.names != generator.scheme.names:
        sys.exit(f"{model.name} has other classes than {generator.name}.")
    model.network.eval()
    sources = match_sources(
        pair_scenes(arguments.imagery, arguments.landcover), generator.scheme, None, None, Reporter()
    )
    with tempfile.TemporaryDirectory() as folder:
        arrays = write_scene_arrays(sources, Path(folder), "styles", shuffled_candidates, Reporter())
        sampler = GeneratorCrops(arrays.scenes, generator.architecture, generator.values, arguments.crop, SEED)
        rebuild(generator, model, sampler, arguments.crops, arguments.trials).save(arguments.output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("generator", "segmentation", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--imagery", nargs="+", required=True)
    parser.add_argument("--landcover", nargs="+", required=True, help="in the order of the imagery")
    parser.add_argument("--crop", type=int, default=128, help="pixels along the side of a crop")
    parser.add_argument("--crops", type=int, default=6, help="crops that are generated in each style of a trial")
    parser.add_argument("--trials", type=int, default=2, help="trials of each code")
    write(parser.parse_args())
