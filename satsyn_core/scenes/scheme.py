"""The classes of a job's land cover: those of the user's scheme, or else those that the land cover shows."""

from __future__ import annotations

from collections.abc import Sequence

from ..contract.class_scheme import ClassScheme, read_scheme
from ..contract.progress import Reporter
from ..landcover.inferred_scheme import infer_scheme


def stated_or_inferred_scheme(
    stated: str | None, land_cover: Sequence[str], classes: str | None, *, with_buildings: bool, reporter: Reporter
) -> ClassScheme:
    """Return the scheme that a job works with.

    Args:
        stated: the user's file, see `read_scheme`; None or empty for none.
        land_cover: rasters of one legend.
        classes: the user's text, see `infer_scheme`.
        with_buildings: whether building footprints will be drawn over the land cover, so that they need a class.
        reporter: gets progress and may cancel.

    Raises:
        InputError: the file does not describe a scheme, or none can be inferred.
    """
    if stated:
        return read_scheme(stated)
    return infer_scheme(land_cover, classes, with_buildings=with_buildings, reporter=reporter)
