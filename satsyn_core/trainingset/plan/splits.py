"""Dividing chips into training, validation and test, so that the three do not share ground."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...contract.errors import InputError
from ...contract.progress import Reporter
from ...contract.wording import counted
from ...landcover.polygon_layers import read_polygon_layer
from .chips import Chips
from .footprints import GroundPlane
from .overlaps import overlap_earlier_ones, overlapping_pairs, overlapping_scenes

SPLITS = ("train", "validation", "test")
TRAIN, VALIDATION, TEST = range(3)

NEAR_OTHER_SPLIT = -1
"""In place of a split: the chip is left out, because it lies too near to a chip of another split."""

IN_NO_POLYGON = -2
"""In place of a split: the chip is left out, because it lies in no polygon of the user's layer."""

OVERLAPS_HELD_OUT = -3
"""In place of a split: the chip is left out, because its ground is validated or tested with another chip already."""

LEFT_OUT_REASONS = {
    NEAR_OTHER_SPLIT: "too near to another split",
    IN_NO_POLYGON: "in no polygon of the split layer",
    OVERLAPS_HELD_OUT: "overlapping another validation or test chip",
}

_WORDS = {
    "train": TRAIN,
    "training": TRAIN,
    "val": VALIDATION,
    "valid": VALIDATION,
    "validation": VALIDATION,
    "test": TEST,
    "testing": TEST,
}

# Large blocks lose little area to the buffer between them; with many blocks each split gets all kinds of land.
_BLOCKS_WANTED = 16
_SMALLEST_BLOCK_CHIPS = 2
_LARGEST_BLOCK_CHIPS = 16
_CHIPS_AT_ONCE = 10_000
_FAR_FROM_SHARES = 0.15


@dataclass(frozen=True)
class Shares:
    """Shares of training, validation and test chips; they add up to 1."""

    parts: tuple[float, float, float]

    @classmethod
    def parse(cls, text: str, name: str = "SPLIT") -> Shares:
        """Read "70 15 15", percentages or any numbers in proportion; missing ones are 0.

        Args:
            text: of a parameter.
            name: of the parameter.

        Raises:
            InputError: the text has another form, or no share for training.
        """
        words = [word for word in re.split(r"[\s,;/:%]+", text.strip()) if word]
        try:
            numbers = [float(word) for word in words]
        except ValueError:
            numbers = []
        if not 1 <= len(numbers) <= 3 or not all(0 <= number < float("inf") for number in numbers) or not numbers[0]:
            raise InputError(
                f'{name} "{text}" is not of the form "70 15 15": the shares of training, validation and test, the '
                "first above 0."
            )
        numbers += [0.0] * (3 - len(numbers))
        train, validation, test = (number / sum(numbers) for number in numbers)
        return cls((train, validation, test))


@dataclass(frozen=True)
class SplitOptions:
    """How chips are divided into training, validation and test.

    Attributes:
        method: "blocks", "scenes" or "polygons".
        shares: of the splits, for blocks and scenes.
        block: side of a block in chips; None for the one that `block_side` gives.
        layer, field: polygons and their attribute, for polygons.
        buffer: distance between chips of different splits, in pixels of the first scene.
    """

    method: str
    shares: Shares
    block: int | None
    layer: str
    field: str
    buffer: float


def divide(
    chips: Chips, plane: GroundPlane, options: SplitOptions, stride: int, seed: int, reporter: Reporter
) -> NDArray[np.int8]:
    """Return the split (n,) of each chip; below 0 for a reason to leave it out, see `LEFT_OUT_REASONS`.

    Args:
        chips: to divide.
        plane: on which their places are compared.
        options: what the user chose.
        stride: pixels from one chip to the next.
        seed: of the draw of blocks or scenes.
        reporter: gets what was decided.

    Raises:
        InputError: the chips cannot be divided in this way.
    """
    if options.method == "polygons":
        splits = by_polygons(chips, plane, options.layer, options.field, reporter)
    elif options.method == "scenes":
        splits = by_scenes(chips, plane, options.shares, seed)
    else:
        side = options.block or block_side(chips, stride)
        splits = by_blocks(chips, plane, side, options.shares, seed)
        reporter.log(f"The splits are blocks of {side} x {counted(side, 'chip')}.")
    splits = with_buffer(chips, plane, splits, options.buffer)
    for number, name in enumerate(SPLITS):
        if options.method != "polygons" and options.shares.parts[number] and not (splits == number).any():
            reporter.log(f"No chip is left for {name}: choose a smaller BUFFER or other SPLIT_BLOCK.", "warning")
    if options.method != "polygons":
        _warn_of_other_shares(splits, options, reporter)
    return splits


def _warn_of_other_shares(splits: NDArray[np.int8], options: SplitOptions, reporter: Reporter) -> None:
    """Warn where the splits come out far from the shares that the user asks for, and say why."""
    kept = splits[splits >= TRAIN]
    found = np.bincount(kept, minlength=3)[:3] / max(len(kept), 1)
    if np.abs(found - options.shares.parts).max() <= _FAR_FROM_SHARES:
        return
    asked = [(name, share, part) for name, share, part in zip(SPLITS, found, options.shares.parts) if share or part]
    shares = ", ".join(f"{100 * share:.0f} % {name} (asked for: {100 * part:.0f} %)" for name, share, part in asked)
    near = int(np.count_nonzero(splits == NEAR_OTHER_SPLIT))
    whole, other = ("scenes", "SPLIT_BY blocks") if options.method == "scenes" else ("blocks", "another SPLIT_BLOCK")
    reasons = [f"only whole {whole} can be divided"]
    advice = [other, "more imagery"]
    if near:
        reasons.append(
            f"{counted(near, 'chip')} nearer than BUFFER ({options.buffer:g} pixels) to a chip of another split "
            f"{'is' if near == 1 else 'are'} left out, training chips first"
        )
        advice.insert(0, "a smaller BUFFER")
    reporter.log(
        f"The splits come out as {shares}: {', and '.join(reversed(reasons))}. Choose {', '.join(advice[:-1])} or "
        f"{advice[-1]}.",
        "warning",
    )


def by_blocks(
    chips: Chips, plane: GroundPlane, side: int, shares: Shares, seed: int, advice: str = ""
) -> NDArray[np.int8]:
    """Return the split (n,) of each chip by square blocks of the plane, which all scenes share.

    Args:
        chips: to divide.
        plane: on which their places are compared.
        side: of a block, in chips.
        shares: of the splits.
        seed: of the draw of the blocks.
        advice: what to do where there are too few blocks; by default with the parameters of a training set.

    Raises:
        InputError: there are fewer blocks than splits.
    """
    blocks = np.floor(plane.middles(chips) / (side * chips.size)).astype(np.int64)
    _, units = np.unique(blocks, axis=0, return_inverse=True)
    smaller = f"smaller blocks with SPLIT_BLOCK (now {counted(side, 'chip')}), " if side > _SMALLEST_BLOCK_CHIPS else ""
    advice = advice or f"choose {smaller}a smaller CHIP_SIZE, more imagery, or other shares with SPLIT"
    return _draw_units(units.reshape(-1), shares, seed, _BLOCKS, advice)


def block_side(chips: Chips, stride: int) -> int:
    """Return the side of a block in chips that gives at least some dozen blocks, if chips are many enough."""
    area_in_chips = len(chips) * (min(stride, chips.size) / chips.size) ** 2
    side: int = math.ceil((area_in_chips / _BLOCKS_WANTED) ** 0.5)
    return min(max(side, _SMALLEST_BLOCK_CHIPS), _LARGEST_BLOCK_CHIPS)


def by_scenes(chips: Chips, plane: GroundPlane, shares: Shares, seed: int) -> NDArray[np.int8]:
    """Return the split (n,) of each chip by whole scenes; scenes that overlap go together.

    Raises:
        InputError: there are fewer scenes that do not overlap than splits.
    """
    groups = overlapping_scenes(plane)
    advice = "choose other shares with SPLIT, or SPLIT_BY blocks"
    return _draw_units(groups[chips.scene], shares, seed, _SCENES, advice)


def by_polygons(chips: Chips, plane: GroundPlane, layer: str, field: str, reporter: Reporter) -> NDArray[np.int8]:
    """Return the split (n,) of each chip by the polygon in which its middle lies, `IN_NO_POLYGON` without one.

    Args:
        chips: to divide.
        plane: on which their places are compared.
        layer: polygon layer, such as `areas.gpkg|layername=areas`.
        field: its attribute that says train, validation or test.
        reporter: gets a warning about features that are no polygons.

    Raises:
        InputError: the layer cannot be read or lacks the attribute, or the attribute says something else.
    """
    polygons, words = _split_polygons(layer, field, plane, reporter)
    splits = np.full(len(chips), IN_NO_POLYGON, np.int8)
    found = shapely.STRtree(polygons).query(shapely.points(plane.middles(chips)), predicate="intersects")
    # Where polygons overlap, test wins over validation, and validation over training.
    for chip, polygon in found.T:
        splits[chip] = max(splits[chip], words[polygon])
    return splits


def with_buffer(chips: Chips, plane: GroundPlane, splits: NDArray[np.int8], buffer: float) -> NDArray[np.int8]:
    """Return the splits (n,) with `NEAR_OTHER_SPLIT` for training chips nearer than `buffer` to a validation or test
    chip, and for validation chips nearer to a test chip.

    Args:
        chips: all that have a split or are left out.
        plane: on which their places are compared.
        splits: of the chips (n,).
        buffer: distance in pixels of the first scene; 0 keeps chips apart that overlap.
    """
    result: NDArray[np.int8] = splits.copy()
    footprints = plane.on_plane(chips)
    for split, kept in ((VALIDATION, (TEST,)), (TRAIN, (VALIDATION, TEST))):
        others = footprints[np.isin(result, kept)]
        if len(others):
            own = np.flatnonzero(result == split)
            result[own[_near(footprints[own], others, buffer)]] = NEAR_OTHER_SPLIT
    return result


def with_each_ground_once(
    chips: Chips, plane: GroundPlane, splits: NDArray[np.int8], reporter: Reporter
) -> NDArray[np.int8]:
    """Return the splits (n,) with `OVERLAPS_HELD_OUT` for validation and test chips that overlap an earlier one of
    their split: scores would count their ground several times. Where scenes overlap, the first one is kept.

    Args:
        chips: all that have a split or are left out.
        plane: on which their places are compared.
        splits: of the chips (n,).
        reporter: gets progress; may cancel.
    """
    result: NDArray[np.int8] = splits.copy()
    pairs = overlapping_pairs(plane)
    earlier = pairs[pairs[:, 1] < pairs[:, 0]]
    earlier = earlier[np.argsort(earlier[:, 0], kind="stable")]
    bounds = np.searchsorted(earlier[:, 0], np.arange(len(plane.grids) + 1))
    held_out = np.flatnonzero((splits == VALIDATION) | (splits == TEST))
    compared = held_out[np.isin(chips.scene[held_out], earlier)]
    footprints = np.full(len(chips), None, object)
    footprints[compared] = plane.on_plane(chips.select(compared))
    held_out = held_out[np.lexsort((chips.scene[held_out], splits[held_out]))]
    turns = np.flatnonzero(np.diff(chips.scene[held_out]) | np.diff(splits[held_out])) + 1
    parts = np.split(held_out, turns) if len(held_out) else []
    kept: dict[tuple[int, int], NDArray[np.integer]] = {}
    for number, own in enumerate(parts):
        reporter.check_cancelled()
        reporter.progress(number / len(parts), "Comparing the ground of validation and test chips")
        split, scene = int(splits[own[0]]), int(chips.scene[own[0]])
        others = earlier[bounds[scene] : bounds[scene + 1], 1].tolist()
        before = [kept[split, other] for other in others if (split, other) in kept]
        if before:
            own = np.delete(own, _near(footprints[own], footprints[np.concatenate(before)], 0))
        own = own[~overlap_earlier_ones(chips.select(own))]
        if len(own):
            kept[split, scene] = own
    result[held_out] = OVERLAPS_HELD_OUT
    for (split, _), scored in kept.items():
        result[scored] = split
    return result


def may_train(more: Chips, held_out: Chips, plane: GroundPlane, options: SplitOptions) -> NDArray[np.bool_]:
    """Return which of further chips (n,) may be trained on once the others are divided: those that keep the buffer to
    validation and test chips and, where polygons divide, lie in one for training.

    Raises:
        InputError: as `by_polygons`.
    """
    allowed = np.ones(len(more), bool)
    if options.method == "polygons":
        allowed = by_polygons(more, plane, options.layer, options.field, Reporter()) == TRAIN
    if len(held_out):
        allowed[_near(plane.on_plane(more), plane.on_plane(held_out), options.buffer)] = False
    return allowed


def _near(footprints: NDArray[np.object_], others: NDArray[np.object_], distance: float) -> NDArray[np.integer]:
    tree = shapely.STRtree(others)
    found = []
    for start in range(0, len(footprints), _CHIPS_AT_ONCE):
        part = footprints[start : start + _CHIPS_AT_ONCE]
        found.append(start + np.unique(tree.query(part, predicate="dwithin", distance=distance)[0]))
    return np.concatenate(found) if found else np.zeros(0, np.int64)


_BLOCKS = ("block", "blocks")
_SCENES = ("scene that overlaps no other", "scenes that do not overlap")


def _draw_units(
    units: NDArray[np.integer], shares: Shares, seed: int, what: tuple[str, str], advice: str
) -> NDArray[np.int8]:
    """Return the split of each chip (n,): chips of one unit have one split, and the splits have about the shares."""
    numbers, sizes = np.unique(units, return_counts=True)
    wanted = [split for split in (TRAIN, VALIDATION, TEST) if shares.parts[split] > 0]
    if len(numbers) < len(wanted):
        raise InputError(
            f"There {'is' if len(numbers) == 1 else 'are'} {counted(len(numbers), *what)} for "
            f"{counted(len(wanted), 'split')}: {advice}."
        )
    order = list(np.random.default_rng([seed, 1]).permutation(len(numbers)))
    targets = np.array(shares.parts) * sizes.sum()
    given = np.zeros(3)
    split_of = np.zeros(len(numbers), np.int8)

    def give(place: int, split: int) -> None:
        unit = order.pop(place)
        split_of[unit] = split
        given[split] += sizes[unit]

    # Every split gets a unit first, the small splits one of about their size.
    for split in sorted(wanted, key=lambda split: targets[split]):
        distances = [abs(sizes[unit] - targets[split]) for unit in order]
        give(int(np.argmin(distances)), split)
    while order:
        give(0, int(np.argmax(np.where(targets > 0, targets - given, -np.inf))))
    return split_of[np.searchsorted(numbers, units)]


def _split_polygons(
    path: str, field: str, plane: GroundPlane, reporter: Reporter
) -> tuple[NDArray[np.object_], NDArray[np.int8]]:
    """Return the polygons on the plane, and the split of each."""
    layer = read_polygon_layer(path, "polygons", "SPLIT_LAYER needs a layer of polygons", [field])
    if field not in layer.columns:
        known = ", ".join(layer.fields) or "none"
        raise InputError(f"{path} has no attribute {field} for SPLIT_FIELD; it has {known}.")
    words = np.array([str(word).strip().casefold() for word in layer.columns[field].tolist()], object)[layer.owners]
    unknown = sorted(set(words.tolist()) - set(_WORDS))
    if unknown:
        raise InputError(f'The attribute {field} of {path} says "{unknown[0]}": it may say train, validation or test.')
    placed = plane.place_polygons(layer.polygons, layer.crs)
    reasons = [
        f"{count} {reason}"
        for count, reason in (
            (layer.without_area, "without an area"),
            (placed.unplaced, "without a place in the scenes' coordinate system"),
        )
        if count
    ]
    if reasons:
        reporter.log(
            f"Of {counted(layer.features, 'feature')} in {path}, {' and '.join(reasons)}, which split nothing.",
            "warning",
        )
    return placed.shapes, np.array([_WORDS[word] for word in words[placed.owners].tolist()], np.int8)
