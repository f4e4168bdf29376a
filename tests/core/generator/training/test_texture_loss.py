"""The texture loss asks for the right patches on the right kind of ground, and not for their places."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate

from satsyn_core.generator.training.texture_loss import SIDES, patch_texture, pixel_strata

SIZE = 96


@pytest.fixture(autouse=True)
def seeded() -> None:
    torch.manual_seed(3)


def grained(strength: float, seed: int) -> Tensor:
    source = torch.Generator().manual_seed(seed)
    return strength * torch.randn(1, 3, SIZE, SIZE, generator=source)


def one_class() -> Tensor:
    return torch.zeros(1, SIZE, SIZE, dtype=torch.long)


def test_the_same_texture_in_other_places_is_near_and_another_texture_is_far() -> None:
    real = grained(0.3, 1)
    near = float(patch_texture(grained(0.3, 2), real, one_class()))
    calmer = float(patch_texture(grained(0.15, 2), real, one_class()))
    blurred = interpolate(avg_pool2d(grained(0.3, 2), 4), scale_factor=4)
    coarser = float(patch_texture(blurred, real, one_class()))
    assert near < 0.25 * calmer
    assert near < 0.25 * coarser


def test_an_image_is_at_no_distance_from_itself() -> None:
    real = grained(0.3, 1)
    assert float(patch_texture(real, real, one_class())) == pytest.approx(0, abs=1e-6)


def test_the_right_textures_on_the_wrong_classes_are_far() -> None:
    kinds = one_class()
    kinds[:, :, SIZE // 2 :] = SIDES
    left, right = grained(0.1, 1)[..., : SIZE // 2], grained(0.5, 2)[..., SIZE // 2 :]
    real = torch.cat([left, right], 3)
    swapped = torch.cat([right, left], 3)
    right_places = torch.cat([grained(0.1, 3)[..., : SIZE // 2], grained(0.5, 4)[..., SIZE // 2 :]], 3)
    assert float(patch_texture(right_places, real, kinds)) < 0.3 * float(patch_texture(swapped, real, kinds))


def test_a_checkerboard_is_not_taken_for_grain() -> None:
    """Both have as much contrast from pixel to pixel, but a checkerboard has it always in the same places."""
    real = grained(0.3, 1)
    board = 0.3 * ((torch.arange(SIZE)[:, None] + torch.arange(SIZE)) % 2 * 2 - 1).expand(1, 3, -1, -1).float()
    flipped = board * torch.sign(interpolate(torch.randn(1, 1, 4, 4), size=(SIZE, SIZE)))
    grain = float(patch_texture(grained(0.3, 2), real, one_class()))
    pixels = torch.stack([patch_texture(board, real, one_class()) for _ in range(4)]).mean()
    assert float(pixels) > 4 * grain
    # Where its phase changes from place to place, it is regular all the same, but no single pixel is always light.
    assert float(patch_texture(flipped, real, one_class())) < float(pixels)


def test_a_faint_ripple_on_coarse_texture_is_far() -> None:
    """It is a fifth as strong as the texture, and random patches of the texture show next to nothing of it."""

    def clouds(seed: int) -> Tensor:
        return avg_pool2d(interpolate(grained(1.2, seed), scale_factor=2), 13, 1, 6)[..., :SIZE, :SIZE]

    real, rendered = clouds(1), clouds(2)
    columns = torch.arange(SIZE)
    ripple = 0.2 * real.std() * torch.cos(2 * torch.pi * columns / 2.3)
    distances = []
    for image in (rendered, rendered + ripple):
        torch.manual_seed(5)
        distances.append(torch.stack([patch_texture(image, real, one_class()) for _ in range(24)]).mean())
    assert float(distances[1]) > 1.15 * float(distances[0])


def test_pixels_without_class_do_not_count() -> None:
    labels = torch.zeros(1, SIZE, SIZE, dtype=torch.uint8)
    labels[:, : SIZE // 2] = 255
    kinds = pixel_strata(labels, torch.full((1, SIZE + 2, SIZE + 2), 14.0))
    real = grained(0.3, 1)
    rendered = real.clone()
    # What is beyond the reach of the largest patch at the coarsest stride of the comparison.
    rendered[:, :, : SIZE // 2 - 32] = 5
    assert float(patch_texture(rendered, real, kinds)) == pytest.approx(0, abs=1e-6)


def test_the_sides_of_an_edge_are_told_apart() -> None:
    labels = torch.zeros(1, 9, 9, dtype=torch.uint8)
    rows = torch.arange(-1.0, 10.0)[None, :, None]
    to_edge = (rows - 4).abs().expand(1, 11, 11)
    kinds = pixel_strata(labels, to_edge)
    assert kinds[0, 2, 4] != kinds[0, 6, 4]
    assert (kinds[0, 6] == kinds[0, 6, 0]).all()
    upright = pixel_strata(labels, to_edge.transpose(1, 2))
    assert len({int(side[0, 4, 4 + step]) for side in (upright, kinds.transpose(1, 2)) for step in (-2, 2)}) == 4
