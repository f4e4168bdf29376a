"""A generator with the classes of another scheme starts as the one whose classes they come from."""

from __future__ import annotations

import torch

from satsyn_core.contract.bundled import RESOURCES
from satsyn_core.contract.known_scheme import read_known_scheme
from satsyn_core.generator.model import GeneratorDescription
from satsyn_core.generator.network.architecture import SLOPE_REACH, Architecture
from satsyn_core.generator.network.encoder import StyleEncoder
from satsyn_core.generator.network.inputs import LabelCrop, network_inputs
from satsyn_core.generator.network.label_features import one_hot
from satsyn_core.generator.network.network import GeneratorNetwork
from satsyn_core.generator.network.noise import RandomNoise
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.scenes.value_range import ValueRange
from training.experiments.relabel_generator import relabelled

SOURCES = (1, 3, 1, 2, 3, 0, 3, 4)
SIZE = 32
SCHEMES = RESOURCES / "class_schemes"


@torch.inference_mode()
def test_each_class_is_generated_and_encoded_as_the_one_that_it_comes_from() -> None:
    torch.manual_seed(2)
    architecture = Architecture(classes=5, channels=(16, 16, 16, 16))
    own = SeamlessGenerator(
        description=GeneratorDescription(
            name="own",
            scheme=read_known_scheme(SCHEMES / "urban.json").as_class_scheme(),
            band_names=("red", "green", "blue"),
            values=ValueRange(0, 255, "uint8"),
            ground_sampling_distance=1.0,
            provenance={},
        ),
        network=GeneratorNetwork(architecture).eval(),
        encoder=StyleEncoder(architecture).eval(),
        bank=torch.randn(4, architecture.code_size),
    )
    made = relabelled(own, read_known_scheme(SCHEMES / "openearthmap.json").as_class_scheme(), SOURCES)
    assert made.scheme.names[-1] == "building"
    side = SIZE + 2 * architecture.feature_margin
    classes = torch.randint(len(SOURCES), (2, side, side), dtype=torch.uint8)
    earlier = torch.tensor(SOURCES, dtype=torch.uint8)[classes.long()]
    distance = 14 * torch.rand(2, side + 2 * SLOPE_REACH, side + 2 * SLOPE_REACH)
    images = []
    for generator, labels in ((own, earlier), (made, classes)):
        noise = RandomNoise(torch.Generator().manual_seed(5))
        inputs = network_inputs(generator.architecture, LabelCrop(labels, distance, None), noise)
        images.append(generator.network(inputs.labels.pyramid(), inputs.noise, generator.bank[:2]))
    assert torch.allclose(images[0], images[1], atol=1e-4)
    flat = torch.zeros(1, SIZE, SIZE, dtype=torch.uint8)
    image = torch.rand(1, 3, SIZE, SIZE)
    found = made.encoder(image, one_hot(flat + 7, len(SOURCES)))[0][:, made.architecture.class_code_of(7)]
    wanted = own.encoder(image, one_hot(flat + 4, 5))[0][:, architecture.class_code_of(4)]
    assert torch.allclose(found, wanted, atol=1e-5)
