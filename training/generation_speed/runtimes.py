"""The network of one block, computed by each library and precision that is there."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from satsyn_core.errors import SatSynError
from satsyn_core.generator.block import ALL_SCALES, Block, FlatPainter
from satsyn_core.generator.engine import make_engine
from satsyn_core.generator.seamless import SeamlessGenerator

PRECISIONS = {"full": "float32", "fast": "bfloat16"}


def engine_cases(
    generator: SeamlessGenerator, classes: NDArray[np.uint8], engines: tuple[str, ...]
) -> dict[str, Callable[[], object]]:
    """Return cases that compute the block of `classes` (size + 2 margin, size + 2 margin) with SatSyn's engines."""
    style = generator.draw_style(0)
    cases: dict[str, Callable[[], object]] = {}
    for name in engines:
        for precision in PRECISIONS:
            engine = make_engine(generator, style, 0, engine=name, precision=precision, device="cpu")
            prepared = engine.prepare(classes, 0, 0)
            cases[engine.name] = lambda engine=engine, prepared=prepared: engine.compute(prepared)  # type: ignore[misc]
    return cases


def other_cases(
    generator: SeamlessGenerator, classes: NDArray[np.uint8]
) -> tuple[dict[str, Callable[[], object]], list[str]]:
    """Return cases for libraries that SatSyn does not use, and a sentence for each that can't run here."""
    block = Block.of(generator.architecture, classes, 0, 0, 0)
    inputs = block.inputs(ALL_SCALES, block.window)
    with torch.no_grad():
        tables = [table.clone() for table in generator.network.style(generator.draw_style(0).code[None])]
    painter = FlatPainter(generator.network, ALL_SCALES, inputs).eval()
    flat = (*inputs.flat, *tables)
    cases: dict[str, Callable[[], object]] = {}
    missing: list[str] = []
    for precision in PRECISIONS.values():
        case = _compiled_case(painter, flat, getattr(torch, precision))
        try:
            case()
        except Exception as error:  # whatever keeps the compiler from working, the other cases count
            missing.append(f"torch.compile does not work here: {str(error).splitlines()[0]}")
            break
        cases[f"torch.compile, {precision}, cpu"] = case
    if importlib.util.find_spec("onnxruntime") and importlib.util.find_spec("onnx"):
        cases["ONNX Runtime, float32, cpu"] = _onnx_case(painter, flat)
    else:
        missing.append("ONNX Runtime was not measured: it needs the packages onnxruntime and onnx.")
    return cases, missing


def _compiled_case(
    painter: FlatPainter, flat: tuple[torch.Tensor, ...], dtype: torch.dtype
) -> Callable[[], torch.Tensor]:
    compiled = torch.compile(painter)

    @torch.no_grad()
    def case() -> torch.Tensor:
        with torch.autocast("cpu", dtype, enabled=dtype != torch.float32):
            image: torch.Tensor = compiled(*flat)
        return image

    return case


def _onnx_case(painter: FlatPainter, flat: tuple[torch.Tensor, ...]) -> Callable[[], object]:
    import onnxruntime

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.onnx"
        torch.onnx.export(painter, flat, path, dynamo=False, opset_version=17)
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [given.name for given in session.get_inputs()]
    # Inputs that the network does not use are not part of the graph; the others keep their order.
    if len(names) != len(flat):
        raise SatSynError("ONNX Runtime takes other inputs than the network was exported with.")
    given = {name: tensor.numpy() for name, tensor in zip(names, flat, strict=True)}
    return lambda: session.run(None, given)
