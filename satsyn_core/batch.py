"""A list of jobs, done one after another in one process: what the first one loads, the others need not load again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .contract.declaration import flat_values
from .contract.errors import InputError, JobCancelledError
from .contract.json_text import read_json, strict_json
from .contract.output_paths import DESTINATIONS, destination_paths
from .contract.plain_files import read_text
from .contract.progress import Reporter
from .contract.source_files import identity
from .jobs import job_named, run_job
from .process.failures import Failure

COMMAND = "batch"
"""The word that stands in place of a job's name on the command line."""


def list_cancelled(stays: str) -> str:
    """Return the last word of a list that is cancelled.

    Args:
        stays: a sentence on what the job leaves that was running; empty: nothing.
    """
    done = "The list of jobs was cancelled: jobs that were done keep their outputs, and"
    if stays:
        return f"{done} the one that was running is not complete. {stays}"
    return f"{done} no other output was written."


@dataclass(frozen=True)
class ListedJob:
    """A job of a list: its name, its parameters by name, and the number of its line from 1."""

    name: str
    parameters: dict[str, Any]
    line: int


def read_list(path: str) -> list[ListedJob]:
    """Return the jobs of a file: one a line, each the request that the worker takes.

    Raises:
        InputError: the file cannot be read, a line is no request, no job has such a name, or a parameter has a value
            that it cannot have.
    """
    try:
        lines = read_text(Path(path)).split("\n")  # a name may hold what else ends a line for Python
    except (OSError, ValueError) as error:
        raise InputError(f"The list of jobs {path} can't be read: give a text file in UTF-8.") from error
    jobs = [_listed(line, number, path) for number, line in enumerate(lines, start=1) if line.strip()]
    if not jobs:
        raise InputError(f'{path} lists no job: give each a line {{"job": NAME, "parameters": {{...}}}}.')
    _require_own_outputs(jobs, path)
    return jobs


@dataclass(frozen=True, eq=False)
class _Output:
    """What an output parameter of a listed job writes: `path` as it is given, and all `places` that it names."""

    line: int
    parameter: str
    path: str
    places: tuple[tuple[object, ...], ...]


def _require_own_outputs(jobs: Sequence[ListedJob], path: str) -> None:
    """Refuse a list in which two outputs are the same: the second would replace what the first has made.

    Raises:
        InputError: with the line or the lines of the two.
    """
    taken: dict[tuple[object, ...], _Output] = {}
    for job in jobs:
        for output in _outputs(job):
            for place in output.places:
                other = taken.setdefault(place, output)
                if other is not output:
                    raise InputError(_shared_place(other, output, path))


def _outputs(job: ListedJob) -> Iterator[_Output]:
    declaration = job_named(job.name)
    values = flat_values(declaration.read_parameters(job.parameters))
    if values.get("shard"):
        return  # Shards of one image share its output.
    for declared in declaration.declared:
        name = values[declared.name]
        if declared.kind in DESTINATIONS and name and Path(name).name:
            places = tuple(map(identity, destination_paths(declared, values)))
            yield _Output(job.line, declared.qgis_name, name, places)


def _shared_place(one: _Output, other: _Output, path: str) -> str:
    """Return what is wrong with two outputs of a list that are one."""
    if one.line == other.line:
        return (
            f"Line {one.line} of {path} has the same path in {one.parameter} and {other.parameter}, {other.path}: give "
            "each of them its own."
        )
    same = " and ".join(dict.fromkeys([one.parameter, other.parameter]))
    return (
        f"Lines {one.line} and {other.line} of {path} have the same {same}, {other.path}: give each job an output of "
        "its own."
    )


def run_list(path: str, reporter: Reporter, done: Callable[[str], None]) -> int:
    """Do the jobs of a list, also those after one that failed; return the exit code.

    Args:
        path: of the list, see `read_list`.
        reporter: gets progress and messages; cancels the whole list.
        done: gets a line of JSON for each job that has ended: its line in the list, and its outputs or its error.

    Raises:
        InputError: the list cannot be read; nothing was done then.
        JobCancelledError: the reporter said so.
    """
    jobs, exit_code = read_list(path), 0
    for number, job in enumerate(jobs):
        part = reporter.part(number / len(jobs), (number + 1) / len(jobs))
        try:
            result: dict[str, object] = {"outputs": run_job(job.name, job.parameters, part)}
        except JobCancelledError as error:
            raise JobCancelledError(list_cancelled(error.stays)) from error
        except Exception as error:
            failure = Failure.of(error)
            reporter.log(f"Line {job.line} of {path} failed: {failure.message}", "warning")
            result = {"error": {"kind": failure.kind, "message": failure.message}}
            exit_code = failure.exit_code if exit_code == 0 else min(exit_code, failure.exit_code)
        done(strict_json({"line": job.line, "job": job.name, **result}))
    return exit_code


def _listed(line: str, number: int, path: str) -> ListedJob:
    try:
        request = read_json(line)
        name, parameters = str(request["job"]), request.get("parameters", {})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # Of a line that is no JSON, the reader knows the column; its own line is always the first.
        reason = f" ({str(error).removeprefix('line 1, ')})" if isinstance(error, ValueError) else ""
        raise InputError(
            f'Line {number} of {path} is not a job like {{"job": "generate-imagery", "parameters": {{...}}}}{reason}.'
        ) from error
    if not isinstance(parameters, dict):
        raise InputError(f"The parameters in line {number} of {path} must be an object: names and values in braces.")
    declaration = job_named(name)
    try:
        declaration.read_parameters(parameters)
    except InputError as error:
        raise InputError(f"Line {number} of {path}: {error}") from error
    return ListedJob(name, parameters, number)
