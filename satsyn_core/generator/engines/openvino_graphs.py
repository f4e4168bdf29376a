"""Graphs of the network for OpenVINO: traced once for each model, and kept in the user's cache."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from platformdirs import user_cache_path
from torch import Tensor

from ..network import architecture, label_features, network
from ..seamless import SeamlessGenerator
from . import block, openvino_operations
from .block import COARSE_SCALES, FINE_SCALES, TracedStage, block_window, example_block, stage_inputs
from .graph_cache import GraphCache
from .openvino_guard import openvino
from .openvino_operations import convert

if TYPE_CHECKING:
    from openvino import Model

STAGES = {"coarse": COARSE_SCALES, "fine": FINE_SCALES}

EXAMPLE_PIXELS = 64
"""Side of the block that the network is traced with; the traced graphs take blocks of any size."""


def stage_graphs(generator: SeamlessGenerator) -> dict[str, Model]:
    """Return the graph of each stage: from the cache if it is there undamaged, else traced, and kept if it can be.

    The inputs of a graph are those of the stage, then its style tables.
    """
    cache = GraphCache(user_cache_path("satsyn") / "graphs")
    name = _key(generator)
    kept = cache.read(name)
    if kept is None:
        traced = _traced(generator)
        cache.keep(name, traced)
        kept = cache.read(name)
        if kept is None:
            return traced
    core = openvino.Core()
    return {stage: core.read_model(*kept[stage]) for stage in STAGES}


def _key(generator: SeamlessGenerator) -> str:
    """Return what graphs depend on: the model, OpenVINO, and the code that they are traced from."""
    code = hashlib.sha256()
    for module in (architecture, network, label_features, block, openvino_operations, sys.modules[__name__]):
        code.update(Path(str(module.__file__)).read_bytes())
    version = openvino.__version__.split("-")[0]
    return f"{generator.digest[:32]}-{version}-{code.hexdigest()[:16]}"


def _traced(generator: SeamlessGenerator) -> dict[str, Model]:
    """Return the graph of each stage."""
    example = example_block(generator.architecture, EXAMPLE_PIXELS)
    with torch.inference_mode():
        tables = generator.network.style(generator.bank[:1])
    # Tensors made in inference mode can't be traced.
    tables = [table.clone() for table in tables]
    graphs: dict[str, Model] = {}
    before: list[Tensor] = []
    for stage, scales in STAGES.items():
        inputs = stage_inputs(example, scales, block_window(example), before)
        module = TracedStage(generator.network, scales, inputs)
        flat = (*inputs.flat, *generator.network.tables_of(tables, scales))
        graphs[stage] = convert(module, flat)
        with torch.no_grad():
            before = [module(*flat)]
    return graphs
