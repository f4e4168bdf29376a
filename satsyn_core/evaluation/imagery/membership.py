"""The membership test: whether distances from the training imagery tell synthetic patches from unseen real ones.

An attacker who guesses from the distance to the nearest training patch has the area under the curve of that guess (AUC)
as the chance to be right: 0.5 is chance, more means that synthetic patches lie closer. The same figure for training
patches themselves, each against those of the other scenes, says whether the unseen imagery is a fair control: 0.5 if it
is as far from the training imagery as the scenes of that are from each other. Of a single scene, each patch is compared
with its others, which lie close by: more than 0.5 is then usual.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

RESAMPLES = 1000
"""Bootstrap samples of each interval."""

CLOSEST_SHARE = 0.05
"""Share of the unseen patches that count as unusually close to the training imagery."""


Figure = Callable[[NDArray[np.float64], NDArray[np.float64]], float]
"""What is made of distances of some patches and of unseen ones."""


@dataclass(frozen=True)
class Estimate:
    """A figure with the limits of its 95 % interval, from a bootstrap over patches."""

    value: float
    low: float
    high: float

    def to_json(self) -> dict[str, float]:
        """Return the figures, rounded."""
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


@dataclass(frozen=True)
class TrainingDistances:
    """Distances of training patches to the nearest other one.

    Attributes:
        values: (k,), see `distances_among`.
        scenes: number of scenes that the patches are of; the other one is of another scene, if there are several.
    """

    values: NDArray[np.float64]
    scenes: int


@dataclass(frozen=True)
class MembershipTest:
    """The findings of the test.

    Attributes:
        synthetic: AUC of synthetic against unseen real patches.
        training: AUC of training patches, each compared with other ones, against unseen real patches.
        unusually_close: share of the synthetic patches that are closer than all but `CLOSEST_SHARE` of the unseen ones.
        scenes: number of training scenes.
    """

    synthetic: Estimate
    training: Estimate
    unusually_close: Estimate
    scenes: int

    @property
    def finding(self) -> str:
        """The findings on synthetic imagery, in words."""
        return (
            f"By the distance to the nearest training patch, synthetic patches are told from unseen real ones with an "
            f"AUC of {_written(self.synthetic)}; 0.5 is chance, and more means closer. Of the synthetic patches, "
            f"{_written(self.unusually_close)} are closer than all but {CLOSEST_SHARE} of the unseen ones."
        )

    @property
    def control(self) -> str:
        """The findings on training imagery itself, in words."""
        if self.scenes > 1:
            return (
                "Control: training patches, each compared with those of the other training scenes, against unseen ones "
                f"have {_written(self.training)}. The further that is from 0.5, the less the unseen imagery resembles "
                "the training imagery, and the less the first figure says."
            )
        return (
            "Control: training patches, each compared with the others of the only training scene, against unseen ones "
            f"have {_written(self.training)}. Patches of one scene resemble each other, so more than 0.5 is usual; "
            "name several scenes in TRAINING for a control between scenes."
        )

    def to_json(self) -> dict[str, Any]:
        """Return the findings as JSON-compatible values."""
        return {
            "finding": self.finding,
            "control": self.control,
            "auc": self.synthetic.to_json(),
            "auc_of_training_patches": self.training.to_json(),
            "training_scenes": self.scenes,
            "compared_with_other_scenes": self.scenes > 1,
            "unusually_close": self.unusually_close.to_json(),
        }


def membership_test(
    synthetic: NDArray[np.float64], unseen: NDArray[np.float64], training: TrainingDistances, seed: int = 0
) -> MembershipTest | None:
    """Return the test of distances to the nearest training patch, None if one of the sets is empty.

    Args:
        synthetic: distances of synthetic patches (n,).
        unseen: of real patches that the generator was not trained on (m,).
        training: of training patches to other ones.
        seed: of the bootstrap.
    """
    if not (len(synthetic) and len(unseen) and len(training.values)):
        return None
    draws = np.random.default_rng(seed)
    return MembershipTest(
        _bootstrapped(closer_auc, synthetic, unseen, draws),
        _bootstrapped(closer_auc, training.values, unseen, draws),
        _bootstrapped(_unusually_close, synthetic, unseen, draws),
        training.scenes,
    )


def distances_among(distances: NDArray[np.float64], sources: list[str]) -> NDArray[np.float64]:
    """Return the distance of each training patch to the nearest one of another scene, or of one scene to the nearest
    other one (n,); empty for a single patch.

    Args:
        distances: of all pairs (n, n).
        sources: name of the scene of each patch.
    """
    scenes = np.array(sources)
    same = scenes[:, None] == scenes[None] if len(set(sources)) > 1 else np.eye(len(scenes), dtype=bool)
    if same.all():
        return np.zeros(0)
    nearest: NDArray[np.float64] = np.where(same, np.inf, distances).min(axis=1)
    return nearest


def closer_auc(distances: NDArray[np.float64], unseen: NDArray[np.float64]) -> float:
    """Return the chance that a random one of some distances (n,) is smaller than one of unseen patches (m,); ties count
    half.
    """
    count, others = len(distances), len(unseen)
    ranks = rankdata(np.concatenate([distances, unseen]))[count:].sum()
    return float((ranks - others * (others + 1) / 2) / (count * others))


def _unusually_close(distances: NDArray[np.float64], unseen: NDArray[np.float64]) -> float:
    return float((distances < np.quantile(unseen, CLOSEST_SHARE)).mean())


def _bootstrapped(
    figure: Figure, distances: NDArray[np.float64], unseen: NDArray[np.float64], draws: np.random.Generator
) -> Estimate:
    found = [
        figure(draws.choice(distances, len(distances)), draws.choice(unseen, len(unseen))) for _ in range(RESAMPLES)
    ]
    low, high = np.quantile(found, [0.025, 0.975])
    return Estimate(figure(distances, unseen), float(low), float(high))


def _written(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"
