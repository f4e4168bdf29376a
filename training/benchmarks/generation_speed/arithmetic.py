"""How much arithmetic a pixel takes, counted on shapes alone, without computing anything."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import torch
from torch.utils.flop_counter import FlopCounterMode

from satsyn_core.generator.engines.block import NetworkStage, as_tensors
from satsyn_core.generator.engines.openvino_engine import FINE_TILE
from satsyn_core.generator.engines.stages import (
    ALL_SCALES,
    COARSE_SCALES,
    FINE_SCALES,
    block_window,
    example_block,
    features_of_part,
    stage_inputs,
)
from satsyn_core.generator.engines.tiling import tiles
from satsyn_core.generator.network.block_inputs import BlockInputs
from satsyn_core.generator.network.style_tables import tables_of
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.raster.window import Window


def flop_a_pixel(generator: SeamlessGenerator, block_size: int) -> float:
    """Return the floating point operations of convolutions for a pixel, as the OpenVINO engine computes a block."""
    block = example_block(generator.architecture, block_size)
    coarse, features = _counted(generator, block, COARSE_SCALES, block_window(block))
    fine = 0
    for tile in tiles(block_window(block), *FINE_TILE):
        part = features_of_part(features, block_window(block), tile, COARSE_SCALES[-1])
        fine += _counted(generator, block, FINE_SCALES, tile, [part])[0]
    return (coarse + fine) / block_size**2


def flop_a_pixel_without_margins(generator: SeamlessGenerator, step: int = 256) -> float:
    """Return what `flop_a_pixel` would be for an endless block.

    The operations are a polynomial of second degree in the side, whose first coefficient is that of the area.
    """
    counts = []
    for side in (step, 2 * step, 3 * step):
        block = example_block(generator.architecture, side)
        counts.append(_counted(generator, block, ALL_SCALES, block_window(block))[0])
    return (counts[2] - 2 * counts[1] + counts[0]) / (2 * step**2)


def _counted(
    generator: SeamlessGenerator,
    block: BlockInputs,
    scales: range,
    part: Window,
    before: list[torch.Tensor] | None = None,
) -> tuple[int, torch.Tensor]:
    """Return the operations of some scales for a part of a block, and their output, which has a shape but no values."""
    with torch.inference_mode():
        tables = generator.network.style(generator.bank[:1])
    stage = NetworkStage(generator.network, scales)
    state = {name: tensor.to("meta") for name, tensor in stage.state_dict().items()}
    flat = replace(as_tensors(stage_inputs(block, scales, part), "meta"), before=before or [])
    own = [table.to("meta") for table in tables_of(generator.architecture, tables, scales)]
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        output = torch.func.functional_call(stage, state, (flat, own))
    return counter.get_total_flops(), cast(torch.Tensor, output)
