"""A segmentation model as the judge of synthetic imagery."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from ..errors import InputError
from ..landcover.scheme import ClassScheme
from ..segmentation.architecture import INPUT_MULTIPLE
from ..segmentation.model import SegmentationModel
from .filtering import PredictProbabilities


def load_segmenter(path: str, scheme: ClassScheme, bands: int) -> tuple[PredictProbabilities, SegmentationModel]:
    """Load a segmentation model that knows the classes of a set.

    Args:
        path: model file.
        scheme: classes of the set; the model may have them in another order.
        bands: of the imagery.

    Returns:
        What gives the probability of each class of `scheme` (K, h, w) for an image (bands, h, w), and the model.

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

    return predict, model
