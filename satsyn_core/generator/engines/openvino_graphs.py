"""Graphs of the network for OpenVINO: traced once for each model, and kept in the user's cache."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from ...scenes.value_range import ValueRange
from ..network.architecture import Architecture
from ..styles import Style
from .graph_cache import GraphCache
from .openvino_guard import openvino
from .stages import STAGES

if TYPE_CHECKING:
    from openvino import Model

    from ..seamless import SeamlessGenerator

_TRACED_CODE = (
    *(
        f"../network/{name}.py"
        for name in ("architecture", "block_inputs", "label_features", "network", "style_tables")
    ),
    *(f"{name}.py" for name in ("block", "openvino_graphs", "openvino_operations", "openvino_tracing", "stages")),
)
"""The code that graphs follow from."""


class TraceableGenerator(Protocol):
    """What OpenVINO needs of a generator: its networks only while the cache lacks their graphs."""

    @property
    def architecture(self) -> Architecture:
        """Hyper-parameters of the networks."""

    @property
    def values(self) -> ValueRange:
        """Value range and data type of the imagery."""

    @property
    def digest(self) -> str:
        """Identity of the model file."""

    @property
    def whole(self) -> SeamlessGenerator:
        """The generator with its networks."""

    def style_tables(self, style: Style) -> list[NDArray[np.float32]]:
        """Return the style's tables, see `StyleWeights.tables`."""

    def radiometry(self, style: Style) -> NDArray[np.float32] | None:
        """Return gains and offsets of a style, see `SeamlessStyles`."""


def stage_graphs(generator: TraceableGenerator) -> dict[str, Model]:
    """Return the graph of each stage: from the cache if it is there undamaged, else traced, and kept if it can be.

    The inputs of a graph are those of the stage, then its style tables.
    """
    cache, name = _cache(), _key(generator.digest)
    kept = cache.read(name)
    if kept is None:
        from .openvino_tracing import traced_graphs

        traced = traced_graphs(generator.whole)
        cache.keep(name, traced)
        kept = cache.read(name)
        if kept is None:
            return traced
    core = openvino.Core()
    return {stage: core.read_model(*kept[stage]) for stage in STAGES}


def has_graphs(digest: str) -> bool:
    """Return whether the cache has the graphs of a model file, by its digest: the file was loaded and checked then."""
    return _cache().read(_key(digest)) is not None


def _cache() -> GraphCache:
    return GraphCache(user_cache_path("satsyn") / "graphs")


def _key(digest: str) -> str:
    """Return what graphs depend on: the model, OpenVINO, and the code that they are traced from."""
    code = hashlib.sha256()
    for name in _TRACED_CODE:
        code.update((Path(__file__).parent / name).read_bytes())
    version = openvino.__version__.split("-")[0]
    return f"{digest[:32]}-{version}-{code.hexdigest()[:16]}"
