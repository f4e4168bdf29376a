"""Measuring synthetic imagery, from parameters to metrics and report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from .. import __version__
from ..contract.atomic_files import all_or_none
from ..contract.class_scheme import ClassScheme, read_scheme
from ..contract.declaration import flat_values
from ..contract.declarations.evaluate_imagery import EvaluateImagery
from ..contract.errors import InputError
from ..contract.progress import Reporter
from ..evaluation.imagery import features
from ..evaluation.imagery.comparison import Comparison, ImagerySet
from ..evaluation.imagery.evaluate import evaluate_imagery
from ..evaluation.imagery.features import FeatureExtractor
from ..evaluation.imagery.generated import GeneratedImagery, encoded_style
from ..evaluation.imagery.result import ImageryEvaluation
from ..evaluation.reports.imagery import write_imagery_report
from ..generator.families import load_generator
from ..generator.model import ImageryGenerator
from ..generator.network.noise import noise_seed_of
from ..landcover.inferred_scheme import infer_scheme
from ..learning.devices import make_fabric
from ..raster.bands import parse_bands, used_bands
from ..scenes.imagery import UnlabelledImagery
from ..scenes.pairs import OpenImagery, Scene, match_scene, open_imagery, open_scene, pair_scenes
from ..segmentation.model import SegmentationModel


def run(parameters: EvaluateImagery, reporter: Reporter) -> dict[str, object]:
    """Do the job: open everything, measure it, write metrics and report together."""
    if not parameters.imagery.synthetic and not parameters.imagery.model:
        raise InputError("Give SYNTHETIC, imagery to measure, or MODEL, a generator that paints it.")
    if parameters.comparison.patch % 4:
        raise InputError(f"PATCH must be a multiple of 4, not {parameters.comparison.patch}.")
    targets = [Path(path) for path in (parameters.output, parameters.report) if path]
    with all_or_none(targets) as temporary, ExitStack() as stack:
        fabric = make_fabric(parameters.computation.device, parameters.computation.precision)
        comparison = _Opened(parameters, stack, reporter).comparison()
        reporter.log(f"Imagery is compared in the features of: {comparison.extractor.name}.")
        evaluation = evaluate_imagery(comparison, fabric, reporter.part(0.1, 1))
        content = {**evaluation.to_json(), "inputs": _inputs(parameters), "satsyn_version": __version__}
        temporary[0].write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if parameters.report:
            write_imagery_report(temporary[1], evaluation, [])
    reporter.log(evaluation.audit.verdict if evaluation.audit else evaluation.audit_note)
    return _outputs(parameters, evaluation)


class _Opened:
    """Opens what the parameters name; everything closes with the stack."""

    def __init__(self, parameters: EvaluateImagery, stack: ExitStack, reporter: Reporter) -> None:
        self._parameters = parameters
        self._stack = stack
        self._reporter = reporter
        self._bands = parse_bands(parameters.imagery.bands)
        self._judge = (
            SegmentationModel.load(parameters.comparison.segmentation) if parameters.comparison.segmentation else None
        )
        self._generator = load_generator(parameters.imagery.model) if parameters.imagery.model else None
        self._scheme = self._class_scheme()

    def comparison(self) -> Comparison:
        """Return what is compared."""
        parameters = self._parameters
        real = self._scenes(parameters.imagery.real)
        self._check_models(real)
        synthetic = [
            self._in_own_bands(pair) for pair in self._scenes(parameters.imagery.synthetic or (), every_band=True)
        ]
        training = self._training()
        _check_alike(real[0], [*real, *synthetic, *training])
        trained = {Path(path).resolve() for path in parameters.imagery.training or ()}
        low, high = self._value_range(real[0])
        return Comparison(
            real=real,
            sets=self._sets(real, synthetic),
            training=training,
            unseen=[pair for pair in real if Path(pair.imagery.name).resolve() not in trained],
            scheme=self._scheme,
            band_names=real[0].band_names,
            low=low,
            high=high,
            extractor=self._extractor(real[0], low, high),
            segmentation=self._judge,
            patch=parameters.comparison.patch,
            count=parameters.comparison.count,
            seed=parameters.comparison.seed,
        )

    def _class_scheme(self) -> ClassScheme:
        parameters = self._parameters
        known = [model.scheme for model in (self._judge, self._generator) if model is not None]
        if len(known) == 2 and known[0].names != known[1].names:
            raise InputError(
                f"The segmentation model knows {', '.join(known[0].names)}, and the generator "
                f"{', '.join(known[1].names)}: give models of the same classes in the same order."
            )
        if known:
            return known[0]
        if parameters.imagery.scheme:
            return read_scheme(parameters.imagery.scheme)
        return infer_scheme(
            parameters.imagery.landcover, parameters.imagery.classes, with_buildings=False, reporter=self._reporter
        )

    def _scenes(self, imagery: Sequence[str], *, every_band: bool = False) -> list[Scene]:
        opened = []
        for files in pair_scenes(imagery, self._parameters.imagery.landcover) if imagery else ():
            match = match_scene(files, self._scheme, self._parameters.imagery.classes, self._reporter)
            bands = None if every_band else self._bands
            opened.append(self._stack.enter_context(open_scene(files, match, bands=bands)))
        return opened

    def _in_own_bands(self, pair: Scene) -> Scene:
        """Return synthetic imagery in the bands named; one that has just as many holds them already, in their order."""
        if self._bands is None:
            return pair
        if pair.imagery.count == len(self._bands):
            return replace(pair, bands=tuple(pair.imagery.indexes))
        return replace(pair, bands=used_bands(pair.imagery, self._bands))

    def _sets(self, real: Sequence[Scene], synthetic: Sequence[Scene]) -> list[ImagerySet]:
        sets = [ImagerySet("synthetic", synthetic, _same_ground(synthetic))] if synthetic else []
        if self._generator is not None:
            sets += self._painted(self._generator, real)
        return sets

    def _painted(self, generator: ImageryGenerator, real: Sequence[Scene]) -> list[ImagerySet]:
        parameters = self._parameters
        groups = [
            [
                GeneratedImagery(
                    f"{pair.name}, style {code + 1}",
                    pair.land_cover,
                    generator,
                    generator.draw_style(parameters.comparison.seed, code),
                    noise_seed_of(parameters.comparison.seed, code),
                    parameters.computation.device,
                )
                for code in range(parameters.comparison.codes)
            ]
            for pair in real
        ]
        encoded = [
            GeneratedImagery(
                f"{pair.name}, own style",
                pair.land_cover,
                generator,
                encoded_style(pair, generator),
                parameters.comparison.seed,
                parameters.computation.device,
            )
            for pair in real
        ]
        random = ImagerySet("random styles", [one for group in groups for one in group], groups)
        return [random, ImagerySet("encoded styles", encoded)]

    def _training(self) -> list[UnlabelledImagery]:
        paths = self._parameters.imagery.training or ()
        opened = [self._stack.enter_context(open_imagery(path, self._bands)) for path in paths]
        return [UnlabelledImagery(one.name, one.imagery, one.bands) for one in opened]

    def _check_models(self, real: Sequence[Scene]) -> None:
        for pair in real:
            if self._judge is not None:
                self._judge.check_bands(pair.imagery.name, len(pair.bands))
            if self._generator is not None and len(pair.bands) != len(self._generator.band_names):
                raise InputError(
                    f"{pair.imagery.name} has {len(pair.bands)} bands, and the generator paints "
                    f"{', '.join(self._generator.band_names)}: give imagery with these bands, or name them in BANDS."
                )

    def _value_range(self, pair: Scene) -> tuple[float, float]:
        if self._judge is not None:
            return self._judge.normalisation.low, self._judge.normalisation.high
        if self._generator is not None:
            return self._generator.values.low, self._generator.values.high
        if pair.dtype == "uint8":
            return 0.0, 255.0
        shape = (len(pair.bands), *(min(length, 1024) for length in (pair.grid.height, pair.grid.width)))
        seen = pair.imagery.read(pair.bands, out_shape=shape, masked=True)
        return float(seen.min()), float(seen.max())

    def _extractor(self, pair: Scene, low: float, high: float) -> FeatureExtractor:
        if self._parameters.comparison.features == "inception":
            return features.inception_features(low, high)
        if self._judge is not None:
            return features.segmentation_features(self._judge)
        bundled = features.bundled_features(len(pair.bands), pair.dtype)
        if bundled is not None:
            return bundled
        if self._generator is not None:
            return features.style_features(self._generator)
        return features.fixed_features(len(pair.bands), low, high)


def _check_alike(first: OpenImagery, imagery: Sequence[OpenImagery]) -> None:
    """Check that all imagery has the bands and numbers of the first one."""
    for one in imagery:
        if (len(one.bands), one.dtype) != (len(first.bands), first.dtype):
            raise InputError(
                f"{one.imagery.name} has {len(one.bands)} bands of {one.dtype}, and {first.imagery.name} has "
                f"{len(first.bands)} of {first.dtype}: imagery is compared in the same bands. Name them in BANDS."
            )


def _same_ground(scenes: Sequence[Scene]) -> list[list[Scene]]:
    """Return the scenes in groups that have the same grid: images of the same land cover."""
    groups: list[list[Scene]] = []
    for scene in scenes:
        group = next((group for group in groups if group[0].grid.same_pixels_as(scene.grid)), None)
        if group is None:
            groups.append([scene])
        else:
            group.append(scene)
    return groups


def _inputs(parameters: EvaluateImagery) -> dict[str, object]:
    names = (
        "real",
        "synthetic",
        "landcover",
        "training",
        "model",
        "segmentation",
        "seed",
        "codes",
        "patch",
        "count",
        "bands",
    )
    asked = flat_values(parameters)
    return {name: asked[name] for name in names}


def _outputs(parameters: EvaluateImagery, evaluation: ImageryEvaluation) -> dict[str, object]:
    first, audit = evaluation.measured[0], evaluation.audit
    outputs: dict[str, object] = {
        "OUTPUT": parameters.output,
        "REPORT": parameters.report,
        "FRECHET_DISTANCE": first.frechet,
        "FRECHET_FLOOR": evaluation.frechet_floor,
        "KERNEL_DISTANCE": first.kernel,
        "PRECISION_SHARE": first.shares.precision,
        "RECALL_SHARE": first.shares.recall,
        "DENSITY": first.shares.density,
        "COVERAGE": first.shares.coverage,
        "FAITHFULNESS": first.faithfulness.mean_iou if first.faithfulness else None,
        "FAITHFULNESS_REAL": evaluation.real_faithfulness.mean_iou if evaluation.real_faithfulness else None,
        "DIVERSITY": first.variety.pixels if first.variety else None,
        "SEAM_INDEX": first.seams,
        "COPIES": audit.copies if audit else None,
        "COPY_P": audit.p_closest if audit else None,
        "VERDICT": audit.verdict if audit else evaluation.audit_note,
        "FEATURES": evaluation.comparison.extractor.name,
    }
    return {name: value for name, value in outputs.items() if value is not None}
