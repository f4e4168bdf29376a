"""The one place from which OpenVINO is imported: without its telemetry, and without its converters until they are
needed.

OpenVINO reports every import to a web analytics service, from a process that it forks. Whether a user's computer says
anything to anybody is the user's decision, and forking a process that has open rasters and threads does harm.

Its converters of other formats load the front end of TensorFlow, which takes longer than the rest of OpenVINO. Only the
tracing of a model's graphs needs them, once for each model.
"""

from __future__ import annotations

import sys

# An import that finds None fails, and OpenVINO then takes the stub that it has for installations without telemetry.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

_CONVERTERS = "openvino.tools.ovc"
_are_loaded = _CONVERTERS in sys.modules
if not _are_loaded:
    sys.modules[_CONVERTERS] = None  # type: ignore[assignment]

try:
    import openvino
    from openvino import opset13
finally:
    if not _are_loaded:
        del sys.modules[_CONVERTERS]

__all__ = ["openvino", "opset13"]
