"""Run the campaign: `python -m tests.campaign.misread [KIND | KIND:WORDS ...]`, and print its table."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.support.tiny_model import tiny_generator
from tests.support.tiny_segmenter import tiny_segmenter

from . import (  # noqa: F401 - importing them registers their inputs
    advice,
    changed_meanwhile,
    choosing_models,
    edited_sets,
    features,
    foreign_settings,
    further,
    late_refusals,
    library_errors,
    other_languages,
    outputs,
    qgis_layers,
    qgis_settings,
    raster_names,
    raster_places,
    raster_validity,
    units,
    users_own,
    values,
)
from .desk import INPUTS, Input, on_desk


def _wanted(one: Input, texts: list[str]) -> bool:
    parts = [text.partition(":") for text in texts]
    return not texts or any(str(one.kind) == kind and words in one.name for kind, _, words in parts)


def main() -> int:
    """Try the inputs of all kinds, or of those that are named; return 1 if something was wrong."""
    right: Counter[int] = Counter()
    total: Counter[int] = Counter()
    with tempfile.TemporaryDirectory(prefix="misread-models-") as folder:
        models = Path(folder)
        tiny_generator().save(models / "generator.safetensors")
        tiny_segmenter().save(models / "segmenter.safetensors")
        print("| kind | input | what came out | right |\n|---|---|---|---|")
        for one in sorted(INPUTS, key=lambda one: one.kind):
            if _wanted(one, sys.argv[1:]):
                outcome = on_desk(one, models)
                total[one.kind] += 1
                right[one.kind] += outcome.right
                what = outcome.what.replace("|", "\\|").replace("\n", " ")
                print(f"| {one.kind} | {one.name} | {what} | {'yes' if outcome.right else 'NO'} |", flush=True)
    print("\n| kind | inputs | right |\n|---|---|---|")
    for kind in sorted(total):
        print(f"| {kind} | {total[kind]} | {right[kind]} |")
    print(f"| all | {total.total()} | {right.total()} |")
    return int(right != total)


if __name__ == "__main__":
    sys.exit(main())
