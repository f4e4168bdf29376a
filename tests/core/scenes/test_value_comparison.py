"""Digital numbers of imagery against those that a model was trained on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from satsyn_core.contract.errors import InputError
from satsyn_core.scenes.pairs import open_imagery
from satsyn_core.scenes.value_comparison import (
    FoundValues,
    KnownValues,
    compare_scenes,
    compare_values,
    conversion,
    sample_values,
    summarised,
)
from tests.support.rasters import RasterFactory, RecordingReporter

BYTES = KnownValues("photographs", 0, 255, "uint8")
SENTINEL = KnownValues("sentinel", 0, 3000, "uint16")
FLOATS = KnownValues("radar", -25, 5, "float32")


def _numbers(low: float, high: float, dtype: str) -> FoundValues:
    sample = np.random.default_rng(3).uniform(low, high, 5000).astype(dtype)
    return FoundValues("/somewhere/north.tif", dtype, sample)


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (_numbers(0, 1, "float32"), BYTES),
        (_numbers(0, 1, "float64"), SENTINEL),
        (_numbers(-1, 1, "float32"), BYTES),
        (_numbers(0, 10_000, "uint16"), BYTES),
        (_numbers(300, 4000, "int16"), BYTES),
        (_numbers(5000, 60_000, "uint16"), SENTINEL),
        (_numbers(0, 255, "uint8"), FLOATS),
        (_numbers(0, 255, "uint8"), KnownValues("sentinel", 0, 9800, "uint16")),
    ],
)
def test_other_units_are_refused_with_both_ranges_and_the_remedy(found: FoundValues, known: KnownValues) -> None:
    reporter = RecordingReporter()
    with pytest.raises(InputError, match="these are other units") as refused:
        compare_values(found, known, reporter)
    sentence = str(refused.value)
    assert f"trained on {known.dtype} numbers from {known.low:g} to {known.high:g}" in sentence
    assert f"{found.dtype} numbers, most of them from" in sentence
    assert "gdal_translate -ot" in sentence


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (_numbers(10, 240, "uint16"), BYTES),
        (_numbers(0, 255, "float32"), BYTES),
        (_numbers(0, 100, "float32"), BYTES),
        (_numbers(0, 255, "uint8"), SENTINEL),
        (_numbers(0, 9, "uint8"), BYTES),
        (_numbers(0, 4000, "uint16"), SENTINEL),
    ],
)
def test_unlikely_units_are_warned_of(found: FoundValues, known: KnownValues, reporter: RecordingReporter) -> None:
    compare_values(found, known, reporter)
    assert "If these are other units, the result is wrong" in reporter.warnings[0]


@pytest.mark.parametrize(
    ("first", "other", "said"),
    [
        (_numbers(0, 1, "float32"), _numbers(0, 10_000, "float32"), "refused"),
        (_numbers(0, 255, "uint8"), _numbers(0, 10_000, "uint16"), "refused"),
        (_numbers(0, 255, "uint16"), _numbers(0, 10_000, "uint16"), "warned"),
        (_numbers(0, 255, "uint8"), _numbers(0, 255, "uint16"), "warned"),
        (_numbers(100, 9000, "uint16"), _numbers(50, 1500, "uint16"), "nothing"),
        (FoundValues("empty.tif", "uint16", np.array([], np.uint16)), _numbers(0, 1, "float32"), "nothing"),
    ],
)
def test_scenes_of_one_training_have_the_same_units(
    first: FoundValues, other: FoundValues, said: str, reporter: RecordingReporter
) -> None:
    if said == "refused":
        with pytest.raises(InputError, match=r"other units\. Give all imagery in the same units, for example"):
            compare_scenes([first, first, other], reporter)
        return
    compare_scenes([first, first, other], reporter)
    assert ("If these are other units, the result is wrong" in reporter.text) == (said == "warned")


def test_chips_of_a_set_are_not_to_be_rescaled_one_by_one(reporter: RecordingReporter) -> None:
    chip = replace(_numbers(0, 10_000, "uint16"), training_set="/somewhere/set")
    with pytest.raises(
        InputError,
        match=r"so choose a model that was trained on such numbers; or rescale the imagery that /somewhere/set was "
        r"built of, .* imagery\.tif imagery_rescaled\.tif, and build the set anew\.$",
    ):
        compare_values(chip, BYTES, reporter)


def test_numbers_that_fit_are_converted_without_rescaling() -> None:
    assert "-scale" not in conversion(_numbers(0, 200, "uint16"), BYTES)
    assert "-scale" in conversion(_numbers(0, 1, "float32"), BYTES)


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (_numbers(0, 255, "uint8"), BYTES),
        (_numbers(20, 60, "uint8"), BYTES),
        (_numbers(100, 2500, "uint16"), SENTINEL),
        (_numbers(-20, 2, "float32"), FLOATS),
        (FoundValues("empty.tif", "uint16", np.array([], np.uint16)), BYTES),
        (FoundValues("nan.tif", "float32", np.array([np.nan], np.float32)), BYTES),
    ],
)
def test_the_same_units_are_taken_without_a_word(
    found: FoundValues, known: KnownValues, reporter: RecordingReporter
) -> None:
    compare_values(found, known, reporter)
    assert reporter.logs == []


def test_the_remedy_brings_imagery_into_the_models_range(reporter: RecordingReporter) -> None:
    found = _numbers(0, 1, "float32")
    with pytest.raises(InputError) as refused:
        compare_values(found, BYTES, reporter)
    words = str(refused.value).partition("-scale ")[2].split()
    low, high, new_low, new_high = (float(word) for word in words[:4])
    scaled = (found.sample - low) / (high - low) * (new_high - new_low) + new_low
    compare_values(FoundValues("new.tif", "uint8", np.clip(scaled, 0, 255).astype(np.uint8)), BYTES, reporter)
    assert reporter.logs == []


@pytest.mark.parametrize("size", [(700, 900), (30, 20), (130, 5)])
def test_a_sample_has_valid_numbers_alone(size: tuple[int, int], make_raster: RasterFactory) -> None:
    image = np.random.default_rng(1).integers(1, 200, (3, *size)).astype(np.uint16)
    image[:, : size[0] // 2] = 0
    with open_imagery(str(make_raster(image, nodata=0))) as imagery:
        sample = sample_values(imagery)
    assert sample.dtype == np.uint16
    assert sample.min() > 0
    assert sample.max() < 200


@pytest.mark.parametrize("known", [BYTES, SENTINEL, FLOATS, KnownValues("half", 0, 128, "uint8")])
@pytest.mark.parametrize(
    "found",
    [_numbers(0, 255, "uint8"), _numbers(100, 2500, "uint16"), _numbers(-20, 2, "float32")],
    ids=lambda f: f.dtype,
)
def test_a_summary_of_a_few_kilobytes_compares_as_all_numbers_do(found: FoundValues, known: KnownValues) -> None:
    repeated = replace(found, sample=np.repeat(found.sample, 50))
    summary = summarised(repeated)
    assert summary.sample.nbytes <= 16_384
    assert conversion(summary, known) == conversion(repeated, known)
    said = []
    for one in (repeated, summary):
        reporter = RecordingReporter()
        try:
            compare_values(one, known, reporter)
        except InputError as error:
            reporter.log(str(error))
        if found.dtype == "uint8":
            compare_scenes([one, _numbers(0, 20, "uint8")], reporter)
        said.append(reporter.text)
    assert said[0] == said[1]
