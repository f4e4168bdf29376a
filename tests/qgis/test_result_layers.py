"""Layers of results: their names, their group, and the provenance in their metadata."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal


@pytest.fixture
def project(qgis):
    from qgis.core import QgsProject

    QgsProject.instance().clear()
    yield QgsProject.instance()
    QgsProject.instance().clear()


def _imagery(path: Path, seed: int) -> str:
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 4, 4, 3)
    tags = {"SATSYN_MODEL": "urban-vhr", "SATSYN_STYLE": "random style", "SATSYN_SEED": str(seed)}
    dataset.SetMetadata({**tags, "SATSYN_VERSION": "0.1.0"})
    return str(path)


def test_variants_stand_side_by_side_above_their_land_cover(project, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    from satsyn.processing_provider.result_layers import Origin, explain

    landcover = QgsRasterLayer(_imagery(tmp_path / "plan.tif", 0), "Plan")
    project.addMapLayer(landcover)
    for seed in (3, 4):
        layer = QgsRasterLayer(_imagery(tmp_path / f"{seed}.tif", seed), "Synthetic imagery")
        project.addMapLayer(layer)
        explain(layer, Origin.of(landcover), project)
    group, source = project.layerTreeRoot().children()
    assert (group.name(), source.name()) == ("SatSyn: Plan", "Plan")
    assert [node.name() for node in group.children()] == [
        "Synthetic imagery (urban-vhr, random style, seed 4)",
        "Synthetic imagery (urban-vhr, random style, seed 3)",
    ]
    metadata = group.children()[0].layer().metadata()
    assert "urban-vhr" in metadata.abstract() and "'Plan'" in metadata.abstract()
    assert "SATSYN_SEED: 4" in metadata.history()


def test_without_its_land_cover_in_the_project_a_layer_stays_where_it_is(project, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    from satsyn.processing_provider.result_layers import Origin, explain

    layer = QgsRasterLayer(_imagery(tmp_path / "imagery.tif", 1), "Synthetic imagery")
    project.addMapLayer(layer)
    explain(layer, Origin("gone", "plan"), project)
    assert [node.name() for node in project.layerTreeRoot().children()] == [layer.name()]


def test_imagery_of_a_plan_lies_above_the_layers_that_were_drawn_over_it(project, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer, QgsVectorLayer

    from satsyn.processing_provider.result_layers import Origin, explain

    plan, roads = (QgsVectorLayer(f"{kind}?crs=EPSG:32640", kind, "memory") for kind in ("Polygon", "LineString"))
    project.addMapLayers([plan])
    project.addMapLayers([roads])
    layer = QgsRasterLayer(_imagery(tmp_path / "imagery.tif", 1), "Synthetic imagery")
    project.addMapLayer(layer)
    explain(layer, Origin.of(plan), project)
    assert [node.name() for node in project.layerTreeRoot().children()] == ["SatSyn: Polygon", "LineString", "Polygon"]


def test_land_cover_is_styled_whichever_way_its_destination_is_written(project, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from satsyn.processing_provider.styles import show_classes_of_output
    from satsyn.satsyn_core.contract.agreement_scheme import AGREEMENT

    output, given = _imagery(tmp_path / "difference.tif", 1), f"{tmp_path}/./difference.tif"
    context = QgsProcessingContext()
    context.addLayerToLoadOnCompletion(given, QgsProcessingContext.LayerDetails("Difference", project))
    show_classes_of_output(output, AGREEMENT, context, QgsProcessingFeedback())
    assert context.layerToLoadOnCompletionDetails(given).postProcessor() is not None
