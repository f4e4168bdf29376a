"""Removing labels that synthetic imagery contradicts.

The idea of FreeMask (Yang et al., NeurIPS 2023): a segmentation network that was trained on real imagery predicts the
classes of synthetic imagery. A pixel whose loss is well above the usual loss of its class, and for which the network
predicts another class, is no example of its class.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from ...contract.class_scheme import UNKNOWN, ClassScheme
from ...contract.errors import InputError
from ...segmentation.architecture import INPUT_MULTIPLE
from ...segmentation.model import SegmentationModel

PredictProbabilities = Callable[[NDArray[np.generic]], NDArray[np.floating]]
"""From an image (bands, h, w) in digital numbers to the probability of each class (K, h, w)."""

_LEAST_PROBABILITY = 1e-7


@dataclass(frozen=True)
class FilterModel:
    """A segmentation model that is ready for the classes of a set.

    Attributes:
        name, digest: of the model file.
        predict: the network.
    """

    name: str
    digest: str
    predict: PredictProbabilities


@dataclass(frozen=True)
class PixelFilter:
    """Removes labels that imagery does not show.

    Attributes:
        model: the segmentation model.
        usual_loss: mean loss of each class (K,); infinity for a class without pixels.
        tolerance: how many times the usual loss a pixel may have.
    """

    model: FilterModel
    usual_loss: NDArray[np.float64]
    tolerance: float

    def apply(self, image: NDArray[np.generic], labels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
        """Return the labels that an image shows, and the share of the labels that was removed.

        Args:
            image: digital numbers (bands, h, w).
            labels: class indices (h, w), 255 where there is no label.

        Returns:
            Labels (h, w) with 255 where the image contradicts them, and the share, 0 to 1.
        """
        probabilities = self.model.predict(image)
        loss = pixel_loss(probabilities, labels)
        known = labels != UNKNOWN
        limit = np.zeros(labels.shape)
        limit[known] = self.tolerance * self.usual_loss[labels[known]]
        contradicted = known & (probabilities.argmax(axis=0) != labels) & (loss > limit)
        kept = np.where(contradicted, np.uint8(UNKNOWN), labels)
        before, after = (int(np.count_nonzero(pixels != UNKNOWN)) for pixels in (labels, kept))
        return kept, round(1 - after / max(before, 1), 6)


class UsualLoss:
    """Finds the mean loss of each class, chip by chip."""

    def __init__(self, classes: int) -> None:
        self._sums = np.zeros(classes)
        self._pixels = np.zeros(classes, np.int64)

    def add(self, probabilities: NDArray[np.floating], labels: NDArray[np.uint8]) -> None:
        """Add a chip: probabilities (K, h, w), labels (h, w)."""
        known = labels != UNKNOWN
        loss = pixel_loss(probabilities, labels)[known]
        classes = len(self._sums)
        self._sums += np.bincount(labels[known], weights=loss, minlength=classes)
        self._pixels += np.bincount(labels[known], minlength=classes)

    def result(self) -> NDArray[np.float64]:
        """Return the mean loss of each class (K,), infinity for classes without a pixel."""
        return np.where(self._pixels > 0, self._sums / np.maximum(self._pixels, 1), np.inf)


def pixel_loss(probabilities: NDArray[np.floating], labels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the cross-entropy of each pixel (h, w), 0 where it has no label."""
    known = labels != UNKNOWN
    index = np.where(known, labels, 0)[None].astype(np.int64)
    own = np.take_along_axis(probabilities, index, axis=0)[0].astype(np.float64)
    return np.where(known, -np.log(np.maximum(own, _LEAST_PROBABILITY)), 0.0)


def load_filter_model(path: str, scheme: ClassScheme, bands: int) -> FilterModel:
    """Load a segmentation model whose classes include those of a set.

    Args:
        path: model file.
        scheme: classes of the set; the model may have them in another order.
        bands: of the imagery.

    Returns:
        The model; its probabilities (K, h, w) are in the order of `scheme`.

    Raises:
        InputError: the file is no segmentation model, or has other bands or classes.
    """
    model = SegmentationModel.load(path)
    model.check_bands("The imagery of the set", bands)
    order = [model.scheme.find(name) for name in scheme.names]
    lacking = [name for name, place in zip(scheme.names, order, strict=True) if place is None]
    if lacking:
        raise InputError(
            f"The filter model {model.name} has no class {lacking[0]} (it has {', '.join(model.scheme.names)}): choose "
            "one that was trained on the classes of this set."
        )
    places = torch.tensor([place for place in order if place is not None])

    @torch.inference_mode()
    def predict(image: NDArray[np.generic]) -> NDArray[np.float32]:
        height, width = image.shape[1:]
        values = model.normalisation.to_network(image, np.ones((height, width), bool))
        padding = ((0, 0), (0, -height % INPUT_MULTIPLE), (0, -width % INPUT_MULTIPLE))
        network_input = torch.from_numpy(np.pad(values, padding, mode="edge"))[None]
        logits = model.network(network_input)[0, places, :height, :width]
        probabilities: NDArray[np.float32] = logits.float().softmax(0).numpy()
        return probabilities

    return FilterModel(model.name, model.digest, predict)
