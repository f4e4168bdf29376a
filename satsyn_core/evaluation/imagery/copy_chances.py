"""What chance explains in a search for copies: how similar unseen real patches are to training imagery."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, t

SIGNIFICANT = 0.01
"""Significance level: chance alone would report a copy in one of a hundred audits."""

COPY_CORRELATION = 0.9
"""A patch of less correlation is no copy, however unusual the correlation is."""

REPEATED_SHARE = 0.01
"""Share of the control that must repeat training imagery as copies would for the control to count as seen.

A patch of desert or water does so by chance. Below this share, such patches count as `COPY_CORRELATION` where chance is
told: at its full correlation, one repetition would widen the control until copies no longer stand out of it.
"""

SPREAD_FLOOR = 0.05
"""Least standard deviation of the Fisher-transformed correlations, so that few similar patches do not make it tiny."""

FEWEST_UNSEEN = 5
"""Unseen patches with enough detail from which chance can be told at all: beside fewer, hardly a copy stands out."""


def chances_of_any(
    found: NDArray[np.float64], control: NDArray[np.float64], *, is_exact: bool = False
) -> NDArray[np.float64]:
    """Return, for each of n correlations, the chance that any of n other unseen patches has one as high.

    Mean and deviation are estimated from the control. Student's t allows for that: with the normal distribution, a
    small control gives several times as many false alarms as `SIGNIFICANT` says.

    Args:
        found: correlations of synthetic patches (n,).
        control: those of unseen real patches (m,).
        is_exact: take the estimates for exact, as if there were any number of unseen patches.
    """
    count = len(control)
    if count < FEWEST_UNSEEN:
        return np.ones(len(found))
    usual = _fisher(np.minimum(control, COPY_CORRELATION) if repeats_by_chance(control) else control)
    apart = (_fisher(found) - usual.mean()) / max(float(usual.std(ddof=1)), SPREAD_FLOOR)
    single = norm.sf(apart) if is_exact else t.sf(apart / np.sqrt(1 + 1 / count), count - 1)
    chances: NDArray[np.float64] = -np.expm1(len(found) * np.log1p(-np.minimum(single, 1 - 1e-12)))
    return chances


def repeats(control: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which unseen patches (n,) repeat training imagery as copies would."""
    found: NDArray[np.bool_] = control >= COPY_CORRELATION
    return found


def repeats_by_chance(control: NDArray[np.float64]) -> bool:
    """Return whether unseen patches repeat training imagery, and so few that it may be chance."""
    return bool(0 < np.count_nonzero(repeats(control)) < REPEATED_SHARE * len(control))


def _fisher(correlation: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.arctanh(np.clip(correlation, -1 + 1e-6, 1 - 1e-6))
