"""Training of the default family: its plan and its method; `step` has the training step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import Tensor, nn

from ...contract.loss_weights import WITHOUT_PRETRAINED, LossWeights, with_loss_weights
from ...contract.progress import Reporter
from ...learning.memory_format import channels_last
from ..model import GeneratorDescription
from ..network.architecture import PIXEL_SHUFFLE_FACTOR, PRESETS, SHAPE_PARAMETERS, SHAPES, STRIDES, Architecture
from ..network.inputs import LabelCrop, LabelInputs, label_inputs
from ..network.noise import RandomNoise
from ..network.perceptual_features import (
    DISTRIBUTION,
    PretrainedFeatures,
    load_pretrained_features,
    pretrained_weights_installed,
)
from ..network.radiometry import class_positions
from ..network.styled_images import styled_images
from ..seamless import SeamlessGenerator
from ..style_radiometry import with_radiometry
from ..styles import draw_apart
from .bank_radiometry import bank_radiometry
from .batch import encoder_inputs
from .crops import CropBatch, GeneratorCrops
from .method import TrainingOptions, require_multiple
from .networks import GeneratorTrainingState
from .optimise import SteppedMethod
from .random_streams import CropStream
from .settings import GeneratorTrainingSettings
from .step import TrainingStep
from .style_bank import (
    CODES,
    MIN_STEPS_TO_SELECT,
    PREVIEW_CODES,
    SELECTION_CROPS,
    LegibilityTrial,
    drawable_classes,
)
from .style_candidates import AssembledBank, CandidateCrops, StyleCandidates, assembled_bank, style_candidates
from .style_colours import (
    TypicalColours,
    both_tests,
    credible_classes,
    known_classes,
    plain_areas,
    typical_shares,
)
from .warm_start import of_preset, start_from

BATCH_STEP = 4


@dataclass(frozen=True)
class SeamlessPlan:
    """What is trained of the default family, and how.

    Attributes:
        preset: size of the networks, a key of `PRESETS`.
        settings: of the training.
        initial: generator whose weights the training starts from; None starts from random ones.
        fine_noise: standard deviation of the noise of the finest scale; None for the usual one.
        shapes: hyper-parameters of the shape inputs that differ from the usual ones.
        lacks_pretrained: whether pretrained features are wanted and not installed.
    """

    preset: str
    settings: GeneratorTrainingSettings
    initial: SeamlessGenerator | None = None
    fine_noise: float | None = None
    shapes: Mapping[str, Any] = field(default_factory=dict)
    lacks_pretrained: bool = False

    @classmethod
    def of(cls, preset: str, options: TrainingOptions) -> SeamlessPlan:
        """Return the plan.

        Args:
            preset: a key of `PRESETS`.
            options: of the user.

        Raises:
            InputError: crop or batch size don't fit the method, or the initial model is of another size.
        """
        usual = GeneratorTrainingSettings()
        crop, batch = options.crop or usual.crop, options.batch or usual.batch
        require_multiple("CROP", crop, STRIDES[0])
        require_multiple("BATCH", batch, BATCH_STEP)
        pretrained = options.photographs and pretrained_weights_installed()
        lacks_pretrained = options.photographs and not pretrained
        weights = replace(LossWeights() if pretrained else WITHOUT_PRETRAINED, diversity=options.diversity)
        left_to_the_end = options.fine_noise is None and options.initial is None
        settings = GeneratorTrainingSettings(
            iterations=options.iterations,
            crop=crop,
            batch=batch,
            warm_up=options.warm_up,
            seed=options.seed,
            weights=with_loss_weights(weights, options.loss_weights),
            photographs=pretrained,
            plan_share=options.plan_share,
            fine_noise_delay=usual.fine_noise_delay if left_to_the_end else 0,
        )
        if options.initial is None:
            return cls(preset, settings, None, options.fine_noise, _shapes(options, None), lacks_pretrained)
        initial = of_preset(options.initial, preset)
        shapes = _shapes(options, initial.architecture)
        fine_noise = initial.architecture.noise_amplitudes[-1] if options.fine_noise is None else options.fine_noise
        settings = replace(settings, initial=initial.digest)
        return cls(preset, settings, initial, fine_noise, shapes, lacks_pretrained)

    @property
    def crop(self) -> int:
        """See `TrainingPlan`."""
        return self.settings.crop

    @property
    def seed(self) -> int:
        """See `TrainingPlan`."""
        return self.settings.seed

    @property
    def plan_share(self) -> float:
        """See `TrainingPlan`."""
        return self.settings.plan_share

    def architecture(self, classes: int, bands: int) -> Architecture:
        """See `TrainingPlan`."""
        usual = Architecture(classes=classes, bands=bands, **PRESETS[self.preset], **self.shapes)
        if self.fine_noise is None:
            return usual
        return replace(usual, noise_amplitudes=(*usual.noise_amplitudes[:-1], self.fine_noise))

    def method(self, classes: int, bands: int, fabric: Fabric, reporter: Reporter) -> SeamlessMethod:
        """Return the method; without pretrained features it compares imagery in those of its own discriminator."""
        architecture, initial = self.architecture(classes, bands), self.initial
        pretrained = load_pretrained_features().to(fabric.device) if self.settings.photographs else None
        if self.lacks_pretrained:
            reporter.log(
                "The pretrained network is not installed, so the training goes on without its features, which "
                f"gives worse imagery: run 'pip install {DISTRIBUTION}' in the SatSyn environment, and train again.",
                "warning",
            )
        if initial is None:
            return SeamlessMethod(architecture, self.settings, fabric, pretrained)
        is_trained = (initial.architecture.classes, initial.architecture.bands) == (classes, bands)
        settings = replace(self.settings, reconstruction_phase=0) if is_trained else self.settings
        method = SeamlessMethod(architecture, settings, fabric, pretrained)
        share = start_from(method.state, initial)
        reporter.log(f"{share:.0%} of the weights start from those of {initial.name}, the others at random.")
        return method


def _shapes(options: TrainingOptions, initial: Architecture | None) -> dict[str, Any]:
    """Return the hyper-parameters of the shape inputs, given those of the initial generator."""
    if options.shapes == "auto" and initial is not None:
        return {name: getattr(initial, name) for name in SHAPE_PARAMETERS}
    shapes = dict(SHAPES["edges" if options.shapes == "auto" else options.shapes])
    if options.shapes == "instances" and options.instance_classes:
        require_multiple("INSTANCE_SIZE", options.instance_size, PIXEL_SHUFFLE_FACTOR)
        shapes |= {"instance_classes": options.instance_classes, "instance_reach": options.instance_size}
    return shapes


class SeamlessMethod(SteppedMethod):
    """Trains generator and encoder against a segmentation discriminator; their averaged weights are what is saved."""

    def __init__(
        self,
        architecture: Architecture,
        settings: GeneratorTrainingSettings,
        fabric: Fabric,
        pretrained: PretrainedFeatures | None = None,
    ) -> None:
        """Build the networks with random weights on the fabric's device; for `pretrained` see `TrainingStep`."""
        self.architecture = architecture
        self.settings = settings
        self.state = channels_last(GeneratorTrainingState(architecture, settings).to(fabric.device))
        self._pretrained = pretrained
        step = TrainingStep(self.state, architecture, settings, fabric, pretrained)
        super().__init__(step, {**asdict(settings), "architecture": architecture.to_json()})

    @property
    def pretrained_features(self) -> PretrainedFeatures | None:
        """See `TrainingMethod`."""
        return self._pretrained

    @property
    def saved(self) -> Sequence[nn.Module]:
        """See `TrainingMethod`."""
        return self.state.averaged_generator, self.state.averaged_encoder

    @property
    def validation_start(self) -> int:
        """See `TrainingMethod`."""
        return self.settings.full_weight_start

    @property
    def full_pace_from(self) -> int:
        """See `TrainingMethod`: from there on, a discriminator and a second style of each image are computed too."""
        return self.settings.adversarial_start

    @property
    def crops_per_step(self) -> int:
        """See `TrainingMethod`: half of the images of a batch are generated twice, with two codes."""
        return self.settings.batch * 3 // 4

    @torch.no_grad()
    def encode_styles(self, crops: CropBatch) -> Tensor:
        """See `TrainingMethod`."""
        means: Tensor = self.state.averaged_encoder(*encoder_inputs(crops, self.architecture, self._device))[0]
        return means

    def draw_styles(self, sampler: GeneratorCrops, count: int) -> Tensor:
        """See `TrainingMethod`: from a small bank of codes, of which every class may be drawn."""
        classes = self.architecture.classes
        _, bank, radiometry = self._bank(sampler, PREVIEW_CODES)
        entries = with_radiometry(bank.codes, radiometry).numpy()
        parts = [class_positions(self.architecture, index, entries.shape[1]) for index in range(classes)]
        drawable = np.ones((len(entries), classes), bool)
        seed = self.settings.seed
        codes = [draw_apart(entries, drawable, parts, seed, variant).code for variant in range(count)]
        return torch.from_numpy(np.stack(codes)).to(self._device)

    @torch.no_grad()
    def generate(self, crops: CropBatch, codes: Tensor, seed: int) -> Tensor:
        """See `TrainingMethod`."""
        return self._generate(self._label_inputs(crops), codes, seed)

    def _label_inputs(self, crops: CropBatch) -> LabelInputs:
        """Return the label features of N crops."""
        return label_inputs(self.architecture, crops.label_crop.to(self._device))

    def _generate(self, labels: LabelInputs, codes: Tensor, seed: int) -> Tensor:
        noise = RandomNoise(torch.Generator(device=self._device).manual_seed(seed))
        inputs = labels.with_noise(noise)
        return styled_images(self.state.averaged_generator, inputs, codes)

    def build_generator(self, sampler: GeneratorCrops, description: GeneratorDescription) -> SeamlessGenerator:
        """See `TrainingMethod`; the style bank is encoded from training crops. Where the discriminator
        has been trained on the classes of real imagery, random styles only take those classes of each code that it
        recognises, and that have colours of real imagery.
        """
        network, encoder = self.state.averaged_generator, self.state.averaged_encoder
        candidates, assembled, radiometry = self._bank(sampler, CODES)
        bank = with_radiometry(assembled.codes, radiometry)
        drawable = torch.ones(len(bank), self.architecture.classes, dtype=torch.bool)
        if MIN_STEPS_TO_SELECT <= self.settings.warm_up < self.settings.iterations:
            trial = self._legibility_trial(sampler.draw(CropStream.STYLE_SELECTION.step(), SELECTION_CROPS))
            drawable = drawable_classes(bank, self.architecture, [trial], self.settings.seed)
            drawable = both_tests(drawable, self._credible_classes(bank, candidates.blocks))
        return SeamlessGenerator(
            description=description,
            network=network.cpu().eval(),
            encoder=encoder.cpu().eval(),
            bank=assembled.codes,
            drawable=drawable,
            bank_radiometry=radiometry,
        )

    def _bank(self, sampler: GeneratorCrops, entries: int) -> tuple[StyleCandidates, AssembledBank, Tensor]:
        """Return candidates, a bank of some of their codes, and its gains and offsets."""
        crops, architecture = CandidateCrops(sampler), self.architecture
        candidates = style_candidates(self.state.averaged_encoder, crops, architecture, self._device, entries)
        bank = assembled_bank(candidates, architecture)
        return candidates, bank, bank_radiometry(bank, crops, architecture, self._generate_crops)

    def _generate_crops(self, land_cover: LabelCrop, codes: Tensor, seed: int) -> Tensor:
        return self._generate(
            label_inputs(self.architecture, land_cover.to(self._device)), codes.to(self._device), seed
        )

    def _legibility_trial(self, crops: CropBatch) -> LegibilityTrial:
        """Return the trial of styles on crops, segmented by the discriminator, which is trained on the classes of real
        imagery from the first step on.
        """

        def segment(images: Tensor) -> Tensor:
            logits: Tensor = self.state.discriminator(images).classes
            return logits[:, : self.architecture.classes]

        labels = torch.from_numpy(crops.labels).to(self._device)
        return LegibilityTrial(labels, self._generate_in(crops.label_crop), segment)

    def _credible_classes(self, bank: Tensor, blocks: Sequence[Tensor]) -> Tensor:
        """Return which classes of each entry have colours of real blocks of the classes (entries, K)."""
        typical = [TypicalColours.of(own) for own in blocks]
        if not known_classes(typical):
            return torch.ones(len(bank), len(typical), dtype=torch.bool)
        generate = self._generate_in(plain_areas(self.architecture, known_classes(typical)))
        return credible_classes(typical_shares(bank, self.architecture, typical, generate, self.settings.seed))

    def _generate_in(self, crop: LabelCrop) -> Callable[[Tensor], Tensor]:
        """Return what generates the land cover of N crops in each of c styles (c, code size)."""
        labels = label_inputs(self.architecture, crop.to(self._device))

        def generate(codes: Tensor) -> Tensor:
            again = torch.arange(len(labels.classes), device=self._device).repeat(len(codes))
            styles = codes.to(self._device).repeat_interleave(len(labels.classes), 0)
            return self._generate(labels.select(again), styles, self.settings.seed)

        return generate

    @property
    def _device(self) -> torch.device:
        return next(self.state.averaged_encoder.parameters()).device
