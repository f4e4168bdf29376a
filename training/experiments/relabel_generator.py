"""Write a generator with the classes of another scheme, each of which starts as one of the generator's own classes.

python -m training.experiments.relabel_generator MODEL SCHEME.json OUTPUT.safetensors bareland=land tree=vegetation ...

Each pair names a class of the scheme and the class of MODEL whose weights and style codes it takes. The result
generates each class as MODEL generates that one. A training that starts from it (`train-generator --initial-model
OUTPUT`) does without the phase of reconstruction that random weights need.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.known_scheme import read_known_scheme
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.network.architecture import PIXEL_SHUFFLE_FACTOR, STRIDES, Architecture
from satsyn_core.generator.network.encoder import StyleEncoder
from satsyn_core.generator.network.network import GeneratorNetwork
from satsyn_core.generator.seamless import SeamlessGenerator


def input_channels(architecture: Architecture, scale: int, sources: Sequence[int]) -> list[int]:
    """Return the present label and noise channels of a scale from which the new ones take their weights.

    Args:
        architecture: of the present generator.
        scale: number of the scale, coarse to fine.
        sources: index of the present class for each new class.
    """
    classes = architecture.classes
    channels = list(sources)
    start = classes
    if scale == len(STRIDES) - 1:
        pixels = PIXEL_SHUFFLE_FACTOR**2
        channels += [start + source * pixels + pixel for source in sources for pixel in range(pixels)]
        start += classes * pixels
    return channels + list(range(start, architecture.label_features(scale) + architecture.noise_fields(scale)))


def relabelled(generator: SeamlessGenerator, scheme: ClassScheme, sources: Sequence[int]) -> SeamlessGenerator:
    """Return a generator of another scheme's classes, each of which is generated as its source class.

    Args:
        generator: the present one.
        scheme: classes of the result.
        sources: index of the generator's class for each class of the scheme.
    """
    own = generator.architecture
    wanted = replace(own, classes=len(scheme.classes))
    network, encoder = GeneratorNetwork(wanted), StyleEncoder(wanted)
    weights = dict(generator.network.state_dict())
    weights["style.embedding"] = weights["style.embedding"][list(sources)]
    weights["conv_in.weight"] = weights["conv_in.weight"][:, input_channels(own, 0, sources)]
    for scale in range(len(STRIDES)):
        name = f"scales.{scale}.label_branch.weight"
        weights[name] = weights[name][:, input_channels(own, scale, sources)]
    network.load_state_dict(weights)
    of_encoder = dict(generator.encoder.state_dict())
    of_encoder["class_embedding"] = of_encoder["class_embedding"][list(sources)]
    encoder.load_state_dict(of_encoder)
    return replace(
        generator,
        network=network.eval(),
        encoder=encoder.eval(),
        bank=_relabelled_codes(generator.bank, own, sources),
        drawable=None if generator.drawable is None else generator.drawable[:, sources],
        bank_radiometry=None if generator.bank_radiometry is None else generator.bank_radiometry[:, sources],
        description=replace(generator.description, scheme=scheme),
    )


def _relabelled_codes(bank: Tensor, architecture: Architecture, sources: Sequence[int]) -> Tensor:
    parts = [bank[:, : architecture.global_code], *(bank[:, architecture.class_code_of(one)] for one in sources)]
    return torch.cat(parts, 1)


def write_relabelled(model: Path, scheme_path: Path, output: Path, pairs: Sequence[str]) -> None:
    """Write the relabelled generator; `pairs` are words NEW=OLD."""
    generator, scheme = load_generator(model), read_known_scheme(scheme_path).as_class_scheme()
    if not isinstance(generator, SeamlessGenerator):
        sys.exit(f"{generator.name} is not a generator of the default family: choose another MODEL.")
    source_of = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    missing = [name for name in scheme.names if source_of.get(name) not in generator.scheme.names]
    if missing:
        sys.exit(f"Give a class of {', '.join(generator.scheme.names)} for each of: {', '.join(missing)}.")
    sources = [generator.scheme.names.index(source_of[name]) for name in scheme.names]
    relabelled(generator, scheme, sources).save(output)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("scheme", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("pairs", nargs="+", metavar="NEW=OLD", help="class of the scheme = class of the model")
    chosen = parser.parse_args()
    write_relabelled(chosen.model, chosen.scheme, chosen.output, chosen.pairs)
