"""Write the model chains that come with the plugin; runs in the Python of QGIS.

python3 setup/sample_town/write_chains.py FOLDER_WITH_THE_PLUGIN_SATSYN
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.analysis import QgsNativeAlgorithms
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildDependency,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QPointF

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models3"
BUILD, TRAIN = "satsyn:buildtrainingset", "satsyn:trainevaluatesegmentation"
GENERATE, CHANGE = "satsyn:generateimagery", "satsyn:generatechange"
OF_SET = ("IMAGERY", "LANDCOVER", "CLASSES", "MODEL", "SYNTHETIC_PERCENT", "CHIP_SIZE")
OF_TRAINING = ("EPOCHS", "STEPS", "SEED")
OF_CHANGE = ("BEFORE", "AFTER", "MODEL", "SEED", "CHIP_SIZE")
OF_IMAGERY = ("LANDCOVER", "CLASSES", "BUILDINGS", "MODEL", "SEED")
_TAKES = {
    BUILD: (*OF_SET, "SEED"),
    TRAIN: OF_TRAINING,
    GENERATE: OF_IMAGERY,
    CHANGE: OF_CHANGE,
    "native:reprojectlayer": (),
}
"""Inputs of the chain that an algorithm takes under their own names."""

_OPTIONAL = QgsProcessingParameterDefinition.Flag.FlagOptional
_TAG = re.compile(r'<Option((?: \w+="[^"]*")*)(/?>)')
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ORDER = ("value", "type", "name")


class Chain:
    """A chain in the making: inputs are those of the algorithms, and each step is an algorithm with sources."""

    def __init__(self, title: str, help_text: str) -> None:
        self.model = QgsProcessingModelAlgorithm(title, "Chains", "chains")
        self.model.setHelpContent({"ALG_DESC": help_text})
        self.inputs: list[str] = []
        self._steps = 0

    def add_inputs(self, algorithm: str, names: tuple[str, ...]) -> None:
        """Let the chain ask for parameters of an algorithm, by the same names."""
        for name in names:
            self.add_input(
                QgsApplication.processingRegistry().algorithmById(algorithm).parameterDefinition(name).clone()
            )

    def add_input(self, definition: QgsProcessingParameterDefinition) -> None:
        """Let the chain ask for a parameter of its own."""
        place = QgsProcessingModelParameter(definition.name())
        place.setPosition(QPointF(140, 80 + 90 * len(self.inputs)))
        self.model.addModelParameter(definition, place)
        self.inputs.append(definition.name())

    def add_step(
        self, algorithm: str, step: str, title: str, sources: Mapping[str, Any], outputs: Mapping[str, str]
    ) -> None:
        """Add an algorithm.

        Args:
            algorithm: its id.
            step: id of the step in the chain.
            title: of the step.
            sources: value, or source, by parameter; an input of the chain of the same name needs none.
            outputs: title by name of the algorithm's output.
        """
        child = QgsProcessingModelChildAlgorithm(algorithm)
        child.setChildId(step)
        child.setDescription(title)
        child.setPosition(QPointF(480 + 300 * (self._steps % 2), 120 + 170 * (self._steps // 2)))
        source = QgsProcessingModelChildParameterSource
        for definition in QgsApplication.processingRegistry().algorithmById(algorithm).parameterDefinitions():
            name = definition.name()
            if name in sources:
                given = sources[name]
                child.addParameterSources(name, [given if isinstance(given, source) else source.fromStaticValue(given)])
            elif name in self.inputs and name in _TAKES[algorithm]:
                child.addParameterSources(name, [source.fromModelParameter(name)])
            elif not definition.isDestination() and not definition.flags() & _OPTIONAL:
                # QGIS calls a chain valid only if each parameter has a value, even where the default is meant.
                child.addParameterSources(name, [source.fromStaticValue(definition.defaultValue())])
        shown = {}
        for row, (name, words) in enumerate(outputs.items()):
            output = QgsProcessingModelOutput(words)
            output.setChildId(step)
            output.setChildOutputName(name)
            output.setPosition(QPointF(1080, 120 + 170 * (self._steps // 2) + 50 * row))
            shown[words] = output
        child.setModelOutputs(shown)
        self.model.addChildAlgorithm(child)
        self._steps += 1

    def write(self, name: str) -> None:
        """Write the chain."""
        self.model.updateDestinationParameters()
        destinations = [one.name() for one in self.model.parameterDefinitions() if one.isDestination()]
        self.model.setParameterOrder([*self.inputs, *destinations])
        path = FOLDER / f"{name}.model3"
        if not self.model.toFile(str(path)):
            sys.exit(f"{name} could not be written.")
        path.write_text(_in_order(path.read_text(encoding="utf-8")), encoding="utf-8")


def _in_order(xml: str) -> str:
    """Return options with their attributes in one order; Qt writes them in that of a random hash."""

    def ordered(tag: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(tag[1]))
        return "<Option" + "".join(f' {name}="{attributes[name]}"' for name in _ORDER if name in attributes) + tag[2]

    return _TAG.sub(ordered, xml)


def landcover_to_imagery() -> Chain:
    """Land cover to imagery, with the inputs that matter."""
    chain = Chain(
        "Land cover to imagery",
        QgsApplication.processingRegistry().algorithmById(GENERATE).shortDescription(),
    )
    chain.add_inputs(GENERATE, ("LANDCOVER", "CLASSES", "BUILDINGS", "MODEL", "SEED"))
    chain.add_step(GENERATE, "imagery", "Imagery", {}, {"OUTPUT": "Synthetic imagery"})
    return chain


def landcover_to_change() -> Chain:
    """Two land covers become two images, a mask of the change, and chips of all three."""
    chain = Chain(
        "Land cover to change pair and chips",
        QgsApplication.processingRegistry().algorithmById(CHANGE).shortDescription(),
    )
    chain.add_inputs(CHANGE, OF_CHANGE)
    outputs = {
        "OUTPUT_BEFORE": "Imagery before",
        "OUTPUT_AFTER": "Imagery after",
        "CHANGE": "Change mask",
        "CHIPS": "Chips for change detection",
    }
    chain.add_step(CHANGE, "change", "Change pair", {}, outputs)
    return chain


def imagery_to_report() -> Chain:
    """Imagery and land cover become a mixed training set, a trained model and its report."""
    chain = Chain(
        "Imagery and land cover to trained model",
        "Cuts imagery and land cover into chips, adds synthetic ones, trains a segmentation model on them and scores "
        "it on real chips that were kept apart.",
    )
    chain.add_inputs(BUILD, OF_SET)
    chain.add_inputs(TRAIN, OF_TRAINING)
    _add_training(chain, "mixed", "", {})
    return chain


def real_beside_mixed() -> Chain:
    """Two models on the same ground: one trained on real chips alone, one on real and synthetic chips."""
    chain = Chain(
        "Real chips beside real and synthetic ones",
        "Trains two segmentation models: one on real chips alone, and one on the same real chips with synthetic ones "
        "added. Both are scored on the same real test chips. One pair of trainings can differ by chance: 'Does "
        "synthetic imagery help?' repeats them and says how sure the difference is.",
    )
    chain.add_inputs(BUILD, OF_SET)
    chain.add_inputs(TRAIN, OF_TRAINING)
    _add_training(chain, "real", ", real chips", {"SYNTHETIC_PERCENT": 0})
    _add_training(chain, "mixed", ", real and synthetic chips", {})
    return chain


def imagery_of_polygons() -> Chain:
    """Imagery of the part of a land cover that polygons cover; with one run for each polygon, of each part."""
    chain = Chain(
        "Land cover to imagery, polygon by polygon",
        "Generates imagery of the extent of polygons. Press the button 'Iterate over this layer' beside the polygons "
        "to get one raster for each of them. Rasters of a grid fit together without seams, because each has the pixels "
        "that the whole raster would have there.",
    )
    chain.add_inputs(GENERATE, ("LANDCOVER",))
    polygons = QgsProcessingParameterFeatureSource("POLYGONS", "Polygons", [QgsProcessing.SourceType.TypeVectorPolygon])
    polygons.setHelp("Polygons whose extent is generated, for example a grid made with Create grid.")
    chain.add_input(polygons)
    chain.add_inputs(GENERATE, ("CLASSES", "MODEL", "SEED"))
    source = QgsProcessingModelChildParameterSource
    placed = {"INPUT": source.fromModelParameter("POLYGONS"), "TARGET_CRS": source.fromModelParameter("LANDCOVER")}
    chain.add_step("native:reprojectlayer", "placed", "Placed", placed, {})
    corners = "|| ',' ||".join(f"@Placed_OUTPUT_{corner}" for corner in ("minx", "maxx", "miny", "maxy"))
    extent = {"EXTENT": source.fromExpression(corners)}
    chain.add_step(GENERATE, "imagery", "Imagery", extent, {"OUTPUT": "Synthetic imagery"})
    # QGIS does not see that the expression needs the step, and takes steps that need nothing in any order.
    chain.model.childAlgorithm("imagery").setDependencies([QgsProcessingModelChildDependency("placed")])
    return chain


def _add_training(chain: Chain, name: str, words: str, sources: Mapping[str, Any]) -> None:
    chain.add_step(BUILD, f"set_{name}", f"Training set{words}", {"MODE": "add", **sources}, {})
    folder = QgsProcessingModelChildParameterSource.fromChildOutput(f"set_{name}", "OUTPUT")
    outputs = {"OUTPUT": f"Trained model{words}", "REPORT": f"Report{words}"}
    chain.add_step(TRAIN, f"training_{name}", f"Training{words}", {"TRAINING_SET": folder}, outputs)


def main() -> None:
    """Write the chains into resources/models3."""
    sys.path.insert(0, sys.argv[1])
    application = QgsApplication([], False)
    application.initQgis()
    QgsApplication.processingRegistry().addProvider(QgsNativeAlgorithms())
    import satsyn

    plugin = satsyn.classFactory(None)
    plugin.initProcessing()
    landcover_to_imagery().write("landcover_to_imagery")
    landcover_to_change().write("landcover_to_change")
    imagery_to_report().write("imagery_to_trained_model")
    real_beside_mixed().write("real_beside_mixed")
    imagery_of_polygons().write("landcover_to_imagery_of_polygons")
    plugin.unload()


if __name__ == "__main__":
    main()
