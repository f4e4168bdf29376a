from __future__ import annotations

import subprocess
import sys

ASKS = """
import sys
from satsyn_core.generator.engines import openvino_engine
import openvino.tools.ovc.telemetry_utils as used
print(used.tm.__name__)
"""


def test_openvino_is_used_without_its_telemetry() -> None:
    said = subprocess.run([sys.executable, "-c", ASKS], check=True, stdout=subprocess.PIPE, text=True).stdout
    assert said.split() == ["openvino.tools.ovc.telemetry_stub"]
