"""What every test of the core starts from."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from satsyn_core.contract.class_scheme import ClassScheme, LandCoverClass
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.tiny_model import tiny_generator


@pytest.fixture(scope="session", autouse=True)
def _heard_interrupts() -> None:
    """Let commands hear SIGINT, which a shell lets background jobs ignore."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def make_raster(tmp_path: Path) -> RasterFactory:
    return RasterFactory(tmp_path)


@pytest.fixture
def reporter() -> RecordingReporter:
    return RecordingReporter()


@pytest.fixture
def cancelling() -> Callable[[int], RecordingReporter]:
    return lambda checks: RecordingReporter(cancel_after=checks)


@pytest.fixture(scope="session")
def scheme() -> ClassScheme:
    return ClassScheme(
        (
            LandCoverClass(1, "water", (38, 116, 201)),
            LandCoverClass(2, "land", (229, 206, 161)),
            LandCoverClass(3, "road", (77, 77, 82)),
            LandCoverClass(4, "vegetation", (66, 143, 69)),
            LandCoverClass(5, "building", (204, 71, 60), building=True),
        ),
        unlabelled=0,
    )


@pytest.fixture(scope="session")
def town() -> NDArray[np.uint8]:
    """Values 1 to 5 in patches, (150, 210): sizes that no block or alignment divides."""
    coarse = np.random.default_rng(7).integers(1, 6, (15, 21), dtype=np.uint8)
    return np.kron(coarse, np.ones((10, 10), np.uint8))


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real model file with random weights, small enough to render at once."""
    path = tmp_path_factory.mktemp("model") / "tiny.safetensors"
    tiny_generator().save(path)
    return path
