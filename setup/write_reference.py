"""Write the reference pages of the documentation from the declarations of the jobs.

    python -m setup.write_reference [FOLDER]

Every job is declared once; the command line, the worker and QGIS derive from it. So does its page: one file a job
in `FOLDER/algorithms`, an index of them, and `FOLDER/cli.md`. `FOLDER/class-schemes.md` comes from the data files of
the class schemes. FOLDER is docs/reference unless another one is named.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from satsyn_core.jobs import Job, Kind, Parameter, all_jobs
from setup.write_class_schemes import class_schemes_page

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"

_NOTE = "<!-- Written by setup/write_reference.py from the declaration of the job: change it there. -->"

_KINDS = {
    Kind.RASTER: "raster",
    Kind.RASTERS: "one or more rasters",
    Kind.LANDCOVER: "raster, or vector file or layer",
    Kind.LANDCOVERS: "one or more rasters, vector files or layers",
    Kind.VECTORS: "one or more vector layers",
    Kind.MASK: "raster or polygon layer",
    Kind.POLYGONS: "polygon layer",
    Kind.FILE: "file",
    Kind.FOLDER: "folder",
    Kind.MODEL: "model file, or name of a bundled model",
    Kind.TEXT: "text",
    Kind.CLASSES: 'text of the form "1=water 2=land", or "Acker=vegetation, Haus=building"',
    Kind.SCHEME: "class scheme: an id or a file",
    Kind.LEGENDS: "JSON",
    Kind.EXTENT: "extent",
    Kind.INTEGER: "whole number",
    Kind.NUMBER: "number",
    Kind.CHOICE: "choice",
    Kind.SWITCH: "yes or no",
    Kind.OUTPUT_RASTER: "raster to write",
    Kind.OUTPUT_FILE: "file to write",
    Kind.OUTPUT_FOLDER: "folder to write",
}

_VALUES = {
    Kind.RASTER: "RASTER",
    Kind.RASTERS: "RASTER [RASTER ...]",
    Kind.LANDCOVER: "RASTER_OR_LAYERS",
    Kind.LANDCOVERS: "RASTER_OR_LAYERS [RASTER_OR_LAYERS ...]",
    Kind.VECTORS: "LAYER [LAYER ...]",
    Kind.MASK: "RASTER_OR_POLYGONS",
    Kind.POLYGONS: "POLYGONS",
    Kind.FOLDER: "FOLDER",
    Kind.CLASSES: "VALUE=CLASS [VALUE=CLASS ...]",
    Kind.SCHEME: "SCHEME",
    Kind.LEGENDS: "JSON",
    Kind.EXTENT: "XMIN,XMAX,YMIN,YMAX",
    Kind.TEXT: "TEXT",
    Kind.INTEGER: "N",
    Kind.NUMBER: "NUMBER",
    Kind.OUTPUT_RASTER: "FILE.tif",
    Kind.OUTPUT_FOLDER: "FOLDER",
}

_CLI_HEAD = """# Command line

Every algorithm is also a command that runs without QGIS. Run it from a checkout of the repository, or install the core
with `pip install .`, which adds the program `satsyn`:

```
python -m satsyn_core JOB --option value ...
satsyn JOB --option value ...
```

`python -m satsyn_core --help` lists the jobs, and `python -m satsyn_core JOB --help` lists the options of one.
[Use the command line](../how-to/command-line.md) says how to install it.

## General behaviour

- Options are the parameter names of the algorithm in lower case, with dashes. They cannot be abbreviated.
- An option that takes several values takes them after one another: `--imagery a.tif b.tif`.
- A switch has two forms: `--resume` turns it on and `--no-resume` turns it off.
- A bar on the standard error shows the progress. Log lines appear above it.
- The outputs go to the standard output, one `NAME: value` a line.
- `--json` writes the outputs as one line of JSON instead: `{"outputs": {...}}`.
- `--version` prints the version.

| exit code | meaning |
|---|---|
| 0 | The job is done. |
| 1 | The job failed. |
| 2 | A parameter or an input is wrong. |
| 130 | The job was cancelled, for example with Ctrl-C. |
"""


def page_of(job: Job) -> str:
    """Return the Markdown page of a job: what it does, its parameters and its outputs."""
    parts = [
        f"# {job.title}",
        _NOTE,
        job.summary,
        f"- In QGIS: `satsyn:{job.algorithm}`, in the Processing toolbox under *SatSyn*\n"
        f"- On the [command line](../cli.md#{job.name}): `python -m satsyn_core {job.name}`",
    ]
    usual = [declared for declared in job.declared if not declared.advanced]
    advanced = [declared for declared in job.declared if declared.advanced]
    for title, declared in (("Parameters", usual), ("Advanced parameters", advanced)):
        if declared:
            parts += [f"## {title}", *map(_described_parameter, declared)]
    parts += ["## Outputs", _outputs_table(job)]
    return "\n\n".join(parts) + "\n"


def index_page(jobs: Iterable[Job]) -> str:
    """Return the page that lists all algorithms."""
    rows = [f"| [{job.title}]({job.name}.md) | `{job.algorithm}` | `{job.name}` | {job.summary} |" for job in jobs]
    table = "\n".join(["| algorithm | id in QGIS | command | what it does |", "|---|---|---|---|", *rows])
    intro = (
        "Each algorithm has a page with all of its parameters. Their names are the same in the toolbox, in models, in "
        "`qgis_process` and on the [command line](../cli.md)."
    )
    return "\n\n".join(["# Algorithms", _NOTE, intro, table]) + "\n"


def command_line_page(jobs: Iterable[Job]) -> str:
    """Return the page of the command line: a usage and a table of options for each job."""
    return "\n".join([_CLI_HEAD, _NOTE, "", *map(_command, jobs)])


def pages() -> dict[str, str]:
    """Return all generated pages by their path in the reference folder."""
    jobs = all_jobs()
    return {
        "cli.md": command_line_page(jobs),
        "class-schemes.md": class_schemes_page(),
        "algorithms/index.md": index_page(jobs),
        **{f"algorithms/{job.name}.md": page_of(job) for job in jobs},
    }


def write_reference(folder: Path) -> None:
    """Write all generated pages into a folder, which is made if it is not there."""
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _described_parameter(declared: Parameter) -> str:
    facts = [_KINDS[declared.kind], "required" if declared.required else "optional"]
    if declared.choices:
        facts.append("one of " + ", ".join(f"`{choice}`" for choice in declared.choices))
    if declared.default is not None:
        facts.append(f"default `{_default(declared)}`")
    if limits := _limits(declared):
        facts.append(limits)
    return "\n\n".join(
        [
            f"### {declared.label} {{ #{declared.name.replace('_', '-')} }}",
            f"`{declared.qgis_name}`, `{declared.option}`: {', '.join(facts)}.",
            declared.help,
        ]
    )


def _default(declared: Parameter) -> str:
    if declared.kind is Kind.SWITCH:
        return "yes" if declared.default else "no"
    return f"{declared.default:g}" if declared.kind is Kind.NUMBER else str(declared.default)


def _limits(declared: Parameter) -> str:
    limits = declared.limits
    return "" if limits is None else f"from {limits.minimum:.12g} to {limits.maximum:.12g}"


def _outputs_table(job: Job) -> str:
    rows = [f"| `{output.name}` | {output.label} | {_output_kind(output.kind)} |" for output in job.outputs]
    return "\n".join(["| name | what it is | kind |", "|---|---|---|", *rows])


def _output_kind(kind: Kind) -> str:
    return _KINDS[kind].removesuffix(" to write")


def _command(job: Job) -> str:
    required = [f"{declared.option} {_value(declared)}" for declared in job.declared if declared.required]
    usage = " ".join(["python -m satsyn_core", job.name, *required, "[options]"])
    rows = [f"| `{_option(declared)}` | {declared.help} |" for declared in job.declared]
    parts = [f"## {job.name}", f"{job.summary} See [its page](algorithms/{job.name}.md).", f"```\n{usage}\n```"]
    return "\n\n".join([*parts, "\n".join(["| option | meaning |", "|---|---|", *rows])]) + "\n"


def _option(declared: Parameter) -> str:
    if declared.kind is Kind.SWITCH:
        return f"{declared.option}, --no-{declared.option.removeprefix('--')}"
    return f"{declared.option} {_value(declared)}"


def _value(declared: Parameter) -> str:
    return "{" + ",".join(declared.choices) + "}" if declared.choices else _VALUES.get(declared.kind, "FILE")


def main(arguments: Sequence[str]) -> int:
    """Write the pages; return the exit code."""
    folder = Path(arguments[0]) if arguments else REFERENCE
    write_reference(folder)
    print(f"Wrote {len(pages())} pages to {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
