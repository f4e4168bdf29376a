"""The start of the worker process: `python -m satsyn_core.worker`, with `--stay` for job after job."""

import sys

from .process.first_steps import take_first_steps


def main(arguments: list[str]) -> int:
    """Run the worker; return the exit code."""
    take_first_steps()
    from .worker_process import main as run

    return run(arguments)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    from .process.stopping import leave

    leave(code)
