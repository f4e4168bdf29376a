"""The language in which a job writes its reports: that of QGIS, where QGIS runs the job, and else English."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ENGLISH = "en"

_language: ContextVar[str] = ContextVar("report_language", default=ENGLISH)


def report_language() -> str:
    """Return the language of reports, as "de"."""
    return _language.get()


@contextmanager
def reports_in(language: str) -> Iterator[None]:
    """Have reports be written in a language for a `with` block; in English where it has no translations."""
    earlier = _language.set(language)
    try:
        yield
    finally:
        _language.reset(earlier)
