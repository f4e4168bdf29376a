"""What the values of a land cover mean, and in which order it is asked."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.contract.errors import InputError
from satsyn_core.contract.raster_tags import NOT, SYNTHETIC, WHOLLY
from satsyn_core.contract.scheme_library import FOLDER_VARIABLE, scheme_named
from satsyn_core.contract.vector_parameters import VectorLandCover
from satsyn_core.landcover.class_matching import ClassMatch, match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.stated_classes import StatedClasses
from satsyn_core.landcover.vector.rasterised import DrawingPlace, rasterised_landcover
from satsyn_core.raster.window import Window
from tests.support.proposals import Said
from tests.support.proposed_classes import followed, proposal
from tests.support.rasters import RasterFactory, RecordingReporter
from tests.support.vector_layers import box, write_layer


def matched(path: Path, target: ClassScheme, **stated: object) -> ClassMatch:
    with open_landcover(path) as landcover:
        return match_classes(landcover, target, StatedClasses(**stated), landcover.grid.window, RecordingReporter())


def names(match: ClassMatch) -> dict[int, str]:
    return {value: match.name_of(value) for value in sorted(match.counts)}


@pytest.fixture
def bare(make_raster: RasterFactory) -> Path:
    """Values 1 to 5 of nobody knows what."""
    return make_raster(np.array([[1, 2, 3], [4, 5, 5]], np.uint8), ours=False)


def test_bare_values_that_happen_to_be_the_models_are_refused(bare: Path, scheme: ClassScheme) -> None:
    with pytest.raises(InputError) as refused:
        matched(bare, scheme)
    assert "SCHEME" in str(refused.value)
    assert proposal(str(refused.value)) == "1=? 2=? 3=? 4=? 5=?", "the numbers may mean anything"
    assert names(matched(bare, scheme, classes=followed(str(refused.value), "road"))) == dict.fromkeys(
        range(1, 6), "road"
    )
    Said("Or give the values classes of the model with CLASSES, as in", str(refused.value)).followed()


def test_a_guess_that_is_kept_is_warned_of(bare: Path, scheme: ClassScheme) -> None:
    text = "1=water? 2=land 3=road 4=vegetation 5=building?"
    said = Said("Put the right classes in their place, and leave", _warnings(bare, scheme, text)[0])
    assert "CLASSES marks the classes of 1, 5 as guesses" in said.text
    assert not _warnings(bare, scheme, text.replace("?", ""))
    said.followed()


def test_a_value_that_is_left_open_is_asked_for(bare: Path, scheme: ClassScheme) -> None:
    with pytest.raises(InputError, match="leaves open the class of 2, 5"):
        matched(bare, scheme, classes="1=water 2=? 3=road? 4=vegetation 5= ?")
    closed = matched(bare, scheme, classes="1=water 2=? 3=road? 4=vegetation 5= ? ?=nodata")
    assert names(closed) == {1: "water", 2: "nodata", 3: "road", 4: "vegetation", 5: "nodata"}
    assert not _warnings(bare, scheme, "1=water 2=land 3=road 4=vegetation 5=building ?=nodata")


@pytest.mark.parametrize(("text", "rest"), [("2=land ?=nodata", "nodata"), ("2=land 3=? ?=road", "road")])
def test_a_class_for_the_rest_is_that_of_values_that_classes_does_not_name(
    bare: Path, scheme: ClassScheme, text: str, rest: str
) -> None:
    assert names(matched(bare, scheme, classes=text)) == {**dict.fromkeys(range(1, 6), rest), 2: "land"}


def test_a_class_for_the_rest_leaves_what_a_name_says(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    path = make_raster(np.array([[1, 2, 3]], np.uint8), categories=["", "lake", "qwertz", "forest"], ours=False)
    assert names(matched(path, scheme, classes="3=road ?=nodata")) == {1: "water", 2: "nodata", 3: "road"}


@pytest.mark.parametrize(
    ("metres", "taken"), [(0.3, True), (1.1, True), (0.16, True), (1.3, False), (0.14, False), (30, False)]
)
def test_bare_values_on_pixels_of_the_models_size_are_supposed_to_be_its_own_with_a_warning(
    bare: Path, scheme: ClassScheme, metres: float, taken: bool
) -> None:
    reporter = RecordingReporter()
    with open_landcover(bare) as landcover:
        whole, stated = landcover.grid.window, StatedClasses().for_model(metres)
        if not taken:
            with pytest.raises(InputError, match="CLASSES"):
                match_classes(landcover, scheme, stated, whole, reporter)
            return
        match = match_classes(landcover, scheme, stated, whole, reporter)
    assert names(match) == dict(zip(scheme.values, scheme.names, strict=True))
    assert any(level == "warning" and "supposed" in text for level, text in reporter.logs)


def _warnings(path: Path, scheme: ClassScheme, stated: StatedClasses | str) -> list[str]:
    reporter = RecordingReporter()
    with open_landcover(path) as landcover:
        match_classes(landcover, scheme, stated, landcover.grid.window, reporter)
    return reporter.warnings


def test_bare_values_are_not_supposed_to_be_the_models_where_anything_speaks_against_it(
    make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    of_the_size = StatedClasses().for_model(0.3)
    values = np.array([[1, 2, 3, 4, 5]], np.uint8)
    others = {**{one.value: one.colour for one in scheme.classes}, 1: (250, 1, 250), 2: (250, 2, 250)}
    against = [
        make_raster(values, ours=False, name="no size.tif", grid="no CRS"),
        make_raster(values, ours=False, name="LCMAP_CU_2019_V13.tif"),
        make_raster(values, ours=False, name="colours.tif", colormap=others),
    ]
    for path in against:
        with open_landcover(path) as landcover, pytest.raises(InputError, match="SCHEME"):
            match_classes(landcover, scheme, of_the_size, landcover.grid.window, RecordingReporter())
    path = make_raster(np.array([[1, 2, 3, 4, 77]], np.uint8), ours=False, name="elsewhere.tif")
    with open_landcover(path) as landcover, pytest.raises(InputError, match="SCHEME"):
        match_classes(landcover, scheme, of_the_size, Window(0, 0, 4, 1), RecordingReporter())
    assert "supposed" in _warnings(make_raster(values, ours=False, name="own.tif"), scheme, of_the_size)[0]
    bits = make_raster(values % 2, ours=False, name="bits.tif", colormap={0: (0, 0, 0), 1: (255, 255, 255)})
    assert "supposed" in _warnings(bits, scheme, of_the_size)[0]


def test_colours_of_something_else_are_not_the_models(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    colours = {value: (250, value, 250) for value in range(1, 6)}
    path = make_raster(np.array([[1, 2, 3, 4, 5]], np.uint8), colormap=colours, ours=False)
    with open_landcover(path) as landcover, pytest.raises(InputError, match="CLASSES"):
        match_classes(landcover, scheme, StatedClasses().for_model(0.3), landcover.grid.window, RecordingReporter())


@pytest.mark.parametrize("values", [[1, 2, 3], [1, 2]])
def test_satsyns_map_of_another_model_is_not_taken_as_this_ones(
    make_raster: RasterFactory, scheme: ClassScheme, values: list[int]
) -> None:
    colours = {one.value: one.colour for one in scheme_named("sentinel2").as_class_scheme().classes}
    path = make_raster(np.array([values], np.uint8), colormap=colours)
    assert names(matched(path, scheme))[2] == "vegetation"


@pytest.mark.parametrize(
    ("tags", "described", "shown"),
    [
        ({}, ("land cover",), True),
        ({}, ("water, percent", "road, percent"), False),
        ({SYNTHETIC: WHOLLY}, ("red", "green"), False),
        ({SYNTHETIC: NOT}, ("red", "green"), False),
    ],
    ids=["classes", "probabilities", "imagery", "imagery of a chip"],
)
def test_only_classes_that_satsyn_wrote_are_taken_as_the_models(
    make_raster: RasterFactory, scheme: ClassScheme, tags: dict[str, str], described: tuple[str, ...], shown: bool
) -> None:
    path = make_raster(np.full((len(described), 1, 5), [1, 2, 3, 4, 5], np.uint8))
    with rasterio.open(path, "r+") as file:
        file.update_tags(**tags)
        file.descriptions = described
    mosaic, copied = path.with_name("mosaic.vrt"), path.with_name("band.tif")
    band = len(described)
    with rasterio.open(path) as file:
        profile = {**file.profile, "count": 1}
        georeference = file.transform.to_gdal()
        with rasterio.open(copied, "w", **profile) as copy:
            copy.write(file.read(band), 1)
            copy.update_tags(**file.tags())
            copy.descriptions = described[-1:]
    mosaic.write_text(
        f'<VRTDataset rasterXSize="5" rasterYSize="1"><SRS>EPSG:32640</SRS>'
        f"<GeoTransform>{', '.join(map(repr, georeference))}</GeoTransform>"
        f'<VRTRasterBand dataType="Byte" band="1"><SimpleSource><SourceFilename>{path}</SourceFilename>'
        f"<SourceBand>{band}</SourceBand></SimpleSource></VRTRasterBand></VRTDataset>"
    )
    for one in (mosaic, copied):
        if shown:
            assert names(matched(one, scheme)) == dict(zip(scheme.values, scheme.names, strict=True))
        else:
            with pytest.raises(InputError, match="SCHEME"):
                matched(one, scheme)


def test_bare_values_are_the_models_where_the_user_says_so(bare: Path, scheme: ClassScheme) -> None:
    assert names(matched(bare, scheme, scheme="model")) == dict(zip(scheme.values, scheme.names, strict=True))


def test_a_scheme_that_the_user_names_is_taken(bare: Path, scheme: ClassScheme) -> None:
    match = matched(bare, scheme, scheme="lcmap")
    assert names(match) == {1: "building", 2: "vegetation", 3: "vegetation", 4: "vegetation", 5: "water"}
    assert match.names[1] == "developed"
    assert "building stands in for developed." in match.losses


def test_one_unknown_word_stops_the_job_and_the_advice_keeps_the_known_ones(
    make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    path = make_raster(np.array([[1, 2, 3]], np.uint8), categories=["", "residential", "Forest", "Ground cover 7b"])
    with pytest.raises(InputError) as refused:
        matched(path, scheme)
    sentence = str(refused.value)
    assert "3 (Ground cover 7b)" in sentence
    assert proposal(sentence) == "3=?"
    assert "All others keep the classes that they have" in sentence
    match = matched(path, scheme, classes=followed(sentence, "land"))
    assert names(match) == {1: "building", 2: "vegetation", 3: "land"}
    assert match.source == "CLASSES and the raster's class names"
    assert names(matched(path, scheme, classes="'Ground cover 7b'=road, residential=land"))[3] == "road"


def test_words_that_agree_with_the_models_values_let_it_guess_by_them_and_the_text_to_copy_stands_last(
    make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    categories = ["", "Wasser", "Ground cover 7b", "Straße"]
    path = make_raster(np.array([[1, 2, 3]], np.uint8), categories=categories)
    with pytest.raises(InputError) as refused:
        matched(path, scheme)
    assert str(refused.value).endswith('as in "2=land?".')
    assert names(matched(path, scheme, classes="2=land?")) == {1: "water", 2: "land", 3: "road"}


def test_a_legend_comes_before_the_names_in_the_file(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    path = make_raster(np.array([[1, 2]], np.uint8), categories=["", "water", "forest"])
    match = matched(path, scheme, legends={str(path): {1: "Streets"}})
    assert names(match) == {1: "road", 2: "vegetation"}
    assert match.source == "the layer's legend"


def test_a_scheme_says_what_names_leave_open(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    path = make_raster(np.array([[11, 41]], np.uint8), categories=[*[""] * 11, "Eau"], ours=False)
    assert names(matched(path, scheme, scheme="nlcd")) == {11: "water", 41: "vegetation"}


@pytest.mark.parametrize("background", ["land", None])
def test_a_scheme_reads_the_numbers_of_vector_layers_also_beside_words(
    tmp_path: Path, scheme: ClassScheme, background: str | None
) -> None:
    shapes, codes = [box(0, 0, 10, 10), box(10, 0, 20, 10), box(0, 10, 10, 20)], ["18", "23", "40"]
    path = write_layer(tmp_path / "cover.gpkg", shapes, {"code_18": codes})
    drawn = rasterised_landcover(path, VectorLandCover(background=background), DrawingPlace(1.0), RecordingReporter())
    with drawn as landcover:
        stated = StatedClasses(scheme="corine-grid")
        match = match_classes(landcover, scheme, stated, landcover.grid.window, RecordingReporter())
    found = [match.name_of(value) for value in sorted(match.counts)]
    assert found[-3:] == ["vegetation", "vegetation", "water"]


def test_a_part_of_a_raster_means_what_the_whole_means(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    codes = [11, 21, 22, 23, 24, 31, 41, 42, 52]
    path = make_raster(np.array([[*codes, 43, 71, 82, 90, 95]], np.uint8), ours=False)
    for window in (Window(0, 0, 9, 1), Window(0, 0, 1, 1), Window(9, 0, 1, 1)):
        with open_landcover(path) as landcover:
            part = match_classes(landcover, scheme, None, window, RecordingReporter())
        assert "class scheme nlcd, recognised by its values alone" in part.source
    bare = make_raster(np.array([codes], np.uint8), ours=False, name="bare.tif")
    with pytest.raises(InputError, match=r"fit several class schemes.*SCHEME, if it is one of corine-2, nlcd, cdl\."):
        matched(bare, scheme)


def test_buildings_anywhere_make_residential_land_the_ground_between_them(
    make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    path = make_raster(np.array([[1, 1, 2]], np.uint8), categories=["", "residential", "House"], ours=False)
    with open_landcover(path) as landcover:
        part = match_classes(landcover, scheme, None, Window(0, 0, 2, 1), RecordingReporter())
    assert names(part) == {1: "land"}


def test_numbers_of_layers_are_recognised_by_those_of_all_features(tmp_path: Path, scheme: ClassScheme) -> None:
    shapes = [box(10 * x, 0, 10 * x + 10, 10) for x in range(10)]
    path = write_layer(tmp_path / "cover.gpkg", shapes, {"code": [11, 21, 22, 23, 24, 31, 41, 42, 52, 95]})
    with rasterised_landcover(path, VectorLandCover(), DrawingPlace(1.0), RecordingReporter()) as landcover:
        assert landcover.sampled_values == {11, 21, 22, 23, 24, 31, 41, 42, 52, 95}
        match = match_classes(landcover, scheme, None, Window(0, 0, 30, 10), RecordingReporter())
    assert "class scheme nlcd" in match.source


def test_the_sentence_offers_schemes_that_need_colours_and_guesses_by_their_names(
    make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    path = make_raster(np.array([[1, 2, 12, 23, 24, 40, 41]], np.uint8), ours=False)
    with pytest.raises(InputError) as refused:
        matched(path, scheme)
    sentence = str(refused.value)
    assert "SCHEME, if it is one of corine-grid" in sentence
    assert "There are two ways out. Either name its class scheme" in sentence
    assert "12=vegetation? 23=vegetation? 24=vegetation? 40=water?" in proposal(sentence)
    assert names(matched(path, scheme, classes=followed(sentence, "land")))[40] == "water"
    assert names(matched(path, scheme, scheme="corine-grid"))[24] == "vegetation"


def test_a_fill_value_beside_the_values_of_a_scheme_is_nodata_with_a_warning(
    make_raster: RasterFactory, scheme: ClassScheme, reporter: RecordingReporter
) -> None:
    path = make_raster(np.array([[2, 12, 23, 24, 40, 41, 128]], np.uint8), ours=False)
    with pytest.raises(InputError, match=r'128=nodata\?"'):
        matched(path, scheme)
    with open_landcover(path) as landcover:
        match = match_classes(landcover, scheme, StatedClasses(scheme="corine-grid"), Window(0, 0, 7, 1), reporter)
    assert names(match)[128] == "nodata"
    assert "(128, a fill value) are left out as nodata: the class scheme corine-grid does not have it" in reporter.text
    mask = make_raster(np.array([[0, 255]], np.uint8), name="mask.tif", ours=False)
    with pytest.raises(InputError) as refused:
        matched(mask, scheme)
    assert "nodata?" not in str(refused.value)


def test_an_undeclared_fill_value_around_the_map_hides_no_scheme_and_one_inside_is_asked_for(
    make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    inside = np.array([[11, 21, 22, 24], [31, 41, 42, 52], [71, 81, 82, 95]], np.uint8)
    path = make_raster(np.pad(inside, 1, constant_values=255), ours=False)
    shown = matched(path, scheme)
    assert "nlcd" in shown.source
    assert names(shown) == {**names(matched(path, scheme, scheme="nlcd")), 255: "nodata"}
    inside[1, 2] = 255
    path = make_raster(inside, name="inside.tif", ours=False)
    with pytest.raises(InputError, match="nlcd has all its values but 255") as refused:
        matched(path, scheme)
    assert proposal(str(refused.value)) == "255=nodata"
    for given in ({"classes": "255=nodata"}, {"scheme": "nlcd"}):
        assert names(matched(path, scheme, **given)).items() <= names(shown).items()
    assert f"gdal_edit.py -a_nodata 255 {path}" in str(refused.value)
    with rasterio.open(path, "r+") as file:
        file.nodata = 255
    assert "nlcd" in matched(path, scheme).source


def test_the_tags_of_a_file_name_its_scheme(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    path = make_raster(np.array([[10, 30, 50, 60, 80]], np.uint8), ours=False)
    with rasterio.open(path, "r+") as file:
        file.update_tags(title="ESA WorldCover product at 10m resolution for year 2021")
    assert names(matched(path, scheme)) == {10: "vegetation", 30: "vegetation", 50: "building", 60: "land", 80: "water"}


def test_the_style_of_qgis_beside_the_raster_names_classes(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    path = make_raster(np.array([[7, 9]], np.uint8), ours=False)
    entries = (
        '<paletteEntry value="7" label="Wood" color="#00ff00"/><paletteEntry value="9" label="Lake" color="#0000ff"/>'
    )
    style = f"<qgis><pipe><rasterrenderer><colorPalette>{entries}</colorPalette></rasterrenderer></pipe></qgis>"
    path.with_suffix(".qml").write_text(style, encoding="utf-8")
    assert names(matched(path, scheme)) == {7: "vegetation", 9: "water"}


def test_words_that_the_table_shows_are_words_that_classes_takes(tmp_path: Path, scheme: ClassScheme) -> None:
    path = write_layer(
        tmp_path / "corine.shp", [box(0, 0, 9, 3), box(0, 3, 9, 6), box(0, 6, 9, 9)], {"code_18": ["311", "111", "512"]}
    )
    reporter = RecordingReporter()
    with rasterised_landcover(path, VectorLandCover(), DrawingPlace(1.0), reporter) as landcover:
        window = landcover.grid.window
        shown = match_classes(landcover, scheme, StatedClasses(scheme="corine"), window, reporter)
        assert names(shown) == {111: "building", 311: "vegetation", 512: "water"}
        text = f"'{shown.names[311]}'=land"
        stated = StatedClasses(classes=text, scheme="corine")
        match = match_classes(landcover, scheme, stated, window, reporter)
        assert names(match) == {111: "building", 311: "land", 512: "water"}
        assert match.source == "CLASSES and the class scheme corine"


def test_users_add_schemes_in_a_folder_and_by_file(
    bare: Path, scheme: ClassScheme, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"classes": [{"value": v, "name": n} for v, n in enumerate(("lake", "wood", "street", "house", "sand"), 1)]}
    (tmp_path / "schemes").mkdir()
    path = tmp_path / "schemes" / "my-map.json"
    path.write_text(json.dumps(own), encoding="utf-8-sig")  # as Windows' editor does
    expected = {1: "water", 2: "vegetation", 3: "road", 4: "building", 5: "land"}
    assert names(matched(bare, scheme, scheme=str(path))) == expected
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "schemes"))
    assert names(matched(bare, scheme, scheme="my-map")) == expected


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", r"is not a JSON file \(line 1, column 2: a name in double quotes is expected\): correct it"),
        ('{"classes": 3}', "has no object with"),
        ('{"classes": [{"value": "one", "name": "water"}]}', "is no whole number"),
        ('{"classes": [{"value": 1, "name": "hut", "building": "false"}]}', "'false': write true or false in its"),
        ('{"classes": [{"value": 1}]}', 'has no "name"'),
        ('{"classes": [{"value": 1, "name": "a"}, {"value": 1, "name": "b"}]}', "more than once"),
        ('{"classes": [{"value": 1, "name": "a", "colour": "red"}]}', "write red, green and blue"),
        ('{"classes": [{"value": 1, "name": "a", "concept": "forrest"}]}', 'does not know: write "tree"'),
        ('{"classes": [{"value": 1, "name": "a", "concept": "watter"}]}', 'Class 1 .* write "water" if that is meant'),
    ],
)
def test_a_malformed_scheme_is_named_with_its_fault(
    content: str, problem: str, bare: Path, scheme: ClassScheme, tmp_path: Path
) -> None:
    path = tmp_path / "own.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=problem):
        matched(bare, scheme, scheme=str(path))


def test_the_match_is_a_table_for_people_and_programs(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    path = make_raster(np.array([[1, 1, 1, 2]], np.uint8), categories=["", "Forest", "Snow"])
    table = matched(path, scheme).table()
    assert ["1", "Forest", "vegetation", "75.0", "%"] in [line.split() for line in table.text().splitlines()]
    assert table.to_json()["classes"][0] == {
        "value": 1,
        "name": "Forest",
        "class": "vegetation",
        "pixels": 3,
        "share": 0.75,
    }
    assert table.to_json()["lost"] == ["land stands in for Snow."]


@pytest.mark.parametrize(
    ("other", "given", "shown"), [("Forest", False, "building"), ("House", False, "land"), ("Forest", True, "land")]
)
def test_residential_land_is_the_ground_between_buildings_where_these_are_known(
    other: str, given: bool, shown: str, make_raster: RasterFactory, scheme: ClassScheme
) -> None:
    path = make_raster(np.array([[1, 2, 2]], np.uint8), categories=["", "residential", other], ours=False)
    assert names(matched(path, scheme, buildings_apart=given))[1] == shown
