"""The Processing provider `satsyn`: its name, its icon and its algorithms."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..satsyn_core import __version__
from .algorithms.build_training_set import BuildTrainingSetAlgorithm
from .algorithms.describe_landcover import DescribeLandCoverAlgorithm
from .algorithms.describe_model import DescribeModelAlgorithm
from .algorithms.environment import EnvironmentAlgorithm
from .algorithms.evaluate_imagery import EvaluateImageryAlgorithm
from .algorithms.generate_change import GenerateChangeAlgorithm
from .algorithms.generate_imagery import GenerateImageryAlgorithm
from .algorithms.mix_study import MixStudyAlgorithm
from .algorithms.predict_landcover import PredictLandCoverAlgorithm
from .algorithms.train_evaluate_segmentation import TrainEvaluateSegmentationAlgorithm
from .algorithms.train_generator import TrainGeneratorAlgorithm
from .chains import chains
from .icon import ICON
from .settings import add_settings, remove_settings
from .translation import tr


class SatSynProvider(QgsProcessingProvider):
    """Offers the jobs of SatSyn in the toolbox, in models, in batch and to `qgis_process`."""

    def id(self) -> str:
        return "satsyn"

    def name(self) -> str:
        return "SatSyn"

    def longName(self) -> str:
        return tr("SatSyn: synthetic satellite imagery")

    def versionInfo(self) -> str:
        return __version__

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def supportedOutputRasterLayerExtensions(self) -> list[str]:
        return ["tif", "tiff"]

    def load(self) -> bool:
        add_settings()
        return bool(super().load())

    def unload(self) -> None:
        remove_settings()
        super().unload()

    def loadAlgorithms(self) -> None:
        for algorithm in (
            GenerateImageryAlgorithm,
            GenerateChangeAlgorithm,
            TrainGeneratorAlgorithm,
            BuildTrainingSetAlgorithm,
            EvaluateImageryAlgorithm,
            TrainEvaluateSegmentationAlgorithm,
            MixStudyAlgorithm,
            PredictLandCoverAlgorithm,
            DescribeLandCoverAlgorithm,
            DescribeModelAlgorithm,
            EnvironmentAlgorithm,
        ):
            self.addAlgorithm(algorithm())
        # A chain finds its steps through the registry: the first time, before the provider is there, it has none.
        if QgsApplication.processingRegistry().providerById(self.id()) is not None:
            for chain in chains():
                self.addAlgorithm(chain)
