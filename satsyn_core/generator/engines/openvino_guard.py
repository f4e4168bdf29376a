"""The one place from which OpenVINO is imported: without its telemetry.

OpenVINO reports every import to a web analytics service, from a process that it forks. Whether a user's computer says
anything to anybody is the user's decision, and forking a process that has open rasters and threads does harm.
"""

from __future__ import annotations

import sys

# An import that finds None fails, and OpenVINO then takes the stub that it has for installations without telemetry.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

import openvino  # noqa: E402
from openvino import opset13  # noqa: E402

__all__ = ["openvino", "opset13"]
