"""Help pages that need no network: written from the declarations of the jobs into the QGIS profile."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl

from ..satsyn_core import __version__
from ..satsyn_core.contract.declaration import Job, Kind, Parameter
from ..satsyn_core.contract.declarations import all_jobs
from ..satsyn_core.contract.output_paths import DESTINATIONS

FIRST_STEPS = (
    ("Set up the environment", "Choose Plugins > SatSyn > Getting started and press Set up. This is done once."),
    ("Load a land cover", "Press Load the sample town, or add a raster or polygons of your own."),
    (
        "Generate imagery",
        "Press Generate imagery. Land cover and model are filled in. Press Run. The imagery is added to the map.",
    ),
    (
        "Try another look",
        "Choose Plugins > SatSyn > SatSyn preview: the arrows beside Style and Seed show others on the visible part of "
        "the map. Or choose a real image as Style image. Variants writes several images at once.",
    ),
    (
        "Use your own plan",
        "The class of each value or attribute must be one of the model's classes. Give them under Classes, for "
        'example "1=water 2=land 3=road". The log says how each value was matched.',
    ),
)
"""The tutorial of the help: title and text of each step."""

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}"
    "h1{font-size:1.6em}h2{font-size:1.2em;margin-top:1.6em}dt{font-weight:bold;margin-top:1em}"
    "dd{margin:0 0 0 1.5em}code{background:#eee;padding:0 .2em}.facts{color:#555;font-size:.9em}"
    "nav a{margin-right:1em}@media print{nav{display:none}}"
)


def help_url(job: Job | None = None) -> str:
    """Return the address of a job's help page, or of the first page. The pages are written once in a session.

    An address is empty where the profile can't be written.
    """
    folder = _folder()
    try:
        _written(folder)
    except OSError:
        return ""
    return QUrl.fromLocalFile(str(folder / (f"{job.name}.html" if job else "index.html"))).toString()


def write_help(folder: Path) -> None:
    """Write the pages of all jobs, and last the index, into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    jobs = all_jobs()
    for job in jobs:
        (folder / f"{job.name}.html").write_text(_job_page(job), encoding="utf-8")
    (folder / "index.html").write_text(_index_page(jobs), encoding="utf-8")


@functools.cache
def _written(folder: Path) -> None:
    write_help(folder)


def _folder() -> Path:
    return Path(QgsApplication.qgisSettingsDirPath()) / "satsyn" / "help" / __version__


def _page(title: str, body: Iterable[str]) -> str:
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{_text(title)}</title>'
        f'<style>{_STYLE}</style></head><body><nav><a href="index.html">SatSyn {__version__}</a></nav>'
        f"<h1>{_text(title)}</h1>{''.join(body)}</body></html>"
    )


def _index_page(jobs: Iterable[Job]) -> str:
    steps = "".join(f"<li><b>{_text(title)}.</b> {_text(words)}</li>" for title, words in FIRST_STEPS)
    rows = "".join(
        f'<dt><a href="{job.name}.html">{_text(job.title)}</a></dt><dd>{_text(job.summary)}</dd>' for job in jobs
    )
    return _page("SatSyn help", [f"<h2>First imagery</h2><ol>{steps}</ol>", f"<h2>Algorithms</h2><dl>{rows}</dl>"])


def _job_page(job: Job) -> str:
    outputs = [declared for declared in job.declared if declared.kind in DESTINATIONS]
    inputs = [declared for declared in job.declared if declared.kind not in (*DESTINATIONS, Kind.LEGENDS)]
    parts = [f"<p>{_text(job.summary)}</p>"]
    for title, declared in (
        ("Parameters", [one for one in inputs if not one.advanced]),
        ("Files to write", outputs),
        ("Advanced parameters", [one for one in inputs if one.advanced]),
    ):
        if declared:
            parts.append(f"<h2>{title}</h2><dl>{''.join(map(_described, declared))}</dl>")
    results = [output for output in job.outputs if output.kind not in DESTINATIONS]
    if results:
        rows = "".join(f"<dt><code>{one.name}</code></dt><dd>{_text(one.label)}</dd>" for one in results)
        parts.append(f"<h2>Results</h2><dl>{rows}</dl>")
    return _page(job.title, parts)


def _described(declared: Parameter) -> str:
    facts = ["required" if declared.required else "optional"]
    if declared.choices:
        facts.append("one of " + ", ".join(declared.choices))
    if declared.default is not None:
        facts.append(f"default {declared.default}")
    if declared.limits is not None:
        facts.append(f"from {declared.limits.minimum:.12g} to {declared.limits.maximum:.12g}")
    return (
        f'<dt id="{declared.name}">{_text(declared.label)}</dt><dd>{_text(declared.help)}'
        f'<div class="facts"><code>{declared.qgis_name}</code>: {_text(", ".join(facts))}</div></dd>'
    )


def _text(words: str) -> str:
    return html.escape(words, quote=False)
