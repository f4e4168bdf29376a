"""What the tests of algorithms say again and again, in one line each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal
from qgis.core import QgsProcessingAlgorithm, QgsProcessingFeedback, QgsProcessingParameterDefinition

gdal.UseExceptions()


class RecordingFeedback(QgsProcessingFeedback):
    """Keeps what an algorithm says."""

    def __init__(self) -> None:
        super().__init__(False)
        self.said: list[str] = []
        self.warnings: list[str] = []
        self.fractions: list[float] = []
        self.progressChanged.connect(self.fractions.append)

    def pushInfo(self, info: str) -> None:
        self.said.append(info)

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.warnings.append(error)


@dataclass
class Run:
    """A finished run: its outputs and what it said."""

    outputs: dict[str, Any]
    feedback: RecordingFeedback = field(repr=False)

    @property
    def output(self) -> Path:
        return Path(self.outputs["OUTPUT"])


def assert_algorithm(algorithm: QgsProcessingAlgorithm, name: str, group: str) -> None:
    """An algorithm that a user can find and understand, and whose copies are its own kind."""
    assert algorithm.id() == f"satsyn:{name}"
    assert algorithm.group() == group
    assert algorithm.displayName()
    assert not algorithm.icon().isNull()
    assert type(algorithm.create()) is type(algorithm)
    help_text = algorithm.shortHelpString()
    for definition in algorithm.parameterDefinitions():
        assert definition.help(), f"{definition.name()} has no help"
        assert definition.description() in help_text


def assert_parameter(
    algorithm: QgsProcessingAlgorithm,
    name: str,
    kind: str,
    *,
    default: object = None,
    optional: bool = False,
    advanced: bool = False,
) -> None:
    definition = algorithm.parameterDefinition(name)
    assert definition is not None, f"{algorithm.id()} has no parameter {name}"
    flags = QgsProcessingParameterDefinition.Flag
    assert definition.type() == kind
    assert definition.defaultValue() == default
    assert bool(definition.flags() & flags.FlagOptional) is optional
    assert bool(definition.flags() & flags.FlagAdvanced) is advanced


def assert_run(algorithm: str, **parameters: object) -> Run:
    """Run an algorithm as a script would; the raster it says it wrote is there."""
    import processing

    feedback = RecordingFeedback()
    run = Run(processing.run(algorithm, parameters, feedback=feedback), feedback)
    if "OUTPUT" in run.outputs:
        assert run.output.is_file()
    return run


def assert_same_grid(output: Path, reference: Path) -> None:
    """The output lies on exactly the pixels of the reference: CRS, geotransform and size, with no tolerance."""
    made, given = gdal.Open(str(output)), gdal.Open(str(reference))
    assert made.GetProjection() == given.GetProjection()
    assert made.GetGeoTransform() == given.GetGeoTransform()
    assert (made.RasterXSize, made.RasterYSize) == (given.RasterXSize, given.RasterYSize)


def assert_nodata_where_nodata(output: Path, reference: Path) -> None:
    """Exactly the pixels that are nodata in the reference are nodata in every band of the output."""
    made, given = gdal.Open(str(output)), gdal.Open(str(reference))
    nodata = given.GetRasterBand(1).GetNoDataValue()
    assert nodata is not None
    unknown = given.ReadAsArray() == nodata
    assert unknown.any() and not unknown.all()
    for band in range(1, made.RasterCount + 1):
        assert made.GetRasterBand(band).GetNoDataValue() == nodata
        np.testing.assert_array_equal(made.GetRasterBand(band).ReadAsArray() == nodata, unknown)


def pixels(path: Path) -> np.ndarray:
    return gdal.Open(str(path)).ReadAsArray()
