"""Whether a network takes the images of a training and of an evaluation: found out before any of them is read."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from affine import Affine

from ..contract.errors import InputError, first_words
from ..raster.grid import Grid
from ..raster.reading import open_raster
from ..scenes.sources import SceneSource
from .architecture import SegmentationArchitecture, build_network
from .prediction import WindowPlan

_LARGER_CROPS = (64, 96, 128, 192, 256, 384, 512)

_TRIED_CROPS = 2
"""Crops of a batch that stand for any more: networks that normalise by the batch need two."""


class NetworkTrial:
    """A network of some architecture, tried on images of sizes but no content, which takes next to no time."""

    def __init__(self, decoder: str, encoder: str) -> None:
        """Build the network.

        Raises:
            InputError: as `build_network`.
        """
        self._architecture = SegmentationArchitecture(2, decoder=decoder, encoder=encoder)
        self._network = build_network(self._architecture).to("meta")

    def check_crops(self, size: int, batch: int) -> None:
        """Check that the network learns from crops of this size, and is validated on them.

        Raises:
            InputError: it does not; with what would do.
        """
        problem = self._problem_of_crops(size, batch)
        if problem is None:
            return
        decoder, encoder = self._architecture.decoder, self._architecture.encoder
        if batch < _TRIED_CROPS and self._problem_of_crops(size, _TRIED_CROPS) is None:
            raise InputError(
                f"BATCH must be at least {_TRIED_CROPS} with the architecture {decoder}, the encoder {encoder} and "
                f"CROP {size}: it normalises parts of its crops by all crops of the batch."
            )
        for larger in _LARGER_CROPS:
            if larger > size and self._problem_of_crops(larger, max(batch, _TRIED_CROPS)) is None:
                raise InputError(
                    f"CROP {size} is too small for the architecture {decoder} and the encoder {encoder}: make CROP at "
                    f"least {larger}, with BATCH at least {_TRIED_CROPS}."
                )
        raise InputError(
            f"The architecture {decoder} on the encoder {encoder} takes no crops of {size} pixels ({problem}): choose "
            "another ENCODER and ARCHITECTURE, such as resnet18 and Unet."
        )

    def check_windows(self, sources: Iterable[SceneSource]) -> None:
        """Check that the network predicts the windows in which scenes are evaluated.

        Raises:
            InputError: it does not, or imagery cannot be read.
        """
        tried = set()
        for source in sources:
            size = WindowPlan.fitting(_grid_of(source)).size
            if size not in tried:
                self._check_window(size, source.files.name)
            tried.add(size)

    def check_chips(self, size: int) -> None:
        """Check that the network predicts the windows in which chips with this side are evaluated.

        Raises:
            InputError: it does not.
        """
        grid = Grid(None, Affine.identity(), size, size)
        self._check_window(WindowPlan.fitting(grid).size, f"A chip of {size} pixels")

    def _check_window(self, size: int, evaluated: str) -> None:
        problem = self._problem(size, 1, training=False)
        if problem is not None:
            raise InputError(
                f"{evaluated} is evaluated in windows of {size} pixels, and the architecture "
                f"{self._architecture.decoder} on the encoder {self._architecture.encoder} takes none ({problem}): "
                "choose another ENCODER and ARCHITECTURE, such as resnet18 and Unet."
            )

    def _problem_of_crops(self, size: int, batch: int) -> str | None:
        learning = self._problem(size, min(batch, _TRIED_CROPS), training=True)
        return self._problem(size, 1, training=False) if learning is None else learning

    def _problem(self, size: int, batch: int, *, training: bool) -> str | None:
        """Return what is wrong with images of a size, in words of the libraries; None if nothing is."""
        for device in ("meta", "cpu"):
            # Not every operation can do without content: only a network with content is refused.
            network = self._network if device == "meta" else build_network(self._architecture)
            try:
                with torch.no_grad():
                    network.train(training)(torch.zeros(batch, self._architecture.bands, size, size, device=device))
            except Exception as error:  # whatever libraries raise
                found = first_words(error)
            else:
                return None
        return found


def _grid_of(source: SceneSource) -> Grid:
    with open_raster(source.files.imagery) as dataset:
        grid = Grid.of(dataset)
    return grid if source.window is None else grid.cut(source.window)
