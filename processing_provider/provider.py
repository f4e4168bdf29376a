"""The Processing provider `satsyn`: its name, its icon and its algorithms."""

from __future__ import annotations

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .buildtrainingset import BuildTrainingSetAlgorithm
from .describemodel import DescribeModelAlgorithm
from .environment import EnvironmentAlgorithm
from .evaluateimagery import EvaluateImageryAlgorithm
from .generateimagery import GenerateImageryAlgorithm
from .icon import ICON
from .predictlandcover import PredictLandCoverAlgorithm
from .trainevaluatesegmentation import TrainEvaluateSegmentationAlgorithm
from .traingenerator import TrainGeneratorAlgorithm


class SatSynProvider(QgsProcessingProvider):
    """Offers the jobs of SatSyn in the toolbox, in models, in batch and to `qgis_process`."""

    def id(self) -> str:
        return "satsyn"

    def name(self) -> str:
        return "SatSyn"

    def longName(self) -> str:
        return "SatSyn: synthetic satellite imagery"

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        return ["tif", "tiff"]

    def loadAlgorithms(self) -> None:
        for algorithm in (
            GenerateImageryAlgorithm,
            TrainGeneratorAlgorithm,
            BuildTrainingSetAlgorithm,
            EvaluateImageryAlgorithm,
            TrainEvaluateSegmentationAlgorithm,
            PredictLandCoverAlgorithm,
            DescribeModelAlgorithm,
            EnvironmentAlgorithm,
        ):
            self.addAlgorithm(algorithm())
