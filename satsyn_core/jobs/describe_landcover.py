"""The job that describes a land cover: its values, what they mean to a model, and which bundled model suits it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ..contract.atomic_files import all_or_none
from ..contract.declarations.describe_landcover import DescribeLandCover
from ..contract.errors import InputError
from ..contract.model_card import ModelCard
from ..contract.progress import Reporter
from ..evaluation.reports.html import write_report
from ..landcover.bundled_choice import BundledChoice, choose_bundled
from ..landcover.choice_reasons import SceneNeeds
from ..landcover.class_matching import matched, warn_of_guesses, warn_of_text, warn_of_two_names
from ..landcover.match_table import MatchRow, MatchTable
from ..landcover.raster import LandCoverRaster, open_landcover
from ..landcover.stated_classes import StatedClasses
from ..landcover.unmatched import Unmatched
from ..landcover.value_counts import count_values
from ..landcover.value_meaning import Meaning, understand
from ..landcover.vector_names import is_vector, only_for_vectors
from ..process.output_lock import locked_outputs

_UNMATCHED = "?"


def run(parameters: DescribeLandCover, reporter: Reporter) -> dict[str, object]:
    """Log the match as a table, write it where the user asks, and return it; values without class are no failure."""
    stated = StatedClasses.read(parameters.classes, parameters.scheme, parameters.legends)
    targets = [Path(path) for path in (parameters.output, parameters.report) if path]
    with ExitStack() as stack:
        landcover = stack.enter_context(_opened(parameters))
        stack.enter_context(locked_outputs(targets))
        temporary = dict(zip(targets, stack.enter_context(all_or_none(targets)), strict=True))
        counts = count_values(landcover, landcover.grid.window, reporter)
        if not counts:
            landcover.refuse_mask_over_all(landcover.grid.window)
            raise InputError(f"{landcover.name} holds only nodata, so there is nothing to describe.")
        choice = _choice(parameters, landcover, stated, list(counts))
        chosen = choice.card.name if parameters.model is None else ""
        is_unclear = bool(choice.problem)
        stated = stated.for_model(choice.card.ground_sampling_distance, chosen=chosen, unclear=is_unclear)
        meaning = understand(landcover, choice.card.scheme, stated, counts)
        unmatched = Unmatched(landcover, meaning, counts, stated)
        table = _table(landcover, meaning, counts)
        has_open = any(value not in meaning.shown for value in counts)
        problem = choice.problem or (unmatched.sentence() if has_open else "")
        basis = f"Matched by {meaning.source}:" if meaning.sources else "Nothing says yet what the values mean:"
        lines = [f"{choice.card.name}: {choice.reason}.", basis, table.text()]
        reporter.log("\n".join(lines))
        if choice.warning:
            reporter.log(choice.warning, "warning")
        warn_of_two_names(meaning, stated, reporter)
        if problem:
            reporter.log(problem, "warning")
        else:
            warn_of_text(landcover, meaning, stated, reporter)
            warn_of_guesses(landcover.name, meaning, reporter)
        has_pixels = landcover.grid.crs is not None and not landcover.is_drawn
        match = table.to_json()
        for row in match["classes"]:
            row["key"] = unmatched.key_of(row["value"])
        content = {
            **match,
            "model": choice.card.name,
            "model_reason": choice.reason,
            "model_classes": choice.card.scheme.names,
            "pixel_size": landcover.grid.pixel_metres if has_pixels else None,
            "classes_text": unmatched.classes(),
            "problem": problem or None,
        }
        if parameters.output:
            path = temporary[Path(parameters.output)]
            path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if parameters.report:
            page = {"title": "Land cover", "head": _head(content), "landcover": content}
            write_report(temporary[Path(parameters.report)], "landcover", page)
    return {
        "OUTPUT": parameters.output,
        "REPORT": parameters.report,
        "MATCH": json.dumps(content),
        "CLASSES": content["classes_text"],
        "MODEL": choice.card.name,
        "PROBLEM": problem or None,
    }


@contextmanager
def _opened(parameters: DescribeLandCover) -> Iterator[LandCoverRaster]:
    """Open the land cover, with the layers over it and the class between them."""
    given = [name for name in ("overlays", "background") if getattr(parameters, name)]
    if not given:
        with open_landcover(parameters.landcover) as landcover:
            yield landcover
        return
    if not is_vector(parameters.landcover):
        raise only_for_vectors(given, parameters.landcover)
    # The libraries that read vectors take a quarter of a second to load.
    from ..landcover.vector.drawn_files import open_overview

    with open_overview(parameters.landcover, parameters.overlays or (), parameters.background) as landcover:
        yield landcover


def _choice(
    parameters: DescribeLandCover, landcover: LandCoverRaster, stated: StatedClasses, values: list[int]
) -> BundledChoice:
    if parameters.model is None:
        # Layers have no pixels of their own.
        needs = SceneNeeds(None) if landcover.is_drawn else SceneNeeds.of(landcover)
        return choose_bundled(landcover, stated, values, needs)
    path = Path(parameters.model)
    return BundledChoice(path, ModelCard.read(path), "the model that you named")


def _table(landcover: LandCoverRaster, meaning: Meaning, counts: dict[int, int]) -> MatchTable:
    """Return the table of the match, with a question mark for values without class."""
    match = matched(landcover, meaning, counts)
    rows = [
        MatchRow(
            value,
            meaning.names.get(value, ""),
            match.name_of(value) if value in meaning.shown else _UNMATCHED,
            count,
            is_counted=meaning.keys.is_counted,
        )
        for value, count in sorted(counts.items())
    ]
    return MatchTable(landcover.name, meaning.source, rows, match.losses)


def _head(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        ("Land cover", f"{content['raster']}, matched by {content['matched_by']}"),
        ("Model", f"{content['model']}: {content['model_reason']}"),
    ]
