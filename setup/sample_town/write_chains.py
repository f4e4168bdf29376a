"""Write the model chains that come with SatSyn; runs in the Python of QGIS, with the plugin installed.

    python3 write_chains.py FOLDER_WITH_THE_PLUGIN_SATSYN

Chains are made by QGIS's own classes instead of by hand, so that QGIS can read them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Chain:
    """A chain of one algorithm: the inputs that matter, the defaults for everything else.

    Attributes:
        file: name without suffix.
        title: as QGIS shows it.
        algorithm: id.
        child: id of the algorithm in the chain.
        inputs: names of parameters.
        outputs: title by name of the algorithm's output.
    """

    file: str
    title: str
    algorithm: str
    child: str
    inputs: tuple[str, ...]
    outputs: Mapping[str, str]


CHAINS = (
    Chain(
        "landcover_to_imagery",
        "Land cover to imagery",
        "satsyn:generateimagery",
        "imagery",
        ("LANDCOVER", "BUILDINGS", "MODEL", "SEED"),
        {"OUTPUT": "Synthetic imagery"},
    ),
    Chain(
        "landcover_to_change",
        "Land cover to change pair and chips",
        "satsyn:generatechange",
        "change",
        ("BEFORE", "AFTER", "MODEL", "SEED", "CHIP_SIZE"),
        {
            "OUTPUT_BEFORE": "Imagery before",
            "OUTPUT_AFTER": "Imagery after",
            "CHANGE": "Change mask",
            "CHIPS": "Chips for change detection",
        },
    ),
)


def model_of(described: Chain) -> QgsProcessingModelAlgorithm:
    """Return a chain as QGIS saves it."""
    algorithm = QgsApplication.processingRegistry().algorithmById(described.algorithm)
    chain = QgsProcessingModelAlgorithm(described.title, "SatSyn", "satsyn")
    child = QgsProcessingModelChildAlgorithm(described.algorithm)
    child.setChildId(described.child)
    child.setDescription(algorithm.displayName())
    child.setPosition(QPointF(460, 160))
    for row, name in enumerate(described.inputs):
        definition: QgsProcessingParameterDefinition = algorithm.parameterDefinition(name).clone()
        place = QgsProcessingModelParameter(name)
        place.setPosition(QPointF(140, 80 + 90 * row))
        chain.addModelParameter(definition, place)
        child.addParameterSources(name, [QgsProcessingModelChildParameterSource.fromModelParameter(name)])
    outputs = {}
    for row, (name, title) in enumerate(described.outputs.items()):
        output = QgsProcessingModelOutput(title)
        output.setChildId(described.child)
        output.setChildOutputName(name)
        output.setPosition(QPointF(760, 200 + 60 * row))
        outputs[title] = output
    child.setModelOutputs(outputs)
    chain.addChildAlgorithm(child)
    chain.updateDestinationParameters()
    chain.setHelpContent({"ALG_DESC": algorithm.shortDescription()})
    return chain


def main() -> None:
    """Write every chain into resources/models3."""
    sys.path.insert(0, sys.argv[1])
    application = QgsApplication([], False)
    application.initQgis()
    import satsyn

    plugin = satsyn.classFactory(None)
    plugin.initProcessing()
    for chain in CHAINS:
        path = FOLDER / f"{chain.file}.model3"
        if not model_of(chain).toFile(str(path)):
            sys.exit(f"{path} could not be written.")
    plugin.unload()


if __name__ == "__main__":
    main()
