"""The network of one block, computed by each library and precision that is there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from satsyn_core.contract.errors import SatSynError
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.engines.block import TracedStage, as_tensors
from satsyn_core.generator.engines.stages import ALL_SCALES, block_window, stage_inputs
from satsyn_core.generator.network.block_inputs import block_inputs
from satsyn_core.generator.network.noise import HashedNoise
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.styles import SceneStyle

Case = Callable[[], object]
Attempt = Callable[[], Case]

PRECISIONS = {"full": "float32", "fast": "bfloat16"}


def engine_cases(generator: SeamlessGenerator, classes: NDArray[np.uint8], engines: tuple[str, ...]) -> dict[str, Case]:
    """Return cases that compute the block of `classes` (size + 2 margin, size + 2 margin) with SatSyn's engines."""
    style = SceneStyle(generator.draw_style(0), noise_seed=0)
    cases: dict[str, Case] = {}
    for name in engines:
        for precision in PRECISIONS:
            engine = make_engine(generator, style, EngineOptions(name, precision, "cpu"))
            cases[engine.name] = partial(engine.compute, engine.prepare(classes, 0, 0))
    return cases


def other_cases(generator: SeamlessGenerator, classes: NDArray[np.uint8]) -> tuple[dict[str, Case], list[str]]:
    """Return cases for libraries that SatSyn does not use, and a sentence for each that can't run here."""
    block = block_inputs(generator.architecture, classes, HashedNoise(0, 0, 0))
    inputs = as_tensors(stage_inputs(block, ALL_SCALES, block_window(block)))
    with torch.no_grad():
        code = generator.bank[0]
        tables = [table.clone() for table in generator.network.style(code[None])]
    network = _StyledNetwork(TracedStage(generator.network, ALL_SCALES, inputs), tables).eval()
    flat = tuple(tensor.contiguous() for tensor in inputs.flat)
    # First, because the exporter stumbles over what has been compiled.
    attempts: dict[str, Attempt] = {"ONNX Runtime, float32, cpu": partial(_onnx_case, network, flat)}
    attempts |= {
        f"torch.compile, {precision}, cpu": partial(_compiled_case, network, flat, getattr(torch, precision))
        for precision in PRECISIONS.values()
    }
    found = {name: _working(attempt) for name, attempt in attempts.items()}
    missing = [f"{name} was not measured: {case}." for name, case in found.items() if isinstance(case, str)]
    return {name: case for name, case in found.items() if not isinstance(case, str)}, missing


def _working(attempt: Attempt) -> Case | str:
    """Return a case that was tried once, or why it does not work: whatever a library lacks here, the others count."""
    try:
        case = attempt()
        case()
    except Exception as error:
        said = str(error).splitlines()[:1]
        # The results are published, and say nothing of where things lie on this machine.
        return ": ".join([type(error).__name__, *(line for line in said if "/" not in line and "\\" not in line)])
    return case


class _StyledNetwork(torch.nn.Module):
    """The network in one style, so that the style's tables are constants, as in the OpenVINO engine."""

    def __init__(self, network: TracedStage, tables: list[torch.Tensor]) -> None:
        super().__init__()
        self.network = network
        self.tables = torch.nn.ParameterList(torch.nn.Parameter(table, requires_grad=False) for table in tables)

    def forward(self, *flat: torch.Tensor) -> torch.Tensor:
        image: torch.Tensor = self.network(*flat, *self.tables)
        return image


def _compiled_case(
    network: _StyledNetwork, flat: tuple[torch.Tensor, ...], dtype: torch.dtype
) -> Callable[[], torch.Tensor]:
    compiled = torch.compile(network)

    @torch.no_grad()
    def case() -> torch.Tensor:
        with torch.autocast("cpu", dtype, enabled=dtype != torch.float32):
            image: torch.Tensor = compiled(*flat)
        return image

    return case


def _onnx_case(network: _StyledNetwork, flat: tuple[torch.Tensor, ...]) -> Case:
    import onnxruntime

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.onnx"
        torch.onnx.export(network, flat, path, dynamo=False, opset_version=17)
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [given.name for given in session.get_inputs()]
    # Inputs that the network does not use are not part of the graph; the others keep their order.
    if len(names) != len(flat):
        raise SatSynError("ONNX Runtime takes other inputs than the network was exported with.")
    given = {name: tensor.numpy() for name, tensor in zip(names, flat, strict=True)}
    return lambda: session.run(None, given)
