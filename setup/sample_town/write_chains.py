"""Write the model chains that come with SatSyn; runs in the Python of QGIS, with the plugin installed.

    python3 write_chains.py FOLDER_WITH_THE_PLUGIN_SATSYN

Chains are made by QGIS's own classes instead of by hand, so that QGIS can read them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
)
from qgis.PyQt.QtCore import QPointF

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models3"
GENERATE = "satsyn:generateimagery"
INPUTS = ("LANDCOVER", "BUILDINGS", "MODEL", "SEED")


def landcover_to_imagery() -> QgsProcessingModelAlgorithm:
    """Return the chain land cover -> imagery: the inputs that matter, the defaults for everything else."""
    algorithm = QgsApplication.processingRegistry().algorithmById(GENERATE)
    chain = QgsProcessingModelAlgorithm("Land cover to imagery", "SatSyn", "satsyn")
    child = QgsProcessingModelChildAlgorithm(GENERATE)
    child.setChildId("imagery")
    child.setDescription(algorithm.displayName())
    child.setPosition(QPointF(460, 160))
    for row, name in enumerate(INPUTS):
        definition: QgsProcessingParameterDefinition = algorithm.parameterDefinition(name).clone()
        place = QgsProcessingModelParameter(name)
        place.setPosition(QPointF(140, 80 + 90 * row))
        chain.addModelParameter(definition, place)
        child.addParameterSources(name, [QgsProcessingModelChildParameterSource.fromModelParameter(name)])
    output = QgsProcessingModelOutput("Synthetic imagery")
    output.setChildId("imagery")
    output.setChildOutputName("OUTPUT")
    output.setPosition(QPointF(760, 200))
    child.setModelOutputs({"Synthetic imagery": output})
    chain.addChildAlgorithm(child)
    chain.updateDestinationParameters()
    chain.setHelpContent({"ALG_DESC": algorithm.shortDescription()})
    return chain


def main() -> None:
    """Write every chain into resources/sample."""
    sys.path.insert(0, sys.argv[1])
    application = QgsApplication([], False)
    application.initQgis()
    import satsyn

    plugin = satsyn.classFactory(None)
    plugin.initProcessing()
    path = FOLDER / "landcover_to_imagery.model3"
    if not landcover_to_imagery().toFile(str(path)):
        sys.exit(f"{path} could not be written.")
    plugin.unload()


if __name__ == "__main__":
    main()
