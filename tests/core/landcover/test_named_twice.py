"""Values that a raster and its style or legend name differently: one name counts, and the log says which."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from satsyn_core.contract.class_scheme import ClassScheme
from satsyn_core.jobs import run_job
from satsyn_core.landcover.class_matching import match_classes
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.landcover.stated_classes import StatedClasses
from tests.support.german import in_german
from tests.support.proposals import Said
from tests.support.rasters import RasterFactory, RecordingReporter

TABLE = (
    '<GDALRasterAttributeTable tableType="thematic">'
    '<FieldDefn index="0"><Name>Value</Name><Type>0</Type><Usage>5</Usage></FieldDefn>'
    '<FieldDefn index="1"><Name>Class</Name><Type>2</Type><Usage>2</Usage></FieldDefn>'
    '<Row index="0"><F>1</F><F>water</F></Row><Row index="1"><F>2</F><F>Road</F></Row>'
    '<Row index="2"><F>4</F><F>Wald</F></Row><Row index="3"><F>5</F><F>building</F></Row>'
    "</GDALRasterAttributeTable>"
)


@pytest.fixture
def named(make_raster: RasterFactory) -> Path:
    path = make_raster(np.array([[1, 2, 4]], np.uint8), name="named.tif")
    make_raster.sidecar(path, TABLE)
    return path


def _write_style(raster: Path, names: dict[int, str]) -> None:
    entries = "".join(f'<paletteEntry value="{value}" label="{name}"/>' for value, name in names.items())
    text = f"<qgis><rasterrenderer><colorPalette>{entries}</colorPalette></rasterrenderer></qgis>"
    raster.with_suffix(".qml").write_text(text, encoding="utf-8")


def _match(path: Path, scheme: ClassScheme, stated: StatedClasses) -> tuple[dict[int, str], list[str]]:
    reporter = RecordingReporter()
    with open_landcover(str(path)) as landcover:
        match = match_classes(landcover, scheme, stated, landcover.grid.window, reporter)
    return {value: match.name_of(value) for value in match.counts}, reporter.warnings


def test_a_style_that_contradicts_the_table_is_said_and_does_not_count(named: Path, scheme: ClassScheme) -> None:
    _write_style(named, {1: "Water", 2: "Developed, open space", 4: "Forest", 5: "Track"})
    found, warnings = _match(named, scheme, StatedClasses())
    assert found == {1: "water", 2: "road", 4: "vegetation"}
    style = named.with_suffix(".qml")
    assert warnings == [
        f'{named} and its style file {style} name values differently: 2 is "Road" in the raster and "Developed, open '
        'space" in the style. The names in the raster count here, and those of the style in QGIS. Correct the names '
        "that are wrong, or give these values their classes with CLASSES."
    ], "no word of other writings and languages, and of values that do not occur"
    assert in_german(warnings[0]) == (
        f"{named} und die Stildatei {style} benennen Werte verschieden: 2 ist „Road“ im Raster und „Developed, open "
        "space“ im Stil. Hier gelten die Namen im Raster, in QGIS die des Stils. Berichtigen Sie die falschen Namen, "
        "oder geben Sie diesen Werten ihre Klassen mit CLASSES."
    )


def test_a_legend_that_contradicts_the_table_is_said_and_counts(named: Path, scheme: ClassScheme) -> None:
    _write_style(named, {1: "Water", 2: "Road", 4: "Forest"})
    legend = StatedClasses(legends={str(named): {1: "Road", 2: "Water", 4: "trees"}})
    found, warnings = _match(named, scheme, legend)
    assert found == {1: "road", 2: "water", 4: "vegetation"}
    assert warnings == [
        f'{named} and the layer\'s legend name values differently: 1 is "Road" in the legend and "water" in the '
        'raster; 2 is "Water" in the legend and "Road" in the raster. The names in the legend count. Correct the names '
        "that are wrong, or give these values their classes with CLASSES."
    ]
    assert in_german(warnings[0]) == (
        f"{named} und die Legende des Layers benennen Werte verschieden: 1 ist „Road“ in der Legende und „water“ im "
        "Raster; 2 ist „Water“ in der Legende und „Road“ im Raster. Es gelten die Namen in der Legende. Berichtigen "
        "Sie die falschen Namen, oder geben Sie diesen Werten ihre Klassen mit CLASSES."
    )


def test_the_legend_may_be_a_newer_state_of_the_style(make_raster: RasterFactory, scheme: ClassScheme) -> None:
    path = make_raster(np.array([[1, 2]], np.uint8))
    _write_style(path, {1: "Water", 2: "Road"})
    legend = StatedClasses(legends={path.name: {1: "Building", 2: "Road"}})
    assert _match(path, scheme, legend) == ({1: "building", 2: "road"}, [])


@pytest.mark.parametrize("other", ["style", "legend"])
@pytest.mark.parametrize("advice", ["classes", "names"])
def test_what_the_warning_proposes_silences_it(named: Path, scheme: ClassScheme, advice: str, other: str) -> None:
    names = {1: "Water", 2: "Building", 4: "Forest"}
    _write_style(named, names)
    stated = StatedClasses(legends={str(named): names} if other == "legend" else {})
    (warning,) = _match(named, scheme, stated)[1]
    said = Said("Correct the names that are wrong, or give these values their classes with CLASSES", warning)
    if advice == "names":
        table = Path(f"{named}.aux.xml")
        table.write_text(table.read_text().replace("Road", "Building"))
    else:
        stated = replace(stated, classes="2=building")
    found, warnings = _match(named, scheme, stated)
    assert found[2] == "building"
    assert not any("differently" in text for text in warnings)
    said.followed()


def test_where_classes_cannot_say_it_the_names_alone_are_to_be_corrected(named: Path, scheme: ClassScheme) -> None:
    _write_style(named, {2: "Building"})
    (warning,) = _match(named, scheme, StatedClasses().for_names())[1]
    said = Said(r"in QGIS\. Correct the names that are wrong\.$", warning)
    _write_style(named, {2: "Road"})
    assert not _match(named, scheme, StatedClasses().for_names())[1]
    said.followed()


def test_the_description_of_a_land_cover_names_them_once(named: Path, tmp_path: Path) -> None:
    _write_style(named, {1: "Road", 2: "Road", 4: "Forest"})
    reporter = RecordingReporter()
    found = run_job("describe-landcover", {"landcover": str(named)}, reporter)
    assert json.loads(str(found["MATCH"]))["classes"][0]["class"] == "water"
    assert sum("name values differently" in text for text in reporter.warnings) == 1
