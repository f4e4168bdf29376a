"""Pictures of imagery and classes."""

from __future__ import annotations

import base64
import io

import matplotlib.image
import numpy as np
from matplotlib.figure import Figure

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.evaluation.reports.pictures import (
    class_picture,
    difference_picture,
    figure_uri,
    image_picture,
    picture_uri,
)


def test_8_bit_imagery_is_shown_as_it_is() -> None:
    image = np.random.default_rng(0).integers(0, 256, (4, 5, 6), dtype=np.uint8)
    np.testing.assert_array_equal(image_picture(image), image[:3].transpose(1, 2, 0))
    np.testing.assert_array_equal(image_picture(image[:2])[..., 2], image[0])


def test_other_imagery_is_stretched_to_its_own_range() -> None:
    image = np.linspace(100, 3000, 10_000).reshape(1, 100, 100).astype(np.uint16)
    picture = image_picture(image)
    assert (picture.min(), picture.max()) == (0, 255)
    assert (np.diff(picture[..., 0].ravel().astype(int)) >= 0).all()
    assert image_picture(np.full((1, 2, 2), np.nan, np.float32)).max() == 0


def test_classes_have_their_colours_and_unknown_pixels_are_white(scheme: ClassScheme) -> None:
    picture = class_picture(np.array([[0, 3, 255]], np.uint8), scheme)
    colours = [scheme.classes[0].colour, scheme.classes[3].colour, (255, 255, 255)]
    assert picture[0].tolist() == [list(colour) for colour in colours]


def test_differences_are_red_where_the_truth_is_known() -> None:
    image = np.zeros((3, 1, 3), np.uint8)
    truth, predicted = np.array([[0, 1, 255]], np.uint8), np.array([[0, 0, 0]], np.uint8)
    picture = difference_picture(image, truth, predicted)
    assert picture[0].tolist() == [[150, 150, 150], [200, 30, 60], [150, 150, 150]]


def test_a_picture_survives_its_data_uri() -> None:
    picture = np.random.default_rng(0).integers(0, 256, (4, 6, 3), dtype=np.uint8)
    kind, _, data = picture_uri(picture).partition(",")
    assert kind == "data:image/png;base64"
    read = matplotlib.image.imread(io.BytesIO(base64.b64decode(data)), format="png")
    np.testing.assert_array_equal((read[..., :3] * 255).round(), picture)


def test_a_figure_becomes_an_svg() -> None:
    kind, _, data = figure_uri(Figure(figsize=(1, 1))).partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert b"<svg" in base64.b64decode(data)
