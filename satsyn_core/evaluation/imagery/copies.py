"""The copy audit: whether synthetic imagery repeats imagery that the generator was trained on.

The audit finds the most similar place of the training imagery for every synthetic patch: in pixels, over all shifts,
quarter turns and mirrorings, and in features. It does the same for real patches that the generator was not trained on.
Two images of one region are alike although neither copies the other, so these patches are the control.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist
from scipy.stats import mannwhitneyu

from ...contract.evaluated_imagery import can_be_smaller
from ...contract.own_files import listed
from ...contract.progress import Reporter
from ...scenes.imagery import LabelledImagery
from .copy_chances import (
    COPY_CORRELATION,
    FEWEST_UNSEEN,
    REPEATED_SHARE,
    SIGNIFICANT,
    chances_of_any,
    repeats,
    repeats_by_chance,
)
from .features import FeatureExtractor
from .membership import MembershipTest, TrainingDistances, distances_among, membership_test
from .patch_search import PatchMatch, best_matches
from .patches import Patches, PatchPlace
from .symmetries import Symmetry

PAIRS_SHOWN = 6
"""Most similar pairs that the audit keeps as pictures."""


@dataclass(frozen=True)
class CopyPair:
    """A synthetic patch and the training imagery most similar to it.

    Attributes:
        correlation: of their pixels, 1 for the same picture.
        synthetic, training: images (bands, size, size); the training imagery is turned and mirrored to match.
        place, found: where they lie.
        symmetry: turns and mirrors the synthetic patch into the orientation of the training imagery.
    """

    correlation: float
    synthetic: NDArray[np.generic]
    training: NDArray[np.generic]
    place: PatchPlace
    found: PatchPlace
    symmetry: Symmetry


@dataclass(frozen=True)
class CopyAudit:
    """The findings of the audit.

    Attributes:
        correlations: of synthetic patches to their most similar training imagery (n,); `control` of unseen real ones.
        feature_distances: to the nearest training patch (n,); `control_distances` of unseen real ones.
        p_closest: chance that unseen real imagery has a patch as similar as the most similar synthetic one.
        p_pixels, p_features: chance that synthetic patches are no closer to training imagery than unseen real ones.
        copies: number of synthetic patches that are copies.
        pairs: synthetic patches with the training imagery most similar to them, the most similar first.
        membership: whether distances in features tell synthetic patches from unseen real ones.
        repeated: names of the unseen real imagery with patches that training imagery repeats as copies would.
        remedy: what gives more unseen patches with enough detail, as a sentence.
        unclear: number of synthetic patches that are no copies only because the control is so small.
    """

    correlations: NDArray[np.float64]
    control: NDArray[np.float64]
    feature_distances: NDArray[np.float64]
    control_distances: NDArray[np.float64]
    p_closest: float
    p_pixels: float
    p_features: float
    copies: int
    pairs: tuple[CopyPair, ...]
    membership: MembershipTest | None = None
    repeated: tuple[str, ...] = ()
    remedy: str = ""
    unclear: int = 0

    @property
    def is_undecided(self) -> bool:
        """Whether too few patches have enough detail to tell copies from chance, or the control is none."""
        is_too_small = len(self.control) < FEWEST_UNSEEN or self.is_control_small
        return not len(self.correlations) or is_too_small or self.is_control_seen

    @property
    def is_control_seen(self) -> bool:
        """Whether synthetic patches could be copies and do not stand out, because the control repeats training imagery
        itself; findings all the same count.
        """
        could_be_copies = self.correlations.max(initial=-1.0) >= COPY_CORRELATION
        is_repeated = bool(repeats(self.control).any()) and not repeats_by_chance(self.control)
        return is_repeated and could_be_copies and not self.copies and not self.is_whole_too_close

    @property
    def is_control_small(self) -> bool:
        """Whether synthetic patches could be copies, and the control is too small to tell; findings all the same
        count.
        """
        return bool(self.unclear) and not self.copies and not self.is_whole_too_close

    @property
    def is_one_unusual(self) -> bool:
        """Whether the most similar patch is more so than chance explains, though no copy, and the whole is not."""
        return not self.copies and not self.is_whole_too_close and self.p_closest < SIGNIFICANT

    @property
    def is_whole_too_close(self) -> bool:
        """Whether synthetic patches as a whole are closer to the training imagery than unseen real ones are."""
        return min(self.p_pixels, self.p_features) < SIGNIFICANT

    @property
    def verdict(self) -> str:
        """The finding in words."""
        closest = float(self.correlations.max(initial=-1.0))
        if not len(self.correlations):
            return (
                "Whether this imagery copies is not known: no synthetic patch has enough detail to be found again. "
                "Make PATCH larger, or measure imagery that shows more than one even area."
            )
        if self.is_control_seen:
            return (
                "Whether this imagery copies is not known: the control shows training imagery, or ground with as "
                f"little detail. Patches of {listed(self.repeated)}, which count as unseen, have a correlation of up "
                f"to {float(self.control.max()):.3f} to it, and copies have {COPY_CORRELATION} or more. Give other "
                "imagery in REAL, of ground that the generator was not trained on."
            )
        if self.is_undecided:
            if self.is_control_small:
                return (
                    f"Whether this imagery copies is not known: only {len(self.control)} unseen real patches have "
                    "enough detail to compare with, and more are needed to tell copies from chance. The most similar "
                    f"of {len(self.correlations)} synthetic patches has a correlation of {closest:.3f} to training "
                    f"imagery; copies have {COPY_CORRELATION} or more. {self.remedy}"
                )
            return (
                f"Whether this imagery copies is not known: of the unseen real patches, {len(self.control)} have "
                f"enough detail to compare with, and {FEWEST_UNSEEN} are needed at least. The most similar of "
                f"{len(self.correlations)} synthetic patches has a correlation of {closest:.3f} to training imagery; "
                f"copies have {COPY_CORRELATION} or more. {self.remedy}"
            )
        if self.copies:
            return (
                f"Copies found: {self.copies} of {len(self.correlations)} synthetic patches repeat training imagery "
                f"(correlation up to {closest:.3f}, p = {self.p_closest:.2g}). Do not publish this imagery in place of "
                "imagery that must not be published."
            )
        if self.is_whole_too_close:
            return (
                "No single patch is a copy, but synthetic patches as a whole are closer to the training imagery than "
                f"unseen real ones are (p = {min(self.p_pixels, self.p_features):.2g}): look at the pairs before you "
                "publish. A control from another place than the training imagery gives the same picture."
            )
        if self.is_one_unusual:
            few_repeat = repeats_by_chance(self.control)
            others = self.control[~repeats(self.control)] if few_repeat else self.control
            return (
                f"No copy: copies have a correlation of {COPY_CORRELATION} or more to training imagery, and the most "
                f"similar of {len(self.correlations)} synthetic patches has {closest:.3f}. That is unusual all the "
                f"same: unseen real patches reach {float(others.max(initial=-1.0)):.3f}"
                f"{', but for less than 1 % of them that repeat training imagery' if few_repeat else ''}, and the "
                f"chance that one of as many is so similar is small (p = {self.p_closest:.2g}). Look at that pair. "
                "Patches with little detail, such as bare ground, can be so similar without being copies."
            )
        reached = float(self.control.max(initial=-1.0))
        return (
            f"No sign of copying: the most similar of {len(self.correlations)} synthetic patches has a correlation of "
            f"{closest:.3f} to training imagery, unseen real patches reach {reached:.3f}, and the difference is no "
            f"more than chance explains (p = {self.p_closest:.2g})."
        )

    @property
    def rule(self) -> str:
        """How the verdict is reached, in words."""
        return (
            f"Rule: a patch is a copy if its correlation is {COPY_CORRELATION} or more, and the chance that any unseen "
            f"real patch would be that similar (p) is below {SIGNIFICANT}. Both must hold. The patches as a whole are "
            "too close if their correlations or their distances in features are closer than those of unseen patches "
            f"with p below {SIGNIFICANT}. Where a patch has that correlation and is no copy, nothing is known if "
            f"{100 * REPEATED_SHARE:g} % of the unseen patches or more have it, too."
        )

    @property
    def clean(self) -> bool:
        """Whether copies were searched for, and none were found."""
        return not self.is_undecided and not self.copies and not self.is_whole_too_close

    def to_json(self) -> dict[str, Any]:
        """Return the findings as JSON-compatible values."""
        return {
            "verdict": self.verdict,
            "rule": self.rule,
            "decided": not self.is_undecided,
            "copies": None if self.is_undecided else self.copies,
            "p_closest": None if self.is_undecided else self.p_closest,
            "p_pixels": None if self.is_undecided else self.p_pixels,
            "p_features": None if self.is_undecided else self.p_features,
            "synthetic_patches": len(self.correlations),
            "control_patches": len(self.control),
            "correlation": {"synthetic": _summary(self.correlations), "control": _summary(self.control)},
            "feature_distance": {
                "synthetic": _summary(self.feature_distances),
                "control": _summary(self.control_distances),
            },
            "membership": None if self.membership is None else self.membership.to_json(),
            "closest_pairs": [
                {
                    "correlation": pair.correlation,
                    "synthetic": str(pair.place),
                    "training": str(pair.found),
                    "training_shows_synthetic": str(pair.symmetry),
                }
                for pair in self.pairs
            ],
            "method": "normalised cross-correlation of the band mean over all shifts, turns and mirrorings, for "
            "synthetic and control patches alike; nearest neighbours in features; p of the closest patch by "
            "Student's t from the mean and deviation of the control's Fisher-transformed correlations, corrected for "
            "the number of patches; otherwise Mann-Whitney",
        }


@dataclass(frozen=True)
class SkippedAudit:
    """An audit that was not made; `verdict` says why in words."""

    verdict: str

    def to_json(self) -> dict[str, Any]:
        """Return the reason as JSON-compatible values."""
        return {"verdict": self.verdict}


@dataclass(frozen=True)
class SearchedImagery:
    """Training imagery that is searched for copies.

    Attributes:
        sources: all of it, for the comparison in pixels.
        patches: drawn from it, for the comparison in features.
        spread: of its value range, in digital numbers.
        unseen: the place in it that is most similar to each patch of the control; None where an audit searches itself.
    """

    sources: Sequence[LabelledImagery]
    patches: Patches
    spread: float
    unseen: Sequence[PatchMatch | None] | None = None


def audit_copies(
    synthetic: Patches,
    control: Patches,
    training: SearchedImagery,
    extractor: FeatureExtractor,
    reporter: Reporter,
    count: int,
) -> CopyAudit:
    """Search for training imagery in synthetic patches.

    Args:
        synthetic: patches to audit.
        control: real patches that the generator was not trained on.
        training: the imagery that it was trained on.
        extractor: gives features.
        reporter: gets progress; may cancel.
        count: greatest number of patches that was asked for.
    """
    matches = best_matches(synthetic.images, training.sources, training.spread, reporter.part(0, 0.45))
    unseen = training.unseen
    if unseen is None:
        unseen = best_matches(control.images, training.sources, training.spread, reporter.part(0.45, 0.9))
    found, expected = _correlations(matches), _correlations(unseen)
    known = extractor.features(training.patches)
    apart, usual = (cdist(extractor.features(patches), known).min(axis=1) for patches in (synthetic, control))
    chances = chances_of_any(found, expected)
    could_be = found >= COPY_CORRELATION
    copies = could_be & (chances < SIGNIFICANT)
    would_be = could_be & (chances_of_any(found, expected, is_exact=True) < SIGNIFICANT)
    unclear = int((would_be & ~copies).sum())
    too_few = len(control) < FEWEST_UNSEEN or (unclear > 0 and len(expected) == len(control))
    limited = len(control) == count
    return CopyAudit(
        correlations=found,
        control=expected,
        feature_distances=apart,
        control_distances=usual,
        p_closest=float(chances.min(initial=1.0)),
        p_pixels=_shifted(found, expected),
        p_features=_shifted(-apart, -usual),
        copies=int(copies.sum()),
        pairs=_pairs(synthetic, matches, training.sources),
        membership=membership_test(apart, usual, _training_distances(training.patches, known)),
        repeated=_repeated(control, unseen),
        remedy=_more_detail(control, too_few=too_few, limited=limited),
        unclear=unclear,
    )


def _repeated(control: Patches, matches: Sequence[PatchMatch | None]) -> tuple[str, ...]:
    """Return the names of the imagery whose patches have a match as good as a copy."""
    pairs = zip(control.places, matches, strict=True)
    found = [place.source for place, match in pairs if match is not None and match.correlation >= COPY_CORRELATION]
    return tuple(dict.fromkeys(found))


def _more_detail(control: Patches, *, too_few: bool, limited: bool) -> str:
    """Return what gives more unseen patches with enough detail, as a sentence; their number may be what is limited."""
    if too_few and not limited:
        side = control.images.shape[-1]
        return (
            "Give more real imagery that the generator was not trained on"
            f"{', or make PATCH smaller' if can_be_smaller(side) else ''}."
        )
    if limited:
        return "Make PATCH or COUNT larger, or give more real imagery that the generator was not trained on."
    return "Make PATCH larger, or give more real imagery that the generator was not trained on."


def _training_distances(patches: Patches, features: NDArray[np.float64]) -> TrainingDistances:
    scenes = [place.source for place in patches.places]
    return TrainingDistances(distances_among(cdist(features, features), scenes), len(set(scenes)))


def _correlations(matches: Sequence[PatchMatch | None]) -> NDArray[np.float64]:
    return np.array([match.correlation for match in matches if match is not None], np.float64)


def _shifted(values: NDArray[np.float64], control: NDArray[np.float64]) -> float:
    """Return the chance that values lie above the control's as they do, if there is no difference."""
    if not len(values) or not len(control):
        return 1.0
    return float(mannwhitneyu(values, control, alternative="greater").pvalue)


def _pairs(
    synthetic: Patches, matches: Sequence[PatchMatch | None], training: Sequence[LabelledImagery]
) -> tuple[CopyPair, ...]:
    present = [(number, match) for number, match in enumerate(matches) if match is not None]
    closest = sorted(present, key=lambda entry: -entry[1].correlation)[:PAIRS_SHOWN]
    return tuple(
        CopyPair(
            correlation=match.correlation,
            synthetic=synthetic.images[number],
            training=match.symmetry.invert(training[match.source].read_imagery(match.window)),
            place=synthetic.places[number],
            found=PatchPlace(training[match.source].name, training[match.source].grid, match.window),
            symmetry=match.symmetry,
        )
        for number, match in closest
    )


def _summary(values: NDArray[np.float64]) -> dict[str, float]:
    if not len(values):
        return {}
    quantiles = np.quantile(values, [0, 0.5, 0.95, 1])
    return dict(zip(("least", "median", "percentile_95", "greatest"), quantiles.tolist(), strict=True))
