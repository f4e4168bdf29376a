"""What the machine is, and the most that it can do: large convolutions, and copying memory."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch

from satsyn_core.learning.memory_format import channels_last

CHANNELS, SIDE, LAYERS = 256, 128, 4
"""A stack of 3 x 3 convolutions so wide that nothing but arithmetic counts."""

CONVOLUTION_FLOP = 2 * 9 * CHANNELS**2 * SIDE**2 * LAYERS
COPIED_BYTES = 1 << 28

PACKAGES = ("torch", "openvino", "onnxruntime", "numpy", "rasterio")


def description() -> dict[str, object]:
    """Return processor, cores, memory and versions; nothing that identifies its owner."""
    versions = {name: importlib.metadata.version(name) for name in PACKAGES if importlib.util.find_spec(name)}
    return {
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": round(_memory_bytes() / 1e9, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": versions,
    }


def ceilings() -> dict[str, Callable[[], object]]:
    """Return cases that each do `CONVOLUTION_FLOP`, by library and precision."""
    return {
        "PyTorch float32": _torch_convolutions(torch.float32),
        "PyTorch bfloat16": _torch_convolutions(torch.bfloat16),
        "OpenVINO float32": _openvino_convolutions("f32"),
        "OpenVINO bfloat16": _openvino_convolutions("bf16"),
    }


def copying() -> Callable[[], object]:
    """Return a case that copies `COPIED_BYTES` with all cores."""
    source = torch.ones(COPIED_BYTES, dtype=torch.uint8)
    target = torch.zeros_like(source)
    return lambda: target.copy_(source)


def _torch_convolutions(dtype: torch.dtype) -> Callable[[], object]:
    stack = torch.nn.Sequential(*(torch.nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1) for _ in range(LAYERS)))
    stack = channels_last(stack.to(dtype)).requires_grad_(False)
    cells = torch.randn(1, CHANNELS, SIDE, SIDE, dtype=dtype).to(memory_format=torch.channels_last)
    return lambda: stack(cells)


def _openvino_convolutions(precision: str) -> Callable[[], object]:
    from satsyn_core.generator.engines.openvino_guard import openvino, opset13

    rng = np.random.default_rng(0)
    cells = opset13.parameter([1, CHANNELS, SIDE, SIDE], np.float32)
    last = cells
    for _ in range(LAYERS):
        weights = (rng.standard_normal((CHANNELS, CHANNELS, 3, 3)) / 48).astype(np.float32)
        last = opset13.convolution(last, opset13.constant(weights), [1, 1], [1, 1], [1, 1], [1, 1])
    options = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
    model = openvino.Model([last], [cells], "ceiling")
    request = openvino.Core().compile_model(model, "CPU", options).create_infer_request()
    given = rng.standard_normal((1, CHANNELS, SIDE, SIDE)).astype(np.float32)
    return lambda: request.infer([given], share_inputs=True, share_outputs=True)


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    if described.exists():
        text = described.read_text(encoding="utf-8")
        # Virtual machines may hide the name and give only family and model.
        named = [re.search(rf"^{key}\s*: (.+)$", text, re.MULTILINE) for key in ("model name", "cpu family", "model")]
        name, family, model = (found.group(1) if found else "?" for found in named)
        units = [unit for unit in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if f" {unit} " in text]
        return f"{name}, family {family}, model {model}, {', '.join(units)}"
    return platform.processor()


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
