"""The command line: every option comes from the declaration of a job.

Exit codes: 0 done, 1 failed, 2 bad input, 130 cancelled.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from . import __version__
from .batch import COMMAND, list_cancelled, run_list
from .contract.errors import InputError, what_stays
from .contract.foreign_libraries import use_own_libraries
from .contract.json_text import strict_json
from .contract.progress import Reporter
from .contract.wording import printable
from .jobs import JOB_NAMES, Kind, Parameter, all_jobs, job_named, run_job
from .process.failures import Failure
from .process.library_output import libraries_aside
from .process.standard_streams import stream_for_errors
from .process.stop_signals import say_cancelled
from .process.stopping import Stopper, leave

_SEVERAL_WORDS = {Kind.RASTERS, Kind.LANDCOVERS, Kind.VECTORS, Kind.CLASSES}
_METAVARS = {
    Kind.RASTER: "RASTER",
    Kind.RASTERS: "RASTER",
    Kind.LANDCOVER: "RASTER_OR_LAYERS",
    Kind.LANDCOVERS: "RASTER_OR_LAYERS",
    Kind.VECTORS: "LAYER",
    Kind.MASK: "RASTER_OR_POLYGONS",
    Kind.POLYGONS: "POLYGONS",
    Kind.FILE: "FILE",
    Kind.FOLDER: "FOLDER",
    Kind.MODEL: "FILE",
    Kind.CLASSES: "VALUE=CLASS",
    Kind.SCHEME: "SCHEME",
    Kind.LEGENDS: "JSON",
    Kind.EXTENT: "XMIN,XMAX,YMIN,YMAX",
    Kind.INTEGER: "N",
    Kind.NUMBER: "NUMBER",
    Kind.OUTPUT_RASTER: "FILE.tif",
    Kind.OUTPUT_FILE: "FILE",
    Kind.OUTPUT_FOLDER: "FOLDER",
}

_BATCH_HELP = (
    "Do the jobs of a text file one after another in one process, which saves the time to start each. Every line is a "
    'job: {"job": "generate-imagery", "parameters": {"LANDCOVER": "a.tif", "OUTPUT": "b.tif"}}. A job that fails does '
    "not stop the others. Each writes a line of JSON to stdout when it has ended: its line in the file, and its "
    "outputs or its error."
)

_EXAMPLES = """examples:
  satsyn generate-imagery --landcover landcover.tif --output imagery.tif
  satsyn describe-model --model urban-vhr
  satsyn generate-imagery --help     every option of a job

Without an installed command, write "python -m satsyn_core" in place of "satsyn"."""


class TerminalReporter(Reporter):
    """Shows progress as a bar on stderr, with log lines above it.

    Args:
        stopper: knows whether the job is to stop.
        stream: takes bar and lines in place of stderr.
    """

    def __init__(self, stopper: Stopper, stream: TextIO | None = None) -> None:
        self._stopper = stopper
        self._stream = sys.stderr if stream is None else stream
        self._bar = None
        # A process may be started without stderr; the library of the bar takes a while to load.
        if self._stream is not None and self._stream.isatty():
            from tqdm import tqdm

            bar_format = "{l_bar}{bar}| {elapsed}<{remaining}"
            self._bar = tqdm(total=1.0, bar_format=bar_format, file=self._stream, leave=False)

    def progress(self, fraction: float, message: str = "") -> None:
        """Move the bar, which terminals alone have."""
        if self._bar is not None:
            self._bar.set_description_str(printable(message), refresh=False)
            self._bar.update(fraction - self._bar.n)

    def log(self, text: str, level: str = "info") -> None:
        """Write a line above the bar."""
        if self._stream is None:
            return
        line = printable(f"Warning: {text}" if level == "warning" else text)
        with _read_or_not(self._stream):
            if self._bar is None:
                print(line, file=self._stream, flush=True)
            else:
                self._bar.write(line, file=self._stream)

    def metric(self, name: str, step: int, value: float) -> None:
        """Write a line above the bar."""
        self.log(f"Step {step}: {name} = {value:.6g}")

    def check_cancelled(self) -> None:
        """Raise `JobCancelledError` after Ctrl-C."""
        self._stopper.check()

    def close(self) -> None:
        """Remove the bar."""
        if self._bar is not None:
            self._bar.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    use_own_libraries()
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = _parser(given[0] if given else "")
    if not given:
        _tell(parser.format_help())
        return InputError.exit_code
    with contextlib.redirect_stderr(stream_for_errors()):
        options = vars(parser.parse_args(given))
    name = options.pop("job")
    stopper = Stopper(functools.partial(last_word, name))
    stopper.listen_to_signals()
    try:
        _require_folder()
        return _run_list(options["list"], stopper) if name == COMMAND else _run_job(name, options, stopper)
    except BaseException as error:
        failure = Failure.of(error)
        errors = stream_for_errors()
        if errors is not None:
            with _read_or_not(errors):
                print(printable(failure.message), file=errors, flush=True)
        if stopper.requested:
            leave(failure.exit_code)
        return failure.exit_code
    finally:
        stopper.job_ended()


def last_word(name: str) -> None:
    """Say that a job, or the list of jobs where `name` is `COMMAND`, is cancelled, without waiting for anything."""
    say_cancelled(list_cancelled(what_stays()) if name == COMMAND else None)


def _run_job(name: str, options: dict[str, Any], stopper: Stopper) -> int:
    as_json = options.pop("json")
    with libraries_aside() as stream, contextlib.closing(TerminalReporter(stopper, stream)) as reporter:
        outputs = run_job(name, options, reporter)
    if as_json:
        _tell(strict_json({"outputs": outputs}))
    else:
        _tell(printable("\n".join(f"{name}: {value}" for name, value in outputs.items() if value is not None)))
    return 0


def _run_list(path: str, stopper: Stopper) -> int:
    with libraries_aside() as stream, contextlib.closing(TerminalReporter(stopper, stream)) as reporter:
        return run_list(path, reporter, _tell)


def _tell(text: str) -> None:
    """Write a text to stdout, with escapes for what its encoding lacks: the job is done."""
    encoding = sys.stdout.encoding or "utf-8"
    with _read_or_not(sys.stdout):
        print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)


@contextlib.contextmanager
def _read_or_not(stream: TextIO) -> Iterator[None]:
    """Let a `with` block write to a stream that nobody may read any longer: the job goes on all the same."""
    try:
        yield
    except BrokenPipeError:
        # Python would fail once more over what is not yet written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _require_folder() -> None:
    """Refuse a current folder that somebody has removed: relative paths and libraries need one."""
    try:
        Path.cwd()
    except OSError as error:
        raise InputError("The current folder is gone: change to another one, and run this again.") from error


def _parser(first: str) -> argparse.ArgumentParser:
    """Return the parser of the command line, given its first argument: for that job, or for all of them."""
    parser = argparse.ArgumentParser(
        prog="satsyn",
        description="Synthetic satellite imagery from land cover.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"SatSyn {__version__}")
    commands = parser.add_subparsers(dest="job", metavar="JOB", required=True)
    for job in [job_named(first)] if first in JOB_NAMES else all_jobs():
        command = commands.add_parser(job.name, help=job.title, description=job.summary, allow_abbrev=False)
        # Options are words, so "-9999=nodata" and "-5.1,-5.0,40,41" are values; argparse decides by this pattern.
        command._negative_number_matcher = re.compile(r"-[\d.]")
        for parameter in job.declared:
            _add_option(command, parameter)
        command.add_argument("--json", action="store_true", help="Write the outputs as one line of JSON to stdout.")
    several = commands.add_parser(
        COMMAND, help="Do a list of jobs in one process", description=_BATCH_HELP, allow_abbrev=False
    )
    several.add_argument("list", metavar="LIST", help="Text file with a job a line.")
    return parser


class _GivenOnce(argparse.Action):
    """Stores a value; refuses a second one, which would take its place without a word."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Store the value."""
        if getattr(namespace, self.dest) is not None:
            parser.error(f"{option_string} is given twice: leave one of them out.")
        setattr(namespace, self.dest, values)


def _add_option(command: argparse.ArgumentParser, parameter: Parameter) -> None:
    default = "" if parameter.default is None else f" Default: {parameter.default}."
    limits = parameter.limits
    span = "" if limits is None else f" From {limits.minimum:.12g} to {limits.maximum:.12g}."
    text = f"{parameter.help}{span}{default}".replace("%", "%%")
    options: dict[str, Any] = {"help": text, "required": parameter.required, "dest": parameter.name}
    if parameter.kind is Kind.SWITCH:
        options["action"] = argparse.BooleanOptionalAction
    else:
        options["choices"] = parameter.choices or None
        options["metavar"] = _METAVARS.get(parameter.kind) if not parameter.choices else None
        several = parameter.kind in _SEVERAL_WORDS
        options |= {"nargs": "+", "action": "extend"} if several else {"action": _GivenOnce}
    command.add_argument(parameter.option, **options)
