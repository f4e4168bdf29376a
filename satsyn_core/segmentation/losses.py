"""What a segmentation network learns from: losses by name, and their sums."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..learning.optional_packages import segmentation_models

LOSS_NAMES = ("cross-entropy", "dice", "jaccard", "focal")

BALANCED_CEILING = 10.0
"""Largest class weight of `balanced`: a class of a handful of pixels must not drown the others."""


class SegmentationLoss(nn.Module):
    """The sum of losses, each with weight 1, over the pixels whose class is known.

    Args:
        names: out of `LOSS_NAMES`.
        class_weights: one weight a class (K,); they act in cross-entropy.
    """

    def __init__(self, names: Sequence[str], class_weights: Tensor) -> None:
        super().__init__()
        self.names = tuple(names)
        self.class_weights: Tensor
        self.register_buffer("class_weights", class_weights.float())
        self._ignores_classes = bool((class_weights == 0).any())
        losses = segmentation_models().losses
        builders: Mapping[str, Callable[[], nn.Module]] = {
            "dice": lambda: losses.DiceLoss(losses.MULTICLASS_MODE, ignore_index=UNKNOWN),
            "focal": lambda: losses.FocalLoss(losses.MULTICLASS_MODE, ignore_index=UNKNOWN),
            "jaccard": lambda: losses.JaccardLoss(losses.MULTICLASS_MODE),
        }
        self.parts = nn.ModuleDict({name: builders[name]() for name in names if name in builders})

    def forward(self, logits: Tensor, labels: Tensor) -> dict[str, Tensor]:
        """Return each loss by name.

        Args:
            logits: (N, K, h, w).
            labels: class indices (N, h, w), 255 where the pixel counts in no loss.
        """
        logits, labels = logits.float(), labels.long()
        if not (labels != UNKNOWN).any():
            nothing = logits.sum() * 0
            return dict.fromkeys(self.names, nothing)
        return {name: self._part(name, logits, labels) for name in self.names}

    def _part(self, name: str, logits: Tensor, labels: Tensor) -> Tensor:
        if name == "cross-entropy":
            if self._ignores_classes and not self.class_weights[labels[labels != UNKNOWN]].any():
                return logits.sum() * 0  # its mean over the weights would be 0/0
            return cross_entropy(logits, labels, self.class_weights, ignore_index=UNKNOWN)
        if name == "jaccard":
            # This loss has no ignored value: it gets the known pixels alone, as one long image.
            known = labels != UNKNOWN
            logits, labels = logits.permute(0, 2, 3, 1)[known].T[None, :, :, None], labels[known][None, :, None]
        part: Tensor = self.parts[name](logits, labels)
        return part


def parse_loss(text: str) -> tuple[str, ...]:
    """Read "cross-entropy+dice" as the names of losses.

    Raises:
        InputError: a name is unknown or stands twice.
    """
    names = tuple(part.strip().lower() for part in text.split("+"))
    unknown = [name for name in names if name not in LOSS_NAMES]
    if unknown or len(set(names)) < len(names):
        raise InputError(
            f'LOSS "{text}" is not a sum of {", ".join(LOSS_NAMES)}, each at most once, as in "cross-entropy+dice".'
        )
    return names


def parse_class_weights(text: str | None, scheme: ClassScheme, pixels: Sequence[int]) -> Tensor:
    """Return one weight a class (K,), float32.

    Args:
        text: None for equal weights; "balanced" for weights that fall with the class's share of the training pixels;
            or weights by name, as in "road=2 building=1.5", 1 for those left out.
        scheme: of the classes.
        pixels: training pixels of each class.

    Raises:
        InputError: the text is neither, or names an unknown class.
    """
    weights = torch.ones(len(scheme.classes))
    if text is None or not text.strip() or text.strip().lower() == "none":
        return weights
    if text.strip().lower() == "balanced":
        return balanced_weights(pixels)
    entries = re.findall(r"([^=,;]+?)\s*=\s*([\d.]+)[\s,;]*", text)
    if not entries or re.sub(r"[\s,;]", "", "".join("=".join(entry) for entry in entries)) != re.sub(
        r"[\s,;]", "", text
    ):
        raise InputError(f'CLASS_WEIGHTS "{text}" is not "balanced" nor of the form "road=2 building=1.5".')
    for name, weight in entries:
        weights[scheme.index_of(name)] = _number(name, weight)
    return weights


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InputError(f'CLASS_WEIGHTS gives {name} the weight "{text}", which is no number.') from error


def balanced_weights(pixels: Sequence[int]) -> Tensor:
    """Return weights (K,) that fall with the root of a class's share, so that rare classes count more but noise in them
    does not rule; the mean over pixels is 1, and absent classes get 1.
    """
    counts = torch.tensor(pixels, dtype=torch.float64)
    weights = torch.where(counts > 0, counts.clamp_min(1).rsqrt(), 0)
    mean = (weights * counts).sum() / counts.sum().clamp_min(1)
    return torch.where(counts > 0, weights / mean.clamp_min(1e-12), 1.0).clamp_max(BALANCED_CEILING).float()
