"""The start of the command line: `python -m satsyn_core JOB --option ...`."""

import sys

from .process.first_steps import take_first_steps


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    take_first_steps()
    from .command_line import main as run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
