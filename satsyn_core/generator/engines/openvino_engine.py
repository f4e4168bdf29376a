"""The OpenVINO engine: the fastest one on processors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...raster.window import Window
from ..network.architecture import STRIDES
from ..network.block_inputs import BlockInputs, block_inputs
from ..network.noise import HashedNoise
from ..network.radiometry import adjusted_block
from ..network.style_tables import tables_of
from ..styles import SceneStyle, Style
from .base import Engine
from .openvino_graphs import TraceableGenerator, stage_graphs
from .openvino_guard import openvino, opset13
from .signal_stack import same_signal_stack
from .stages import (
    COARSE_SCALES,
    FINE_SCALES,
    STAGES,
    ArrayInputs,
    block_window,
    class_indices,
    features_of_part,
    stage_inputs,
)
from .tiling import compute_by_tiles

if TYPE_CHECKING:
    from openvino import InferRequest, Model

FAST_BLOCK = 1024
"""Pixels along the side of the one block that is computed in bfloat16, where rounding depends on the shape; in float32
it does not."""

FINE_TILE = (512, 512)
"""Height and width in pixels of the tiles in which the fine scales of a block are computed: bounds the memory."""


class OpenVinoEngine(Engine[BlockInputs]):
    """Computes blocks with OpenVINO on the processor: the coarse scales at once, the fine ones tile by tile."""

    def __init__(self, generator: TraceableGenerator, style: SceneStyle, precision: str) -> None:
        """Compile the network with the style as constants; `precision` is "full" or "fast"."""
        self._generator = generator
        self._seed = style.noise_seed
        core = openvino.Core()
        fast = precision == "fast" and "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        self.align = FAST_BLOCK if fast else STRIDES[0]
        self.name = f"OpenVINO, {'bfloat16' if fast else 'float32'}, cpu"
        self._radiometry = generator.radiometry(style.style)
        self._stages = _compiled(core, generator, style.style, fast)

    def prepare(self, classes: NDArray[np.uint8], row: int, col: int) -> BlockInputs:
        """Return the network's inputs, see `Engine`."""
        return block_inputs(self._generator.architecture, classes, HashedNoise(self._seed, row, col))

    def compute(self, prepared: BlockInputs) -> NDArray[np.integer]:
        """Return imagery (bands, h, w), see `Engine`."""
        if self.align == FAST_BLOCK:
            return compute_by_tiles(
                lambda part: self._computed(prepared, part), block_window(prepared), FAST_BLOCK, FAST_BLOCK
            )
        return self._computed(prepared, block_window(prepared))

    def _computed(self, block: BlockInputs, part: Window) -> NDArray[np.integer]:
        coarse = self._inferred("coarse", stage_inputs(block, COARSE_SCALES, part))

        def fine(tile: Window) -> NDArray[np.integer]:
            before = features_of_part(coarse, part, tile, COARSE_SCALES[-1])
            inputs = stage_inputs(block, FINE_SCALES, tile, [before])
            imagery = adjusted_block(self._inferred("fine", inputs)[0], self._radiometry, class_indices(inputs))
            return self._generator.values.from_network(imagery)

        return compute_by_tiles(fine, part, *FINE_TILE)

    def _inferred(self, stage: str, inputs: ArrayInputs) -> NDArray[np.float32]:
        """Return the output of a stage; the array is overwritten when the stage is computed again."""
        request = self._stages[stage]
        request.infer(inputs.flat, share_inputs=True)
        return np.asarray(request.get_output_tensor().data)


def _compiled(core: openvino.Core, generator: TraceableGenerator, style: Style, fast: bool) -> dict[str, InferRequest]:
    tables = generator.style_tables(style)
    graphs = stage_graphs(generator)
    options = {
        "INFERENCE_PRECISION_HINT": "bf16" if fast else "f32",
        "PERFORMANCE_HINT": "LATENCY",
        "EXECUTION_MODE_HINT": "PERFORMANCE" if fast else "ACCURACY",
    }
    stages = {}
    for stage, scales in STAGES.items():
        graph = graphs[stage]
        _fix_tables(graph, tables_of(generator.architecture, tables, scales))
        with same_signal_stack():
            stages[stage] = core.compile_model(graph, "CPU", options).create_infer_request()
    return stages


def _fix_tables(graph: Model, tables: list[NDArray[np.float32]]) -> None:
    """Replace the graph's last inputs by the style's tables as constants, so that convolutions by them are compiled
    as such.
    """
    parameters = graph.get_parameters()
    for parameter, table in zip(parameters[len(parameters) - len(tables) :], tables, strict=True):
        constant = opset13.constant(table, dtype=np.float32)
        parameter.output(0).replace(constant.output(0))
        graph.remove_parameter(parameter)
    graph.validate_nodes_and_infer_types()
