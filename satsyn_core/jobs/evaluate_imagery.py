"""The job that measures synthetic imagery against real imagery, and looks for copies of training imagery."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Optional

from .. import __version__
from ..bundled import BUNDLED_MODEL
from ..errors import InputError
from ..progress import Reporter
from .declaration import Job, Kind, Output, parameter
from .shared_parameters import device_parameter

if TYPE_CHECKING:
    from ..evaluation.features import FeatureExtractor
    from ..evaluation.imagery import Comparison, ImageryEvaluation, ImagerySet
    from ..evaluation.patches import UnlabelledImagery
    from ..generator.model import ImageryGenerator
    from ..landcover.scheme import ClassScheme
    from ..pairing import ScenePair


@dataclass(frozen=True)
class EvaluateImagery:
    """Parameters of `evaluate-imagery`; their meaning stands with each field."""

    real: tuple[str, ...] = parameter(
        Kind.RASTERS,
        "Real imagery",
        "Rasters that the synthetic imagery shall be like. For the copy audit some of them must be imagery that the "
        "generator was not trained on.",
    )
    landcover: tuple[str, ...] = parameter(
        Kind.RASTERS,
        "Land cover",
        "Land cover of the real and of the synthetic imagery: one raster for each, in the same order, or a single one "
        "for all.",
    )
    output: str = parameter(
        Kind.OUTPUT_FILE, "Metrics", "JSON file to write, with every figure.", files="JSON (*.json)"
    )
    synthetic: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS,
        "Synthetic imagery",
        "Rasters to measure; several of one land cover also give the diversity. Empty: imagery that MODEL paints.",
        optional=True,
    )
    model: Optional[str] = parameter(
        Kind.MODEL,
        "Generator",
        "Imagery generator to measure: it paints the land cover with random styles and with the style of the real "
        "imagery, without files in between.",
        optional=True,
    )
    training: Optional[tuple[str, ...]] = parameter(
        Kind.RASTERS,
        "Training imagery",
        "Imagery that the generator was trained on. Given: the synthetic imagery is searched for copies of it.",
        optional=True,
    )
    segmentation: Optional[str] = parameter(
        Kind.MODEL,
        "Segmentation model",
        "Model trained on real imagery: measures whether the synthetic imagery shows its land cover, and gives the "
        "features in which imagery is compared.",
        optional=True,
    )
    scheme: Optional[str] = parameter(
        Kind.FILE,
        "Class scheme",
        "JSON file with names, values and colours of the classes. Empty: the models' classes, else the land cover's.",
        optional=True,
    )
    classes: Optional[str] = parameter(
        Kind.CLASSES,
        "Classes",
        "What the land cover's values mean, as in \"1=water 2=land 15=nodata\". Empty: the raster's own class names, "
        "else the scheme's values.",
        optional=True,
    )
    seed: int = parameter(
        Kind.INTEGER, "Seed", "Of the patches and random styles.", default=0, minimum=0, maximum=2**31 - 1
    )
    device: str = device_parameter()
    report: Optional[str] = parameter(
        Kind.OUTPUT_FILE, "Report", "HTML page with figures and pictures.", optional=True, files="HTML (*.html)"
    )
    codes: int = parameter(
        Kind.INTEGER,
        "Random styles",
        "How many random styles a generator is measured with.",
        default=2,
        minimum=1,
        maximum=100,
        advanced=True,
    )
    patch: int = parameter(
        Kind.INTEGER,
        "Patch size",
        "Pixels along the side of the patches that are compared, a multiple of 4.",
        default=128,
        minimum=32,
        maximum=1024,
        advanced=True,
    )
    count: int = parameter(
        Kind.INTEGER,
        "Patches",
        "Patches of each set at most. Distances of different numbers of patches cannot be compared.",
        default=400,
        minimum=10,
        maximum=50_000,
        advanced=True,
    )
    features: str = parameter(
        Kind.CHOICE,
        "Features",
        "auto: of the segmentation model, else of a generator, else of fixed filters. inception: Inception v3, as in "
        "most papers, if its weights can be downloaded; made for photographs, not for satellite imagery.",
        default="auto",
        choices=("auto", "inception"),
        advanced=True,
    )
    precision: str = parameter(
        Kind.CHOICE,
        "Precision",
        "full computes with 32-bit numbers, fast with 16-bit ones; auto is fast where the device has them.",
        default="auto",
        choices=("auto", "full", "fast"),
        advanced=True,
    )


JOB = Job(
    name="evaluate-imagery",
    algorithm="evaluateimagery",
    title="Evaluate synthetic imagery",
    summary="Measures how like real imagery synthetic imagery is, whether it shows its land cover, how varied it is, "
    "and whether it repeats imagery that the generator was trained on.",
    parameters=EvaluateImagery,
    outputs=(
        Output("OUTPUT", "Metrics", Kind.OUTPUT_FILE),
        Output("REPORT", "Report", Kind.OUTPUT_FILE),
        Output("FRECHET_DISTANCE", "Fréchet distance", Kind.NUMBER),
        Output("FRECHET_FLOOR", "Fréchet distance of real against real", Kind.NUMBER),
        Output("KERNEL_DISTANCE", "Kernel distance", Kind.NUMBER),
        Output("PRECISION_SHARE", "Precision", Kind.NUMBER),
        Output("RECALL_SHARE", "Recall", Kind.NUMBER),
        Output("DENSITY", "Density", Kind.NUMBER),
        Output("COVERAGE", "Coverage", Kind.NUMBER),
        Output("FAITHFULNESS", "Label faithfulness (mean IoU)", Kind.NUMBER),
        Output("FAITHFULNESS_REAL", "Mean IoU on the real imagery", Kind.NUMBER),
        Output("DIVERSITY", "Diversity", Kind.NUMBER),
        Output("SEAM_INDEX", "Seam index", Kind.NUMBER),
        Output("COPIES", "Number of copied patches", Kind.INTEGER),
        Output("COPY_P", "p of the closest patch", Kind.NUMBER),
        Output("VERDICT", "Verdict on copies", Kind.TEXT),
        Output("FEATURES", "Features", Kind.TEXT),
    ),
    run="jobs.evaluate_imagery:run",
)


def run(parameters: EvaluateImagery, reporter: Reporter) -> dict[str, object]:
    """Do the job: open everything, measure it, write metrics and report together."""
    from ..devices import make_fabric
    from ..evaluation.imagery import evaluate_imagery
    from ..evaluation.imagery_report import write_imagery_report
    from ..outputs import all_or_none

    if not parameters.synthetic and not parameters.model:
        raise InputError("Give SYNTHETIC, imagery to measure, or MODEL, a generator that paints it.")
    if parameters.patch % 4:
        raise InputError(f"PATCH must be a multiple of 4, not {parameters.patch}.")
    targets = [Path(path) for path in (parameters.output, parameters.report) if path]
    with all_or_none(targets) as temporary, ExitStack() as stack:
        fabric = make_fabric(parameters.device, parameters.precision)
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
        from ..generator.model import ImageryGenerator
        from ..segmentation.model import SegmentationModel

        self._parameters = parameters
        self._stack = stack
        self._reporter = reporter
        self._judge = SegmentationModel.load(parameters.segmentation) if parameters.segmentation else None
        self._generator = ImageryGenerator.load(parameters.model) if parameters.model else None
        self._scheme = self._class_scheme()

    def comparison(self) -> Comparison:
        """Return what is compared."""
        from ..evaluation.imagery import Comparison

        parameters = self._parameters
        real = self._scenes(parameters.real)
        sets = self._sets(real)
        training = self._training()
        trained = {Path(path).resolve() for path in parameters.training or ()}
        unseen = [pair for pair in real if Path(pair.imagery.name).resolve() not in trained]
        low, high = self._value_range(real[0])
        self._check_bands(real)
        return Comparison(
            real=real,
            sets=sets,
            training=training,
            unseen=unseen,
            scheme=self._scheme,
            band_names=real[0].band_names,
            low=low,
            high=high,
            extractor=self._extractor(real[0], low, high),
            segmentation=self._judge,
            patch=parameters.patch,
            count=parameters.count,
            seed=parameters.seed,
        )

    def _class_scheme(self) -> ClassScheme:
        from ..landcover.own_scheme import own_scheme
        from ..landcover.scheme import read_scheme

        parameters = self._parameters
        known = [model.scheme for model in (self._judge, self._generator) if model is not None]
        if len(known) == 2 and known[0].names != known[1].names:
            raise InputError(
                f"The segmentation model knows {', '.join(known[0].names)}, and the generator "
                f"{', '.join(known[1].names)}: give models of the same classes in the same order."
            )
        if known:
            return known[0]
        if parameters.scheme:
            return read_scheme(parameters.scheme)
        return own_scheme(parameters.landcover, parameters.classes, with_buildings=False, reporter=self._reporter)

    def _scenes(self, imagery: Sequence[str]) -> list[ScenePair]:
        from ..pairing import match_scene, open_scene, pair_scenes

        opened = []
        for files in pair_scenes(imagery, self._parameters.landcover):
            match = match_scene(files, self._scheme, self._parameters.classes, self._reporter)
            opened.append(self._stack.enter_context(open_scene(files, match)))
        return opened

    def _sets(self, real: Sequence[ScenePair]) -> list[ImagerySet]:
        from ..evaluation.imagery import ImagerySet

        sets = []
        if self._parameters.synthetic:
            synthetic = self._scenes(self._parameters.synthetic)
            sets.append(ImagerySet("synthetic", synthetic, _same_ground(synthetic)))
        if self._generator is not None:
            sets += self._painted(self._generator, real)
        return sets

    def _painted(self, generator: ImageryGenerator, real: Sequence[ScenePair]) -> list[ImagerySet]:
        from ..evaluation.generated import GeneratedImagery, encoded_style
        from ..evaluation.imagery import ImagerySet

        parameters = self._parameters
        groups = [
            [
                GeneratedImagery(
                    f"{pair.name}, style {code + 1}",
                    pair.land_cover,
                    generator,
                    generator.draw_style(parameters.seed, code),
                    parameters.seed + (code << 32),
                    parameters.device,
                )
                for code in range(parameters.codes)
            ]
            for pair in real
        ]
        encoded = [
            GeneratedImagery(
                f"{pair.name}, own style",
                pair.land_cover,
                generator,
                encoded_style(pair, generator),
                parameters.seed,
                parameters.device,
            )
            for pair in real
        ]
        random = ImagerySet("random styles", [one for group in groups for one in group], groups)
        return [random, ImagerySet("encoded styles", encoded)]

    def _training(self) -> list[UnlabelledImagery]:
        from ..evaluation.patches import UnlabelledImagery
        from ..pairing import open_imagery

        opened = [self._stack.enter_context(open_imagery(path)) for path in self._parameters.training or ()]
        return [UnlabelledImagery(one.name, one.imagery, one.bands) for one in opened]

    def _check_bands(self, real: Sequence[ScenePair]) -> None:
        for pair in real:
            if self._judge is not None:
                self._judge.check_bands(pair.imagery.name, len(pair.bands))
            if self._generator is not None and len(pair.bands) != len(self._generator.band_names):
                raise InputError(
                    f"{pair.imagery.name} has {len(pair.bands)} bands, and the generator paints "
                    f"{', '.join(self._generator.band_names)}: give imagery with these bands."
                )

    def _value_range(self, pair: ScenePair) -> tuple[float, float]:
        if self._judge is not None:
            return self._judge.normalisation.low, self._judge.normalisation.high
        if self._generator is not None:
            return self._generator.values.low, self._generator.values.high
        if pair.dtype == "uint8":
            return 0.0, 255.0
        shape = (len(pair.bands), *(min(length, 1024) for length in (pair.grid.height, pair.grid.width)))
        seen = pair.imagery.read(pair.bands, out_shape=shape, masked=True)
        return float(seen.min()), float(seen.max())

    def _extractor(self, pair: ScenePair, low: float, high: float) -> FeatureExtractor:
        from ..evaluation import features
        from ..generator.model import ImageryGenerator

        if self._parameters.features == "inception":
            return features.inception_features(low, high)
        if self._judge is not None:
            return features.segmentation_features(self._judge)
        if self._generator is not None:
            return features.style_features(self._generator)
        if BUNDLED_MODEL.is_file():
            bundled = ImageryGenerator.load(BUNDLED_MODEL)
            if len(bundled.band_names) == len(pair.bands) and bundled.values.dtype == pair.dtype:
                return features.style_features(bundled)
        return features.fixed_features(len(pair.bands), low, high)


def _same_ground(scenes: Sequence[ScenePair]) -> list[list[ScenePair]]:
    """Return the scenes in groups that have the same grid: images of the same land cover."""
    groups: list[list[ScenePair]] = []
    for scene in scenes:
        group = next((group for group in groups if group[0].grid.same_pixels_as(scene.grid)), None)
        if group is None:
            groups.append([scene])
        else:
            group.append(scene)
    return groups


def _inputs(parameters: EvaluateImagery) -> dict[str, object]:
    names = ("real", "synthetic", "landcover", "training", "model", "segmentation", "seed", "codes", "patch", "count")
    return {name: getattr(parameters, name) for name in names}


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
