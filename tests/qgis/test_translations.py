"""The interface in the language of QGIS."""

from __future__ import annotations

import xml.etree.ElementTree as ET


def test_algorithms_and_panel_speak_german(qgis) -> None:
    from satsyn.processing_provider.algorithms.predict_landcover import PredictLandCoverAlgorithm
    from satsyn.processing_provider.translation import FOLDER, install_translator, remove_translator, tr

    assert install_translator("xx_YY") is None
    translator = install_translator("de_CH")
    try:
        algorithm = PredictLandCoverAlgorithm()
        algorithm.initAlgorithm()
        assert algorithm.displayName() == "Landbedeckung vorhersagen"
        assert (algorithm.group(), algorithm.groupId()) == ("Segmentierung", "segmentation")
        assert algorithm.parameterDefinition("IMAGERY").description() == "Bilder"
        for message in ET.parse(FOLDER / "satsyn_de.ts").getroot().iter("message"):  # noqa: S314 - our own file
            text = message.findtext("source")
            assert tr(text) == message.findtext("translation"), "run `.venv/bin/python -m setup.translate`"
    finally:
        remove_translator(translator)
    assert tr("Set up") == "Set up"
