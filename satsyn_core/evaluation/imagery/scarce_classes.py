"""Classes whose variety is not measured, because too few patches show them: which ones, and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...contract.evaluated_imagery import can_be_smaller
from .patches import Patches
from .range_coverage import MIN_PATCHES, MIN_PIXELS, ClassFigures


@dataclass(frozen=True)
class ScarceClasses:
    """Classes that are in the patches of which too few show enough of them.

    Attributes:
        patches: of each of these classes, real or other ones, whichever are fewer.
        present: number of classes in the patches.
        advice: what gives more patches, as a sentence.
    """

    patches: dict[str, int]
    present: int
    advice: str

    def in_words(self) -> str:
        """Return which classes are not measured, why, and what helps."""
        counts = ", ".join(f"{name} {number}" for name, number in self.patches.items())
        rule = (
            f"A class needs {MIN_PATCHES} real and {MIN_PATCHES} synthetic patches with {MIN_PIXELS} pixels of it or "
            "more, away from its borders."
        )
        measured = self.present - len(self.patches)
        found = (
            f"Variety was measured of {measured} of {self.present} classes: too few patches show the others ({counts})."
            if measured
            else f"Variety was not measured: too few patches show a class ({counts})."
        )
        return " ".join((found, rule, self.advice))


def scarce_classes(
    patches: Sequence[Patches], figures: Sequence[ClassFigures], class_names: Sequence[str], advice: str
) -> ScarceClasses | None:
    """Return the classes that are in patches and cannot be measured; None where all can.

    Args:
        patches: real ones, and those to compare with them.
        figures: of each of these.
        class_names: one a class.
        advice: what gives more patches.
    """
    present = [index for index in range(len(class_names)) if any((one.classes == index).any() for one in patches)]
    shown = {index: min(len(one.of_class(index)) for one in figures) for index in present}
    few = {class_names[index]: number for index, number in shown.items() if number < MIN_PATCHES}
    return ScarceClasses(few, len(present), advice) if few else None


def fewest(several: Sequence[ScarceClasses]) -> ScarceClasses:
    """Return the same classes of several sets as one, with the smallest numbers of patches."""
    patches = {name: min(one.patches[name] for one in several) for name in several[0].patches}
    return replace(several[0], patches=patches)


def more_patches(compared: int, count: int, most: int, patch: int) -> str:
    """Return what gives more patches of a class, as a sentence.

    Args:
        compared: patches of each set.
        count: greatest number of them that was asked for.
        most: from which variety is measured.
        patch: their side in pixels.
    """
    if compared >= most:
        return f"No more than {most} patches are used: make PATCH larger, so that more of them show these classes."
    if compared >= count:
        return f"More patches help: make COUNT larger, up to {most}."
    return f"More patches help: give more imagery{', or make PATCH smaller' if can_be_smaller(patch) else ''}."
