"""The working folder as a place of imports. Python has loaded whatever is imported here."""

import os
import sys

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))  # noqa: PTH120


def forget_working_folder() -> None:
    """Import nothing from the working folder from now on: files of strangers may lie there, and `python -m` looks there
    first. It stays a place of imports if `PYTHONPATH` names it, or if this package lies in it.
    """
    try:
        here = os.path.abspath("")  # noqa: PTH100 - sys.path holds such paths
    except OSError:  # somebody has removed it
        return
    entries = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    named = [os.path.abspath(entry) for entry in entries if entry]  # noqa: PTH100
    is_first = bool(sys.path) and os.path.abspath(sys.path[0]) == here  # noqa: PTH100
    if is_first and here not in named and os.path.realpath(here) != _ROOT:
        del sys.path[0]
