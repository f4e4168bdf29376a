"""No two purposes of a training draw the same crops."""

from __future__ import annotations

from satsyn_core.generator.training.random_streams import STYLE_CODES, CropStream
from satsyn_core.generator.training.validation import BATCHES

DRAWS = {CropStream.STYLE_BANK: STYLE_CODES, CropStream.VALIDATION: BATCHES, CropStream.REPORT: 10_000}


def test_streams_do_not_overlap() -> None:
    streams = sorted(CropStream)
    assert streams[0] > 100_000_000
    for stream, following in zip(streams[:-1], streams[1:], strict=True):
        assert stream.step(DRAWS.get(stream, 1) - 1) < following.step()


def test_the_numbers_stay_so_that_trainings_repeat() -> None:
    assert [int(stream) for stream in CropStream] == [1073741823, 1073741824, 1073742080, 1342177280, 1610612736]
