"""The interface in the language of QGIS."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from assertions import assert_run
from qgis.core import QgsProcessingContext
from qgis.PyQt.QtCore import QUrl


def test_algorithms_panel_and_reports_speak_german(qgis, tmp_path: Path) -> None:
    from satsyn.processing_provider.algorithms.predict_landcover import PredictLandCoverAlgorithm
    from satsyn.processing_provider.translation import FOLDER, install_translator, remove_translator, tr
    from satsyn.satsyn_core.contract.bundled import RESOURCES

    assert install_translator("xx_YY") is None
    translator = install_translator("de_CH")
    try:
        algorithm = PredictLandCoverAlgorithm()
        algorithm.initAlgorithm()
        assert algorithm.displayName() == "Landbedeckung vorhersagen"
        assert (algorithm.group(), algorithm.groupId()) == ("Segmentierung", "segmentation")
        assert algorithm.parameterDefinition("IMAGERY").description() == "Bilder"
        meanings = algorithm.parameterDefinition("DEVICE").metadata()["widget_wrapper"]["meanings"]
        assert meanings["cuda"] == "NVIDIA-Grafikkarte"
        page = Path(QUrl(algorithm.helpUrl()).toLocalFile()).read_text(encoding="utf-8")
        assert '<html lang="de">' in page and "Dateien, die geschrieben werden" in page
        assert "Landbedeckung" in algorithm.parameterDefinition("OUTPUT").help() + algorithm.shortHelpString()
        given = {
            "IMAGERY": str(RESOURCES / "sample" / "town_landcover.tif"),
            "MODEL": "/no/such.safetensors",
            "OUTPUT": "TEMPORARY_OUTPUT",
        }
        problem = algorithm.checkParameterValues(given, QgsProcessingContext())[1]
        assert problem.startswith("Unter „/no/such.safetensors“ gibt es keine Modelldatei.")
        report = tmp_path / "report.html"
        assert_run("satsyn:describemodel", MODEL="urban-vhr", REPORT=str(report))
        page = report.read_text(encoding="utf-8")
        assert '<html lang="de">' in page and "Generator: macht Bilder aus Landbedeckung" in page
        for message in ET.parse(FOLDER / "satsyn_de.ts").getroot().iter("message"):  # noqa: S314 - our own file
            text = message.findtext("source")
            assert tr(text) == message.findtext("translation"), "run `.venv/bin/python -m setup.translate`"
    finally:
        remove_translator(translator)
    assert tr("Set up") == "Set up"


def test_sentences_of_the_core_speak_german(qgis) -> None:
    from satsyn.processing_provider.sentences import in_language
    from satsyn.processing_provider.translation import install_translator, remove_translator

    pairs = {
        "Block 3 of 12, about 2 minutes left": "Block 3 von 12, noch etwa 2 Minuten",
        (
            "2 features of 'Block 3 of 12' are left out, without an area or without a place in the raster's coordinate "
            "system."
        ): (
            "2 Objekte von „Block 3 of 12“ sind weggelassen, ohne Fläche oder ohne Ort im Koordinatensystem des "
            "Rasters."
        ),
        (
            "There is no model file at 'a. B.x'. Choose an existing .safetensors file, or give the name of a bundled "
            "model: b, c. The nearest of these names is b. The log is '/x.log'."
        ): (
            "Unter „a. B.x“ gibt es keine Modelldatei. Wählen Sie eine vorhandene .safetensors-Datei, oder geben Sie "
            "den Namen eines mitgelieferten Modells an: b, c. Der nächstliegende dieser Namen ist b. Das Protokoll ist "
            "„/x.log“."
        ),
        "Mean IoU 0.51 (good); overall accuracy 0.81 (very good). IoU by class: water 0.90.": (
            "Mittlere IoU 0.51 (gut); Gesamtgenauigkeit 0.81 (sehr gut). IoU nach Klasse: water 0.90."
        ),
        "Drawn in this order, later ones over earlier ones: polygons of 'plan' (41); lines of 'roads' (4).\n1 a": (
            "In dieser Reihenfolge gezeichnet, spätere über früheren: Polygone von 'plan' (41); Linien von 'roads' "
            "(4).\n1 a"
        ),
        "No MODEL is given: one is taken, because pixels of 31.5 m are near its 10 m.": (
            "MODEL ist nicht angegeben: one wird genommen, denn Pixel von 31.5 m liegen nahe an seinen 10 m."
        ),
        "  value  name   class       pixels\n     10  snow and ice  nodata  under 0.1 %": (
            "   Wert  Name   Klasse       Pixel\n     10  snow and ice  nodata  unter 0.1 %"
        ),
        "  Pines, Oaks and Beeches become one class, tree.": "  Aus Pines, Oaks und Beeches wird eine Klasse, tree.",
        "The SatSyn worker crashed (signal 11). The last that was printed: \"Block 3 / a. B\". The log is '/x.log'.": (
            "Der Rechenprozess von SatSyn ist abgestürzt (Signal 11). Zuletzt wurde ausgegeben: „Block 3 / a. B“. Das "
            "Protokoll ist „/x.log“."
        ),
        "No sentence of the core.": "No sentence of the core.",
    }
    translator = install_translator("de_DE")
    try:
        assert {text: in_language(text) for text in pairs} == pairs
    finally:
        remove_translator(translator)
    assert in_language("Block 3 of 12") == "Block 3 of 12"
