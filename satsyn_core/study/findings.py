"""What a study found: scores of all treatments, their differences from real chips alone, and a recommendation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..contract.class_scheme import ClassScheme
from ..learning.iou import class_iou
from ..trainingset.plan.splits import TEST, TRAIN, VALIDATION
from .class_shares import ClassShares, class_shares
from .ground import StudyGround
from .imagery import SyntheticMeasures
from .recommendation import best_of, recommend
from .runner import StudyTable
from .statistics import ScoreEstimate, estimate_difference, estimate_score, holm
from .treatment import Treatment


@dataclass(frozen=True)
class TreatmentScore:
    """The scores of a treatment over its seeds.

    Attributes:
        treatment: its mixture.
        seeds: those that are finished.
        score: mean IoU.
        iou: of each class (K,), mean over the seeds; NaN for a class that the test ground lacks.
        real, synthetic: training chips, mean over the seeds.
    """

    treatment: Treatment
    seeds: tuple[int, ...]
    score: ScoreEstimate
    iou: NDArray[np.float64]
    real: float
    synthetic: float


@dataclass(frozen=True)
class StudyComparison:
    """A mixture against real chips alone.

    Attributes:
        treatment: the mixture.
        reference: a training on the same real chips alone.
        seeds: those that both have.
        mean, reference_mean: mean IoU of both over these.
        difference: of mean IoU.
        p_holm: corrected for all comparisons of its table.
    """

    treatment: Treatment
    reference: Treatment
    seeds: tuple[int, ...]
    mean: float
    reference_mean: float
    difference: ScoreEstimate
    p_holm: float

    @property
    def better(self) -> Treatment:
        """Of the mixture and real chips alone, that with the higher mean IoU; real chips alone where they are equal."""
        return self.treatment if self.difference.mean > 0 else self.reference


@dataclass(frozen=True)
class StudyFindings:
    """Everything that a report shows.

    Attributes:
        name: of the study.
        scheme: its classes.
        table: the cells.
        scores: of the treatments of which a cell is finished, in the order of the study.
        comparisons: of all mixtures with the best training on the same real chips alone.
        further: of all mixtures with the other trainings on these.
        best: the mixture to recommend, see `best_of`, of those with the largest share of the real data.
        advice: what to do for each share of the real data, in words.
        imagery: measures of the synthetic chips, where generators or styles are compared.
        class_shares: what the real training chips show of each class.
        facts: how it was done, JSON-compatible.
    """

    name: str
    scheme: ClassScheme
    table: StudyTable
    scores: tuple[TreatmentScore, ...]
    comparisons: tuple[StudyComparison, ...]
    further: tuple[StudyComparison, ...]
    best: StudyComparison | None
    advice: tuple[str, ...]
    imagery: tuple[SyntheticMeasures, ...]
    class_shares: tuple[ClassShares, ...]
    facts: Mapping[str, Any]

    @property
    def recommendation(self) -> str:
        """What to do, in words."""
        return " ".join(self.advice)

    def score_of(self, treatment: Treatment) -> TreatmentScore | None:
        """Return the scores of a treatment; None if none of its cells is finished."""
        return next((one for one in self.scores if one.treatment == treatment), None)


def find(ground: StudyGround, table: StudyTable, imagery: tuple[SyntheticMeasures, ...] = ()) -> StudyFindings:
    """Compare the finished cells of a study, which has these measures of its synthetic chips."""
    treatments = sorted(ground.request.plan.treatments, key=lambda one: (one.share, one.bands, one.has_synthetic))
    scores = tuple(one for treatment in treatments if (one := _score(table, treatment)) is not None)
    references = [(one, _controls(one, scores)) for one in scores if one.treatment.has_synthetic]
    comparisons = _compare(table, [(one, found[0]) for one, found in references if found])
    further = _compare(table, [(one, control) for one, found in references for control in found[1:]])
    largest = max((one.treatment.share for one in comparisons), default=0.0)
    candidates = [one for one in comparisons if one.treatment.share == largest]
    return StudyFindings(
        name=ground.request.plan.name,
        scheme=ground.scheme,
        table=table,
        scores=scores,
        comparisons=comparisons,
        further=further,
        best=best_of(candidates) if candidates else None,
        advice=recommend(comparisons, len(table.missing)),
        imagery=imagery,
        class_shares=class_shares(ground),
        facts=_facts(ground, table),
    )


def _matrices(table: StudyTable, treatment: Treatment, seeds: Sequence[int]) -> NDArray[np.int64]:
    by_seed = {cell.seed: result for cell, result in table.results.items() if cell.treatment == treatment}
    return np.stack([by_seed[seed].matrices for seed in seeds])


def _seeds(table: StudyTable, treatment: Treatment) -> tuple[int, ...]:
    return tuple(sorted(cell.seed for cell in table.results if cell.treatment == treatment))


def _score(table: StudyTable, treatment: Treatment) -> TreatmentScore | None:
    seeds = _seeds(table, treatment)
    if not seeds:
        return None
    matrices = _matrices(table, treatment, seeds)
    results = [result for cell, result in table.results.items() if cell.treatment == treatment]
    iou = np.stack([class_iou(one) for one in matrices.sum(axis=1)]).mean(axis=0)
    real, synthetic = (float(np.mean([getattr(one, name) for one in results])) for name in ("real", "synthetic"))
    return TreatmentScore(treatment, seeds, estimate_score(matrices), iou, real, synthetic)


def _compare(table: StudyTable, wanted: Sequence[tuple[TreatmentScore, TreatmentScore]]) -> tuple[StudyComparison, ...]:
    """Compare mixtures with their references over the seeds that both have."""
    pairs = [(one, reference, tuple(sorted(set(one.seeds) & set(reference.seeds)))) for one, reference in wanted]
    number = max(1, sum(len(seeds) > 1 for *_, seeds in pairs))
    found = []
    for one, reference, seeds in pairs:
        ours, theirs = (_matrices(table, treatment, seeds) for treatment in (one.treatment, reference.treatment))
        difference = estimate_difference(ours, theirs, number)
        mean, reference_mean = (estimate_score(matrices).mean for matrices in (ours, theirs))
        found.append((one.treatment, reference.treatment, seeds, mean, reference_mean, difference))
    corrected = holm([difference.p for *_, difference in found])
    return tuple(StudyComparison(*values, p) for values, p in zip(found, corrected, strict=True))


def _controls(mixture: TreatmentScore, scores: Sequence[TreatmentScore]) -> list[TreatmentScore]:
    """Return the trainings on the same real chips alone, for as many steps if there are such, the best one first.

    Those that share most seeds with the mixture stand before the others, by their mean over these seeds. Those that
    share none are left out.
    """
    wanted = mixture.treatment
    controls = [
        one
        for one in scores
        if not one.treatment.has_synthetic
        and (one.treatment.share, one.treatment.bands) == (wanted.share, wanted.bands)
    ]
    controls = [one for one in controls if one.treatment.steps == wanted.steps] or controls

    def merit(one: TreatmentScore) -> tuple[int, float]:
        values = dict(zip(one.seeds, one.score.by_seed, strict=True))
        common = [values[seed] for seed in one.seeds if seed in mixture.seeds]
        return len(common), float(np.mean(common))

    usable = [one for one in controls if set(one.seeds) & set(mixture.seeds)]
    return sorted(usable, key=merit, reverse=True)


def _facts(ground: StudyGround, table: StudyTable) -> dict[str, Any]:
    request = ground.request
    network = request.plan.network
    first = next(iter(table.results.values()), None)
    return {
        "imagery": [scene.name for scene in request.files],
        "synthetic_imagery": [info.files.name for info in ground.scenes.infos if info.marks],
        "chips": {
            name: ground.count(split) for name, split in (("train", TRAIN), ("validation", VALIDATION), ("test", TEST))
        },
        "chip_pixels": ground.plan.chips.size,
        "test_blocks": None if first is None else len(first.matrices),
        "network": dict(network.__dict__),
        "generators": {
            name: {
                "name": generator.name,
                "digest": generator.digest,
                "diversity_weight": _diversity_weight(generator.provenance),
                "training_area_known": name in ground.seen_known,
                "data": generator.provenance.get("data"),
            }
            for name, generator in ground.generators.items()
        },
        "scenario": _scenario(ground),
        "machines": sorted({result.machine for result in table.results.values()}),
        "training_seconds": sum(sum(result.seconds.values()) for result in table.results.values()),
    }


def _diversity_weight(provenance: Mapping[str, Any]) -> float | None:
    """Return the weight of the diversity loss, lambda, in a generator's training; None where its file does not say."""
    settings = provenance.get("settings", {})
    weights = settings.get("weights", settings)
    return weights.get("diversity") if isinstance(weights, dict) else None


def _scenario(ground: StudyGround) -> str:
    """Return which imagery the generator knew, in words."""
    if all(treatment.share == 100 for treatment in ground.request.plan.treatments):
        return "The networks see all real training chips."
    return (
        "The generator knows more imagery than may be handed out: a share of the real chips limits what the networks "
        "see, and not what the generator was trained on. The result does not tell what a generator is worth that was "
        "trained on this share alone."
    )
