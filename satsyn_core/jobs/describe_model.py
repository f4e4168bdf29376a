"""The job that describes a model file."""

from __future__ import annotations

import json
from pathlib import Path

from ..contract.bundled import BUNDLED_MODEL
from ..contract.class_scheme import ClassScheme
from ..contract.declarations.describe_model import DescribeModel
from ..contract.model_card import STARTED_FROM, TRAINING_AREA, ModelCard, Provenance
from ..contract.model_catalogue import SAMPLES_SUFFIX
from ..contract.progress import Reporter
from ..contract.wording import counted

DIGITS = 12
"""Of a digest that are shown: enough to identify a model."""


def run(parameters: DescribeModel, reporter: Reporter) -> dict[str, object]:
    """Log the whole card of the model and return its main figures; no weights are loaded."""
    path = Path(parameters.model or BUNDLED_MODEL)
    card = ModelCard.read(path)
    lines = [f"Model file: {path}", *_card_lines(card)]
    samples = path.with_suffix(SAMPLES_SUFFIX)
    shown = str(samples) if samples.is_file() else None
    if shown:
        lines.append(f"Samples (land cover, real image, four styles of each place): {shown}")
    # A line break in a text of the file would pass for a line of this description.
    reporter.log("\n".join(line.replace("\n", " ") for line in lines))
    if parameters.report:
        # Only here: the package of reports needs PyTorch, which takes seconds to load.
        from ..evaluation.reports.model import write_model_report

        facts = [(title, value) for title, _, value in (line.partition(": ") for line in _fact_lines(card))]
        write_model_report(Path(parameters.report), card, samples if shown else None, facts)
    return {
        "KIND": card.kind,
        "CLASSES": ", ".join(f"{c.value}={c.name}" for c in card.scheme.classes),
        "BANDS": len(card.band_names),
        "PIXEL_SIZE": card.ground_sampling_distance,
        "SAMPLES": shown,
        **({"REPORT": parameters.report} if parameters.report else {}),
    }


def _fact_lines(card: ModelCard) -> list[str]:
    """Return what the page says of network, values and provenance, a line for each."""
    known = {"Data", "Licence", "Satsyn version"}  # the page says them at its top
    lines = [line.strip() for line in _provenance_lines(card.provenance) if ": " in line]
    network = [f"Network: {_text(dict(card.architecture))}"] if card.architecture else []
    return [line for line in [*lines, *network] if line.partition(":")[0] not in known]


def _card_lines(card: ModelCard) -> list[str]:
    lines = [f"Name: {card.name}", f"Kind: {card.kind}"]
    if card.family:
        lines.append(f"Family: {card.family}")
    if card.architecture:
        lines.append(f"Network: {_text(dict(card.architecture))}")
    lines += _class_lines(card.scheme)
    lines.append(f"Bands: {', '.join(card.band_names)}")
    if card.values is not None:
        lines.append(f"Values: {card.values.low:g} to {card.values.high:g} ({card.values.dtype})")
    lines.append(f"Pixel size of the training imagery: {card.ground_sampling_distance:.3g} m")
    return lines + _provenance_lines(card.provenance)


def _class_lines(scheme: ClassScheme) -> list[str]:
    lines = ["Classes (own value, name):"]
    lines += [f"  {c.value} {c.name}{', drawn for BUILDINGS' if c.building else ''}" for c in scheme.classes]
    if scheme.unlabelled is not None:
        lines.append(f"  {scheme.unlabelled} unlabelled, taken as nodata")
    return lines


def _provenance_lines(provenance: Provenance) -> list[str]:
    """Return the lines of each entry by name: several for measurements and ancestors, one for any other."""
    lines: list[str] = []
    for name, entry in sorted(provenance.entries.items()):
        title = name.replace("_", " ").capitalize()
        if name == STARTED_FROM:
            lines += [f"{title}:", *_ancestor_lines(provenance)]
        elif name == TRAINING_AREA:
            # The outlines themselves are for programs, which check whether an area was trained on.
            lines.append(f"{title}: {counted(provenance.training_scenes or 0, 'scene')}, with outlines in the file")
        elif name == "measured" and isinstance(entry, dict):
            lines += [f"{title}:", *(f"  {measure}: {_text(value)}" for measure, value in entry.items())]
        else:
            lines.append(f"{title}: {_text(entry)}")
    return lines


def _ancestor_lines(provenance: Provenance) -> list[str]:
    """Return a line for each model whose weights the next one started from, the latest first.

    Data and licence stand only where they differ from those of the model that started from it.
    """
    lines, descendant = [], provenance
    for ancestor in provenance.ancestors:
        own = ancestor.provenance
        parts = [f"{ancestor.name} {ancestor.digest[:DIGITS]}"]
        parts += [f"data {own.data}"] if own.data != descendant.data else []
        parts += [f"licence {own.licence}"] if own.licence != descendant.licence else []
        parts += [counted(own.steps, "step")] if own.steps is not None else []
        lines.append("  " + ", ".join(parts))
        descendant = own
    return lines


def _text(entry: object) -> str:
    if isinstance(entry, dict):
        return ", ".join(f"{name.replace('_', ' ')} {_text(value)}" for name, value in entry.items())
    return entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False)
