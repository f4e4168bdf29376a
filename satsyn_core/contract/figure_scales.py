"""What the figures of trainings and reports mean, and from where on they are called poor, fair, good or very good.

The limits come from what this project's models reach, and from no standard. They let somebody who sees such a figure
for the first time place it; whoever compares two models compares the figures. docs/explanation/evaluation.md gives
them.
"""

from __future__ import annotations

from dataclasses import dataclass

WORDS = ("poor", "fair", "good", "very good")


@dataclass(frozen=True)
class FigureScale:
    """A figure and its scale.

    Attributes:
        label: the figure's name in a report.
        meaning: one sentence.
        limits: where fair, good and very good begin; falling where lower is better.
        target: what is best where both more and less are worse; the limits are then distances from it.
    """

    label: str
    meaning: str
    limits: tuple[float, float, float]
    target: float | None = None

    @property
    def name(self) -> str:
        """The label within a sentence: in lower case, but for the name of a person."""
        return self.label if self.label.startswith("Fréchet") else self.label.lower()

    @property
    def higher_is_better(self) -> bool:
        """Whether a larger figure is better; a figure with a target has distances, of which smaller ones are."""
        return self.limits[0] < self.limits[-1]

    def word(self, value: float | None) -> str:
        """Return the word for a value; empty where nothing was measured."""
        if value is None or value != value:  # not a number
            return ""
        found = value if self.target is None else abs(value - self.target)
        passed = [found >= limit if self.higher_is_better else found <= limit for limit in self.limits]
        return WORDS[sum(passed)]

    @property
    def described(self) -> str:
        """The scale in words, as "fair from 0.30, good from 0.50, very good from 0.70"."""
        if self.target is not None:
            return ", ".join(
                f"{word} within {limit:g} of {self.target:g}" for word, limit in zip(WORDS[1:], self.limits)
            )
        joint = "from" if self.higher_is_better else "up to"
        return ", ".join(f"{word} {joint} {limit:g}" for word, limit in zip(WORDS[1:], self.limits))


MEAN_IOU = FigureScale(
    "Mean IoU",
    "Of the pixels that map or truth give a class, the share where both do, averaged over the classes; 1 is a perfect "
    "map.",
    (0.3, 0.5, 0.7),
)
ACCURACY = FigureScale(
    "Overall accuracy",
    "The share of all pixels with the right class. Large classes decide it, so read it beside the mean IoU.",
    (0.7, 0.85, 0.95),
)
WEIGHTED_IOU = FigureScale(
    "Frequency-weighted IoU",
    "The IoU averaged over the classes by their area, so that rare classes hardly count.",
    (0.5, 0.7, 0.85),
)
CALIBRATION_ERROR = FigureScale(
    "Calibration error",
    "How far the network's confidence lies from the share of pixels where it is right; 0 means that 80 % confidence "
    "is right in 80 % of the cases.",
    (0.15, 0.08, 0.03),
)
PATCH_DISTANCE = FigureScale(
    "Distance of patches",
    "How far colours, grain and edges of generated patches are from real ones, in standard deviations of real ones; 0 "
    "is no difference.",
    (0.6, 0.4, 0.25),
)
VALUE_DISTANCE = FigureScale(
    "Distance of values",
    "How far the values of a class have to be shifted on average to become those of real imagery, as a share of the "
    "value range; 0 is no difference.",
    (0.08, 0.04, 0.02),
)
FRECHET_RATIO = FigureScale(
    "Fréchet ratio to the floor",
    "How far the imagery as a whole is from real imagery: its Fréchet distance over the floor, which is that of two "
    "parts of the real imagery; 1 means that it can't be told apart by these features.",
    (10, 5, 2),
)
FAITHFULNESS_RATIO = FigureScale(
    "Legibility of the classes",
    "Mean IoU of a network trained on real imagery, on the synthetic over the real imagery. Below 1 the classes are "
    "hard to recognise; above 1 the imagery is easier than the real one, which teaches a network less.",
    (0.5, 0.3, 0.1),
    target=1,
)
RANGE_COVERAGE = FigureScale(
    "Variety",
    "The share of the real range of brightness, colour and grain of each class that the imagery covers; real imagery "
    "against other real imagery reaches about 0.85.",
    (0.4, 0.6, 0.8),
)
COVERAGE = FigureScale(
    "Coverage",
    "The share of real patches that have a synthetic patch close by; low values mean that kinds of places are missing.",
    (0.3, 0.6, 0.85),
)
SEAMS = FigureScale(
    "Seam index",
    "Steps at the borders of blocks over steps elsewhere; 1 means that no seam can be seen.",
    (0.2, 0.1, 0.05),
    target=1,
)
