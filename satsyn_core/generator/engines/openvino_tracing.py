"""Tracing the network for OpenVINO, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

from ..network.style_tables import tables_of
from ..seamless import SeamlessGenerator
from .block import TracedStage, as_tensors
from .openvino_operations import convert
from .stages import STAGES, block_window, example_block, stage_inputs

if TYPE_CHECKING:
    from openvino import Model

EXAMPLE_PIXELS = 64
"""Side of the block that the network is traced with; the traced graphs take blocks of any size."""


def traced_graphs(generator: SeamlessGenerator) -> dict[str, Model]:
    """Return the graph of each stage."""
    example = example_block(generator.architecture, EXAMPLE_PIXELS)
    with torch.inference_mode():
        tables = generator.network.style(generator.bank[:1])
    # Tensors made in inference mode can't be traced.
    tables = [table.clone() for table in tables]
    graphs: dict[str, Model] = {}
    before: list[NDArray[np.float32]] = []
    for stage, scales in STAGES.items():
        inputs = as_tensors(stage_inputs(example, scales, block_window(example), before))
        module = TracedStage(generator.network, scales, inputs)
        flat = (*inputs.flat, *tables_of(generator.architecture, tables, scales))
        graphs[stage] = convert(module, flat)
        with torch.no_grad():
            before = [module(*flat).numpy()]
    return graphs
