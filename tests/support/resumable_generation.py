"""generate-imagery whose runs can be resumed however short they are: `python -m tests.support.resumable_generation`."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from satsyn_core.command_line import TerminalReporter
from satsyn_core.contract.declarations.generate_imagery import JOB
from satsyn_core.contract.progress import Reporter
from satsyn_core.generation.resume import ResumePolicy
from satsyn_core.jobs import generate_imagery
from satsyn_core.process.failures import Failure
from satsyn_core.process.stopping import Stopper


def generate_resumably(values: Mapping[str, object], reporter: Reporter) -> dict[str, object]:
    """Do the job as `run_job` does, with blocks kept in a work folder."""
    return generate_imagery.run(JOB.read_parameters(values), reporter, ResumePolicy(short_run_seconds=0))


def main(values: str) -> int:
    """Do the job with parameters in JSON; return the exit code that the command line gives."""
    try:
        generate_resumably(json.loads(values), TerminalReporter(Stopper(lambda: None)))
    except BaseException as error:
        failure = Failure.of(error)
        print(failure.message, file=sys.stderr)
        return failure.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
