"""A signal after OpenVINO has compiled a graph is handled on the stack that the thread had before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.paths import REPOSITORY

RUN = """
import ctypes, os, signal, sys
import numpy as np
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.styles import SceneStyle

def signal_stack():
    words = (ctypes.c_size_t * 3)()
    assert ctypes.CDLL(None).sigaltstack(None, words) == 0
    return list(words)

before = signal_stack()
generator = load_generator(sys.argv[1])
engine = make_engine(generator, SceneStyle(generator.draw_style(0), 0), EngineOptions("openvino", device="cpu"))
side = 64 + 2 * generator.margin
engine.render(np.zeros((side, side), np.uint8), 0, 0)
assert signal_stack() == before, (before, signal_stack())
del engine
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("stopped")
"""


def test_a_compiled_network_leaves_the_thread_its_signal_stack(tiny_model: Path) -> None:
    run = subprocess.run([sys.executable, "-c", RUN, str(tiny_model)], cwd=REPOSITORY, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "stopped\n"), run.stderr
