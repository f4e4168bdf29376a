"""What computes a generator on one block of land cover.

`Engine` is the interface: prepare a block of class indices, then compute it. `block` cuts the network's inputs to the
block, `pytorch` computes it with PyTorch, `openvino_engine` with OpenVINO, tile by tile (`tiling`). OpenVINO runs
graphs that `openvino_graphs` traces once for each model with the operations of `openvino_operations`;
`openvino_guard` imports the library. `SpadeEngine` in `generator.spade.engine` is the engine of the source work's
generator. `generator.engine_choice.make_engine` returns the engine that a user chose.
"""

from __future__ import annotations

from .base import Engine, EngineBlock, EngineDescription

__all__ = ["Engine", "EngineBlock", "EngineDescription"]
