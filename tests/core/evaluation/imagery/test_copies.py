"""The copy audit against imagery of its own, and against copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from affine import Affine
from numpy.typing import NDArray

from satsyn_core.evaluation.imagery.copies import CopyAudit, SearchedImagery, audit_copies
from satsyn_core.evaluation.imagery.copy_chances import COPY_CORRELATION, SIGNIFICANT
from satsyn_core.evaluation.imagery.features import fixed_features
from satsyn_core.evaluation.imagery.patches import Patches, PatchPlace, draw_patches
from satsyn_core.evaluation.imagery.symmetries import SYMMETRIES, Symmetry
from satsyn_core.raster.grid import Grid
from satsyn_core.raster.window import Window
from tests.support.imagery import ArrayImagery, texture
from tests.support.rasters import RecordingReporter

SIZE = 64


@pytest.fixture
def training() -> ArrayImagery:
    return ArrayImagery(texture(0, 600, 820), "training")


def audit(synthetic: NDArray[np.uint8], training: ArrayImagery, unseen: NDArray[np.uint8] | None = None) -> CopyAudit:
    patches = draw_patches([ArrayImagery(synthetic, "synthetic")], SIZE, 49, 0)
    control = draw_patches([ArrayImagery(texture(1) if unseen is None else unseen, "unseen")], SIZE, 49, 0)
    known = draw_patches([training], SIZE, 100, 0)
    return audit_copies(
        patches, control, SearchedImagery([training], known, 255), fixed_features(3, 0, 255), RecordingReporter(), 49
    )


def test_imagery_of_its_own_is_no_copy(training: ArrayImagery) -> None:
    found = audit(texture(2), training)
    assert found.clean
    assert found.p_closest > SIGNIFICANT
    assert "No sign of copying" in found.verdict and "no more than chance explains" in found.verdict


def test_imagery_unlike_the_training_imagery_is_cleared_whatever_the_control_shows(training: ArrayImagery) -> None:
    known_ground = training.image[:, : 7 * SIZE, : 7 * SIZE]
    found = audit(texture(2), training, known_ground)
    assert found.repeated == ("unseen",)
    assert found.correlations.max() < COPY_CORRELATION
    assert found.clean and "No sign of copying" in found.verdict
    copied = audit(known_ground, training, known_ground)
    assert copied.is_undecided and "the control shows training imagery" in copied.verdict


def _resembling(correlations: NDArray[np.float64], training: ArrayImagery, seed: int) -> Patches:
    """Return patches that have these correlations to pieces of imagery of noise."""
    rng, size = np.random.default_rng(seed), 32
    images = np.zeros((len(correlations), 1, size, size), np.uint8)
    for number, correlation in enumerate(correlations):
        row, col = rng.integers(0, 200 - size, 2)
        piece = training.image[0, row : row + size, col : col + size].astype(float)
        piece, own = ((one - one.mean()) / one.std() for one in (piece, rng.normal(size=(size, size))))
        mixed = correlation * piece + np.sqrt(1 - correlation**2) * own
        images[number, 0] = np.clip(mixed * 30 + 127, 0, 255).round()
    grid = Grid(None, Affine.identity(), size, size)
    places = tuple(PatchPlace("desert", grid, grid.window) for _ in correlations)
    return Patches(images, np.zeros((len(images), size, size), np.uint8), places)


@pytest.mark.parametrize(("repeated", "is_known"), [(1, True), (3, False)])
def test_a_single_patch_of_the_control_that_repeats_training_imagery_by_chance_leaves_a_verdict(
    repeated: int, is_known: bool
) -> None:
    rng = np.random.default_rng(0)
    noise = ArrayImagery((rng.normal(size=(1, 200, 200)) * 30 + 127).clip(0, 255).astype(np.uint8), "training")
    spread = rng.uniform(0.3, 0.85, 120)
    patches = _resembling(np.append(spread, 0.92), noise, 1)
    control = _resembling(np.append(spread, [0.92] * repeated), noise, 2)
    known = draw_patches([noise], 32, 30, 0)
    searched, extractor = SearchedImagery([noise], known, 255), fixed_features(1, 0, 255)
    found = audit_copies(patches, control, searched, extractor, RecordingReporter(), 121)
    assert found.correlations.max() >= COPY_CORRELATION and found.repeated == ("desert",)
    assert found.clean == is_known
    assert ("No sign of copying" in found.verdict) == is_known
    assert "1 % of the unseen patches or more" in found.rule
    patches.images[0] = noise.image[:, 60:92, 70:102]
    copied = audit_copies(patches, control, searched, extractor, RecordingReporter(), 121)
    assert copied.copies == 1 and copied.verdict.startswith("Copies found: 1 of 121")


NEAR_COPIES = (0.93, 0.96, 0.99)


@pytest.mark.parametrize(
    ("near", "repeats", "copies", "said"),
    [
        (NEAR_COPIES, 0, 3, "Copies found: 3 of 123"),
        (NEAR_COPIES, 1, 3, "Copies found: 3 of 123"),
        (NEAR_COPIES, 3, 0, "Whether this imagery copies is not known: the control shows training imagery"),
        ((), 1, 0, "No sign of copying"),
        ((0.82,), 1, 0, "No copy: copies have a correlation of 0.9 or more"),
    ],
)
def test_near_copies_are_found_although_a_patch_of_the_control_repeats_training_imagery(
    near: Sequence[float], repeats: int, copies: int, said: str
) -> None:
    rng = np.random.default_rng(0)
    noise = ArrayImagery((rng.normal(size=(1, 200, 200)) * 30 + 127).clip(0, 255).astype(np.uint8), "training")
    spread = rng.uniform(0.3, 0.5, 120)
    patches = _resembling(np.append(spread, near), noise, 1)
    control = _resembling(spread, noise, 2)
    for number in range(repeats):
        control.images[number] = noise.image[:, 60:92, 40 * number : 40 * number + 32]
    searched = SearchedImagery([noise], draw_patches([noise], 32, 30, 0), 255)
    found = audit_copies(patches, control, searched, fixed_features(1, 0, 255), RecordingReporter(), 123)
    assert found.copies == copies
    assert found.verdict.startswith(said)
    assert found.clean == (not set(near) & set(NEAR_COPIES))
    if "No copy" in said:
        usual = found.control[found.control < COPY_CORRELATION].max()
        assert f"reach {usual:.3f}, but for less than 1 % of them that repeat training imagery, and" in found.verdict


@pytest.mark.parametrize(
    ("unseen", "copied", "said"),
    [
        (121, 0.97, "Copies found: 1 of 121"),
        (8, 0.97, "Whether this imagery copies is not known: only 8 unseen real patches"),
        (4, 0.97, "Whether this imagery copies is not known: of the unseen real patches, 4 have"),
        (8, 0.7, "No sign of copying"),
    ],
)
def test_a_small_control_does_not_clear_what_a_large_one_shows_to_be_a_copy(
    unseen: int, copied: float, said: str
) -> None:
    rng = np.random.default_rng(0)
    noise = ArrayImagery((rng.normal(size=(1, 200, 200)) * 30 + 127).clip(0, 255).astype(np.uint8), "training")
    spread = rng.uniform(0.3, 0.8, 120)
    patches, control = (_resembling(np.append(spread, one), noise, 1) for one in (copied, 0.6))
    control = control.select(121 - unseen, 121)
    searched = SearchedImagery([noise], draw_patches([noise], 32, 30, 0), 255)
    found = audit_copies(patches, control, searched, fixed_features(1, 0, 255), RecordingReporter(), 121)
    assert found.verdict.startswith(said)
    assert found.clean == ("No sign" in said)
    assert found.to_json()["copies"] == {121: 1}.get(unseen, 0 if found.clean else None)
    assert ("Give more real imagery" in found.verdict) == found.is_undecided


def test_a_copied_patch_is_found_even_shifted_noisy_and_in_another_light(training: ArrayImagery) -> None:
    synthetic = texture(2)
    noise = 5 * np.random.default_rng(5).normal(size=(3, SIZE, SIZE))
    stolen = training.image[:, 131 : 131 + SIZE, 333 : 333 + SIZE] * 0.8 + 20 + noise
    synthetic[:, 128:192, 64:128] = np.clip(stolen, 0, 255).astype(np.uint8)
    found = audit(synthetic, training)
    assert found.copies == 1
    assert found.p_closest < 1e-6
    assert found.pairs[0].place.window == Window(64, 128, SIZE, SIZE)
    assert found.pairs[0].found.window == Window(333, 131, SIZE, SIZE)
    assert found.verdict.startswith("Copies found: 1 of 49")


@pytest.mark.parametrize("symmetry", [SYMMETRIES[2], SYMMETRIES[7]], ids=str)
def test_a_turned_or_mirrored_copy_is_found(symmetry: Symmetry, training: ArrayImagery) -> None:
    synthetic = texture(2)
    stolen = training.image[:, 131 : 131 + SIZE, 333 : 333 + SIZE]
    synthetic[:, 128:192, 64:128] = symmetry.invert(stolen)
    found = audit(synthetic, training)
    assert found.copies == 1
    pair = found.pairs[0]
    assert (pair.place.window, pair.found.window) == (Window(64, 128, SIZE, SIZE), Window(333, 131, SIZE, SIZE))
    assert pair.symmetry == symmetry
    np.testing.assert_array_equal(pair.training, pair.synthetic)
    said = found.to_json()
    assert pair.correlation <= 1 and said["correlation"]["synthetic"]["greatest"] <= 1
    assert said["closest_pairs"][0]["training_shows_synthetic"] == str(symmetry)
    assert not said["membership"]["compared_with_other_scenes"]


def test_unseen_imagery_that_is_turned_training_imagery_counts_as_alike(training: ArrayImagery) -> None:
    """The control is searched for as the synthetic imagery is: what is usual there is no finding."""
    turned = np.ascontiguousarray(np.rot90(training.image[:, :448, :448], axes=(1, 2)))
    noise = 4 * np.random.default_rng(3).normal(size=(2, *turned.shape))
    synthetic, unseen = (np.clip(turned + one, 0, 255).astype(np.uint8) for one in noise)
    patches, control = (draw_patches([ArrayImagery(one)], SIZE, 49, 0) for one in (synthetic, unseen))
    known = draw_patches([training], SIZE, 100, 0)
    found = audit_copies(
        patches, control, SearchedImagery([training], known, 255), fixed_features(3, 0, 255), RecordingReporter(), 49
    )
    assert found.control.min() > 0.9
    assert found.copies == 0
    assert found.is_undecided and not found.clean


def test_flat_patches_are_no_copies_of_each_other(training: ArrayImagery) -> None:
    training.image[:, :300] = 90
    synthetic = texture(2)
    synthetic[:, :200] = 90
    assert audit(synthetic, training).copies == 0


def test_a_patch_that_is_unusual_but_no_copy_has_a_verdict_that_its_p_value_does_not_contradict(
    training: ArrayImagery,
) -> None:
    """Half of the patch is training imagery: far more than any unseen patch has, and less than a copy."""
    synthetic = texture(2)
    stolen = training.image[:, 131 : 131 + SIZE, 333 : 333 + SIZE].astype(float)
    synthetic[:, 128:192, 64:128] = (0.62 * stolen + 0.38 * synthetic[:, 128:192, 64:128]).astype(np.uint8)
    found = audit(synthetic, training)
    assert found.copies == 0 and found.clean
    assert found.p_closest < SIGNIFICANT and found.is_one_unusual
    assert found.correlations.max() < COPY_CORRELATION
    assert "No sign of copying" not in found.verdict
    assert found.verdict.startswith("No copy: copies have a correlation of 0.9 or more")
    assert "That is unusual all the same" in found.verdict and "Look at that pair" in found.verdict
    assert "Both must hold" in found.to_json()["rule"]


def test_a_copy_is_not_called_clean_where_nothing_unseen_can_be_compared(training: ArrayImagery) -> None:
    synthetic = texture(2)
    synthetic[:, 128:192, 64:128] = training.image[:, 131 : 131 + SIZE, 333 : 333 + SIZE]
    found = audit(synthetic, training, unseen=np.full_like(synthetic, 90))
    assert found.is_undecided and not found.clean
    assert "is not known" in found.verdict and "has a correlation of 1.000" in found.verdict
    said = found.to_json()
    assert not said["decided"] and said["copies"] is None and said["p_closest"] is None
    assert "No sign of copying" not in found.verdict


def test_an_unusual_patch_does_not_soften_that_the_whole_is_too_close(training: ArrayImagery) -> None:
    found = replace(audit(texture(2), training), p_closest=0.001, p_pixels=0.001)
    assert "as a whole are closer" in found.verdict
    assert not found.is_one_unusual and not found.clean


def test_even_imagery_is_not_called_clean(training: ArrayImagery) -> None:
    found = audit(np.full_like(texture(2), 90), training)
    assert found.is_undecided and not found.clean
    assert "no synthetic patch has enough detail" in found.verdict
