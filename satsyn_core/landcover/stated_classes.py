"""What a user or QGIS states of the values of land cover, before the land cover itself is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..contract.raster_legends import legend_for, read_legends
from ..contract.scheme_library import OWN_VALUES, RECOGNISE, scheme_named


@dataclass(frozen=True)
class StatedClasses:
    """What is stated of the values of land cover.

    Attributes:
        classes: the text of CLASSES, such as "1=water 2=land 15=nodata", or None.
        scheme: SCHEME: an id, a file, `OWN_VALUES`, or `RECOGNISE`.
        legends: names by value, by path of the raster, from legends outside the raster.
        own_values: whether the classes to match to are those of the land cover itself, so that its values are theirs.
        buildings_apart: whether building footprints are given beside the land cover.
        model_metres: ground sampling distance of the model whose classes are matched to; None where there is no model.
        several: whether it is stated of several land covers, so that one need not have all that CLASSES names.
        by_names: whether CLASSES and SCHEME of the job are those of another land cover, so that names alone can say
            what values mean.
        chosen_model: name of the bundled model, where the user named none and what is stated may change which; or "".
        is_unclear: whether bare numbers may be those of several models, so that they are supposed to be those of none.
    """

    classes: str | None = None
    scheme: str = RECOGNISE
    legends: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    own_values: bool = False
    buildings_apart: bool = False
    model_metres: float | None = None
    several: bool = False
    by_names: bool = False
    chosen_model: str = ""
    is_unclear: bool = False

    def for_model(self, metres: float, *, chosen: str = "", unclear: bool = False) -> StatedClasses:
        """Return the same for the classes of a model with this ground sampling distance.

        Args:
            metres: the ground sampling distance.
            chosen: as `chosen_model`.
            unclear: as `is_unclear`.
        """
        return replace(self, model_metres=metres, chosen_model=chosen, is_unclear=unclear)

    def for_scenes(self, count: int) -> StatedClasses:
        """Return the same for a number of land covers."""
        return replace(self, several=count > 1)

    def for_names(self) -> StatedClasses:
        """Return the legends alone, for a land cover to which CLASSES and SCHEME of the job do not apply."""
        return StatedClasses(legends=self.legends, by_names=True)

    @classmethod
    def of(cls, stated: StatedClasses | str | None) -> StatedClasses:
        """Return `stated`, where a text or None is that of CLASSES alone."""
        return stated if isinstance(stated, StatedClasses) else cls(stated)

    @classmethod
    def read(cls, classes: str | None, scheme: str | None, legends: str | None) -> StatedClasses:
        """Read the parameters CLASSES, SCHEME and LEGENDS of a job.

        Raises:
            InputError: LEGENDS has another form, or there is no such class scheme.
        """
        # Names may leave it nothing to say, and a misspelt one would then pass.
        if scheme and scheme not in (RECOGNISE, OWN_VALUES):
            scheme_named(scheme)
        return cls(classes if classes and classes.strip() else None, scheme or RECOGNISE, read_legends(legends))

    def legend_of(self, path: str) -> Mapping[int, str]:
        """Return the names that a legend gives to the values of a raster; empty without one."""
        return legend_for(path, self.legends)
