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
from .help_guides import Guide, guides
from .translation import language, tr

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
    return Path(QgsApplication.qgisSettingsDirPath()) / "satsyn" / "help" / __version__ / language()


def _page(title: str, body: Iterable[str]) -> str:
    return (
        f'<!DOCTYPE html><html lang="{language()}"><head><meta charset="utf-8"><title>{_text(title)}</title>'
        f'<style>{_STYLE}</style></head><body><nav><a href="index.html">SatSyn {__version__}</a></nav>'
        f"<h1>{_text(title)}</h1>{''.join(body)}</body></html>"
    )


def _index_page(jobs: Iterable[Job]) -> str:
    rows = "".join(
        f'<dt><a href="{job.name}.html">{_text(tr(job.title))}</a></dt><dd>{_text(tr(job.summary))}</dd>'
        for job in jobs
    )
    parts = [*map(_guide, guides()), f"<h2>{_text(tr('Algorithms'))}</h2><dl>{rows}</dl>"]
    return _page(tr("SatSyn help"), parts)


def _guide(guide: Guide) -> str:
    steps = "".join(f"<li><b>{_text(title)}.</b> {_text(words)}</li>" for title, words in guide.steps)
    return f"<h2>{_text(guide.title)}</h2><ol>{steps}</ol>"


def _job_page(job: Job) -> str:
    outputs = [declared for declared in job.declared if declared.kind in DESTINATIONS]
    inputs = [declared for declared in job.declared if declared.kind not in (*DESTINATIONS, Kind.LEGENDS)]
    parts = [f"<p>{_text(tr(job.summary))}</p>"]
    for title, declared in (
        (tr("Parameters"), [one for one in inputs if not one.advanced]),
        (tr("Files to write"), outputs),
        (tr("Advanced parameters"), [one for one in inputs if one.advanced]),
    ):
        if declared:
            parts.append(f"<h2>{_text(title)}</h2><dl>{''.join(map(_described, declared))}</dl>")
    results = [output for output in job.outputs if output.kind not in DESTINATIONS]
    if results:
        rows = "".join(f"<dt><code>{one.name}</code></dt><dd>{_text(tr(one.label))}</dd>" for one in results)
        parts.append(f"<h2>{_text(tr('Results'))}</h2><dl>{rows}</dl>")
    return _page(tr(job.title), parts)


def _described(declared: Parameter) -> str:
    facts = [tr("required") if declared.required else tr("optional")]
    if declared.choices:
        shown = zip(declared.choices, declared.meanings)
        facts.append(tr("one of {choices}").format(choices=", ".join(f"{one} ({tr(said)})" for one, said in shown)))
    if declared.default is not None:
        facts.append(tr("default {value}").format(value=declared.default))
    if declared.limits is not None:
        low, high = declared.limits.minimum, declared.limits.maximum
        facts.append(tr("from {low} to {high}").format(low=f"{low:.12g}", high=f"{high:.12g}"))
    return (
        f'<dt id="{declared.name}">{_text(tr(declared.label))}</dt><dd>{_text(tr(declared.help))}'
        f'<div class="facts"><code>{declared.qgis_name}</code>: {_text(", ".join(facts))}</div></dd>'
    )


def _text(words: str) -> str:
    return html.escape(words, quote=False)
