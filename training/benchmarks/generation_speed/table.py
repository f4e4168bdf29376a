"""The results as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def markdown(results: Mapping[str, Any]) -> str:
    """Return the tables of the parts that were measured."""
    machine = results["machine"]
    lines = [f"{machine['processor']}; {machine['cores']} cores, {machine['memory_gb']} GB.", ""]
    for part, table in (
        ("network", _network),
        ("end-to-end", _end_to_end),
        ("paper", _paper),
        ("ceiling", _ceiling),
        ("growth", _growth),
    ):
        if part in results:
            lines += [*table(results[part]), ""]
    return "\n".join(lines)


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, tuple("---" for _ in head), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines]


def _spread(values: Mapping[str, float], digits: int = 2) -> str:
    return f"{values['median']:.{digits}f} ({values['least']:.{digits}f} to {values['largest']:.{digits}f})"


def _network(part: Mapping[str, Any]) -> list[str]:
    work = f"{part['gflop_a_megapixel']:.0f} GFLOP a megapixel, {part['margin_percent']:.1f} % of them for margins."
    rows = [(name, _spread(speed)) for name, speed in part["speed"].items()]
    return [f"Network only, {work}", "", *_rows(("engine", "Mpx/s"), rows), "", *part["missing"]]


def _end_to_end(part: Mapping[str, Any]) -> list[str]:
    rows = [
        (name, _spread(case["speed"]), _spread(case["network"]), f"{case['share']:.2f}", f"{case['first_block']:.1f}")
        for name, case in part["cases"].items()
    ]
    head = ("precision", "end to end, Mpx/s", "network only, Mpx/s", "share", "seconds to the first block")
    return [f"From {part['side']} x {part['side']} land cover to compressed GeoTIFF", "", *_rows(head, rows)]


def _paper(part: Mapping[str, Any]) -> list[str]:
    rows = [(name, _spread(speed, 4), f"{part['ratio'][name]:.0f}") for name, speed in part["speed"].items()]
    return ["Network only, beside the source paper's pipeline", "", *_rows(("pipeline", "Mpx/s", "times"), rows)]


def _ceiling(part: Mapping[str, Any]) -> list[str]:
    rows = [(name, _spread(value, 0)) for name, value in part["gflops"].items()]
    shares = [(name, f"{value:.2f}") for name, value in part["share"].items()]
    copying = f"Memory is copied at {part['copy_gb_a_second']['median']:.1f} GB/s."
    ceilings = _rows(("large convolutions", "GFLOP/s"), rows)
    return [*ceilings, "", *_rows(("network only", "share of the best of its precision"), shares), "", copying]


def _growth(part: Mapping[str, Any]) -> list[str]:
    rows = [
        (
            f"{run['megapixels']:.0f}",
            "-" if run["microseconds_a_pixel"] is None else f"{run['microseconds_a_pixel']:.3f}",
            f"{run['peak_mb']:.0f}",
        )
        for run in part["runs"]
    ]
    return _rows(("Mpx", "microseconds a pixel", "peak memory, MB"), rows)
