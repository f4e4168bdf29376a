"""The chains that come with SatSyn: QGIS lists them, calls them valid, and runs them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from assertions import RecordingFeedback, assert_run, pixels
from rasters import NORTH_UP, write_landcover
from released import CHAINS

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models3"


def _chain(name: str):
    from qgis.core import QgsApplication

    return QgsApplication.processingRegistry().algorithmById(f"satsyn:{name}").create()


@pytest.mark.parametrize("name", sorted(CHAINS))
def test_a_chain_is_listed_and_valid(qgis, name: str) -> None:
    chain = _chain(name.partition(":")[2])
    assert chain.canExecute() == (True, "")
    assert chain.group() == "Chains"
    problems = {step: chain.validateChildAlgorithm(step) for step in chain.childAlgorithms()}
    assert {step: words for step, (is_valid, words) in problems.items() if not is_valid} == {}
    assert [one.name() for one in chain.parameterDefinitions() if not one.description()] == []
    inputs = [one for one in chain.parameterDefinitions() if not one.isDestination()]
    assert [one.name() for one in inputs if not one.help() or one.help() not in chain.shortHelpString()] == []


def test_every_file_is_a_chain(qgis) -> None:
    assert len(list(FOLDER.glob("*.model3"))) == len(CHAINS)


def test_iterating_over_a_grid_gives_rasters_without_seams(qgis, model: Path, tmp_path: Path) -> None:
    from processing.gui.AlgorithmExecutor import executeIterating
    from qgis.core import QgsFeature, QgsGeometry, QgsProcessingContext, QgsProject, QgsRectangle, QgsVectorLayer

    landcover = write_landcover(tmp_path / "landcover.tif", NORTH_UP)
    whole = pixels(
        assert_run(
            "satsyn:generateimagery",
            LANDCOVER=str(landcover),
            MODEL=str(model),
            SEED=3,
            OUTPUT=str(tmp_path / "whole.tif"),
        ).output
    )
    west, size, _, north, _, _ = NORTH_UP.transform
    height, width = whole.shape[1:]
    grid = QgsVectorLayer("Polygon?crs=EPSG:32640", "grid", "memory")
    for start, stop in ((0, 70), (70, width)):
        feature = QgsFeature()
        cell = QgsRectangle(west + start * size, north - height * size, west + stop * size, north)
        feature.setGeometry(QgsGeometry.fromRect(cell))
        grid.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(grid)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {"LANDCOVER": str(landcover), "POLYGONS": grid.id(), "MODEL": str(model), "SEED": 3}
    output = "imagery:Synthetic imagery"
    chain = _chain("Land cover to imagery, polygon by polygon")
    done = executeIterating(
        chain, {**given, output: str(tmp_path / "part.tif")}, "POLYGONS", context, RecordingFeedback()
    )
    QgsProject.instance().removeMapLayer(grid.id())
    assert done
    parts = [pixels(path) for path in sorted(tmp_path.glob("part_*.tif"))]
    np.testing.assert_array_equal(np.concatenate(parts, axis=2), whole)
