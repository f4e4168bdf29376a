"""Write a tiny segmentation model with random weights to the path given. Runs in the SatSyn environment."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from satsyn_core.contract.class_scheme import ClassScheme  # noqa: E402
from satsyn_core.segmentation.architecture import SegmentationArchitecture, build_network  # noqa: E402
from satsyn_core.segmentation.model import SegmentationModel  # noqa: E402
from satsyn_core.segmentation.normalisation import Normalisation  # noqa: E402

TINY_ENCODER = "tu-test_resnet"


def tiny_segmenter() -> SegmentationModel:
    """Return an untrained model of the five urban classes for three bands."""
    torch.manual_seed(0)
    scheme = ClassScheme.from_json(json.loads((REPOSITORY / "resources/class_schemes/urban.json").read_text()))
    architecture = SegmentationArchitecture(len(scheme.classes), 3, "FPN", TINY_ENCODER)
    return SegmentationModel(
        name="tiny segmenter",
        architecture=architecture,
        network=build_network(architecture).eval().requires_grad_(False),
        scheme=scheme,
        band_names=("red", "green", "blue"),
        normalisation=Normalisation(0.0, 255.0, "uint8", (120.0,) * 3, (50.0,) * 3),
        ground_sampling_distance=1.0,
        provenance={"data": "none: random weights"},
    )


if __name__ == "__main__":
    tiny_segmenter().save(sys.argv[1])
