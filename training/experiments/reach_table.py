"""The table of what a generator reaches, from the figures of `training.experiments.measure_reach`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def _several(values: Iterable[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


def reach_table(measured: dict[str, Any]) -> str:
    """Return the table as Markdown: what the generator reaches, what other real imagery does, and the aim."""
    real, random = (measured["coverage"][name] for name in ("real", "random"))
    alike, legible, copies = (measured[name] for name in ("resemblance", "faithfulness", "copies"))
    count, audit = len(legible[0]["styles"]), copies["audit"]
    rows = [
        ("coverage, mean", f"{random['mean']:.3f}", f"{real['mean']:.3f}", "0.85"),
        ("coverage, worst class and figure", f"{random['worst']:.3f}", f"{real['worst']:.3f}", "0.60"),
        *(
            (
                f"{name} in the features of each evaluation network",
                _several(one[name] for one in alike),
                _several(one[f"real_{name}"] for one in alike),
                "0.80",
            )
            for name in ("precision", "recall")
        ),
        (
            f"mean IoU of each evaluation network, worst of {count} styles over real imagery",
            _several(one["worst_over_real"] for one in legible),
            "1",
            "0.95 to 1.10",
        ),
        (
            f"the same, mean of {count} styles",
            _several(sum(one["styles"]) / count / one["real"] for one in legible),
            "1",
            "",
        ),
        (
            "Fréchet distance over that of real halves, each evaluation network",
            _several(one["frechet_ratio_to_floor"] for one in alike),
            "1",
            "3",
        ),
        (
            f"copies among {audit['synthetic_patches']} patches; planted copies found",
            f"{audit['copies']}; {copies['planted_found']} of {copies['planted']}",
            "",
            "none; all",
        ),
    ]
    head = [f"| {measured['place']} | {measured['model']} | other real imagery | aim |", "|---|---|---|---|"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in rows)])


def summary(measured: dict[str, Any]) -> dict[str, Any]:
    """Return the figures for the model's card."""
    real, random = (measured["coverage"][name] for name in ("real", "random"))
    alike, legible = measured["resemblance"], measured["faithfulness"]
    return {
        "test": f"{measured['place']}, test scenes that were not used in the training",
        "coverage of the real range of brightness, colour and grain by random styles": (
            f"{random['mean']:.3f} mean, {random['worst']:.3f} worst; other real imagery {real['mean']:.3f} and "
            f"{real['worst']:.3f}"
        ),
        "precision in features of the evaluation networks": _several(one["precision"] for one in alike),
        "recall in features of the evaluation networks": _several(one["recall"] for one in alike),
        f"evaluation networks' mean IoU, worst of {len(legible[0]['styles'])} styles over real imagery": _several(
            one["worst_over_real"] for one in legible
        ),
        "Frechet distance over that of real from real imagery": _several(
            one["frechet_ratio_to_floor"] for one in alike
        ),
        "copies": measured["copies"]["audit"]["verdict"],
    }
