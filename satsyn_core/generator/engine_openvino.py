"""The OpenVINO engine: the fastest one on processors."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from platformdirs import user_cache_path
from torch import Tensor

from .architecture import STRIDES
from .block import Block, Painter, example_block
from .codes import Style
from .openvino_guard import openvino, opset13
from .rendering import Engine
from .seamless import SeamlessGenerator
from .tiling import computed_by_tiles

if TYPE_CHECKING:
    from openvino import CompiledModel, Model

EXAMPLE_PIXELS = 64
"""Side of the block that the network is traced with; the traced graph takes blocks of any size."""

FAST_TILE = 1024
"""Pixels along the side of the one shape that is computed in bfloat16, where rounding depends on the shape; in
float32 it does not."""


class OpenVinoEngine(Engine[Block]):
    """Computes blocks with OpenVINO on the processor."""

    def __init__(self, generator: SeamlessGenerator, style: Style, seed: int, precision: str) -> None:
        """Compile the network with the style as constants; `precision` is "full" or "fast"."""
        self._generator = generator
        self._seed = seed
        core = openvino.Core()
        fast = precision == "fast" and "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        self.align = FAST_TILE if fast else STRIDES[0]
        self.name = f"OpenVINO, {'bfloat16' if fast else 'float32'}, cpu"
        self._network = _compiled(core, generator, style, fast)

    def prepare(self, classes: NDArray[np.uint8], row: int, col: int) -> Block:
        """Return the network's inputs, see `Engine`."""
        return Block.of(self._generator.architecture, classes, self._seed, row, col)

    def compute(self, prepared: Block) -> NDArray[np.integer]:
        """Return imagery (bands, h, w), see `Engine`."""
        if self.align == FAST_TILE:
            return computed_by_tiles(self._computed, prepared, FAST_TILE)
        return self._computed(prepared)

    def _computed(self, block: Block) -> NDArray[np.integer]:
        inputs = [block.classes.numpy(), block.distance.numpy(), *(noise.numpy() for noise in block.noise)]
        (imagery,) = self._network(inputs).values()
        return self._generator.values.from_network(imagery[0])


def _compiled(core: openvino.Core, generator: SeamlessGenerator, style: Style, fast: bool) -> CompiledModel:
    with torch.inference_mode():
        tables = generator.network.style(style.code[None])
    graph = core.read_model(_graph_file(generator))
    _fix_tables(graph, tables)
    options = {
        "INFERENCE_PRECISION_HINT": "bf16" if fast else "f32",
        "PERFORMANCE_HINT": "LATENCY",
        "EXECUTION_MODE_HINT": "PERFORMANCE" if fast else "ACCURACY",
    }
    return core.compile_model(graph, "CPU", options)


def _graph_file(generator: SeamlessGenerator) -> Path:
    """Return the file of the network's graph, traced once for each model and OpenVINO version and kept in the user's
    cache.
    """
    version = openvino.__version__.split("-")[0]
    folder = user_cache_path("satsyn") / "graphs" / f"{generator.digest[:32]}-{version}"
    if not (folder / "network.xml").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
        try:
            openvino.save_model(_traced(generator), made / "network.xml", compress_to_fp16=False)
            made.replace(folder)
        except OSError:
            # Another process may have finished the same graph first; a folder that is there is complete.
            if not (folder / "network.xml").exists():
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return folder / "network.xml"


def _traced(generator: SeamlessGenerator) -> Model:
    """Return the network as a graph whose inputs are class indices, distance, noise of the five scales and the
    style's tables.
    """
    block = example_block(generator.architecture, EXAMPLE_PIXELS)
    with torch.inference_mode():
        tables = generator.network.style(generator.bank[:1])
    # Tensors made in inference mode can't be traced.
    tables = [table.clone() for table in tables]
    flat = _FlatPainter(Painter(generator.network), len(block.noise))
    return openvino.convert_model(flat, example_input=(block.classes, block.distance, *block.noise, *tables))


class _FlatPainter(torch.nn.Module):
    """The painter with plain tensors for inputs, as graphs have them."""

    def __init__(self, painter: Painter, noise_fields: int) -> None:
        super().__init__()
        self.painter = painter
        self.noise_fields = noise_fields

    def forward(self, classes: Tensor, distance: Tensor, *fields: Tensor) -> Tensor:
        return self.painter(classes, distance, list(fields[: self.noise_fields]), list(fields[self.noise_fields :]))


def _fix_tables(graph: Model, tables: list[Tensor]) -> None:
    """Replace the graph's last inputs by the style's tables as constants, so that convolutions by them are compiled
    as such.
    """
    parameters = graph.get_parameters()
    for parameter, table in zip(parameters[len(parameters) - len(tables) :], tables, strict=True):
        constant = opset13.constant(table.numpy(), dtype=np.float32)
        parameter.output(0).replace(constant.output(0))
        graph.remove_parameter(parameter)
    graph.validate_nodes_and_infer_types()
