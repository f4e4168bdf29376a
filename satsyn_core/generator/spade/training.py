"""Training of a generator of the source work's kind: its plan and its method; `training_step` has the step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn

from ...contract.errors import EnvironmentSetupError, InputError
from ...contract.loss_weights import SpadeLossWeights, with_loss_weights
from ...contract.progress import Reporter
from ...learning.memory_format import channels_last
from ..model import GeneratorDescription
from ..network.label_features import one_hot
from ..training.crops import CropBatch, GeneratorCrops
from ..training.method import TrainingOptions, require_multiple
from ..training.optimise import SteppedMethod
from .architecture import SMALLEST_CHIP, SpadeArchitecture
from .encoder import SpadeEncoder
from .model import SpadeGenerator
from .network import SpadeNetwork, plain_weights
from .settings import SpadeSettings
from .training_step import SpadeState, SpadeStep
from .vgg import VggFeatures, load_vgg


@dataclass(frozen=True)
class SpadePlan:
    """The published networks, and the settings to train them with.

    Attributes:
        settings: how to train.
        widths: hyper-parameters other than classes, bands and chip that differ from the published ones.
    """

    settings: SpadeSettings
    widths: Mapping[str, int]

    @classmethod
    def of(cls, options: TrainingOptions, widths: Mapping[str, int] | None = None) -> SpadePlan:
        """Return the plan.

        Raises:
            InputError: the crop size doesn't fit the networks, or an initial model is given.
        """
        if options.initial is not None:
            raise InputError("INITIAL_MODEL is for the presets small and base: leave it empty with paper.")
        usual = SpadeSettings()
        crop = options.crop or usual.crop
        require_multiple("CROP", crop, SMALLEST_CHIP)
        if (options.batch or usual.batch) == 1 and crop == SMALLEST_CHIP:
            raise InputError(
                f"A BATCH of 1 with a CROP of {crop} leaves one number a channel, which cannot be normalised: make one "
                "of them larger."
            )
        weights = with_loss_weights(SpadeLossWeights(diversity=options.diversity), options.loss_weights)
        settings = SpadeSettings(
            iterations=options.iterations,
            crop=crop,
            batch=options.batch or usual.batch,
            seed=options.seed,
            weights=weights if options.vgg else replace(weights, perceptual=0.0),
        )
        return cls(settings, widths or {})

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
        """See `TrainingPlan`; the source work simplifies no land cover."""
        return 0.0

    def architecture(self, classes: int, bands: int) -> SpadeArchitecture:
        """See `TrainingPlan`."""
        return SpadeArchitecture(classes=classes, bands=bands, chip=self.crop, **self.widths)

    def method(self, classes: int, bands: int, fabric: Fabric, reporter: Reporter) -> SpadeMethod:
        """Return the method, without the perceptual loss where the weights of VGG-19 can't be had."""
        settings, perceptual = self.settings, None
        if settings.weights.perceptual:
            try:
                perceptual = load_vgg().to(fabric.device)
            except EnvironmentSetupError as problem:
                reporter.log(f"{problem} The training goes on without the perceptual loss.", "warning")
                settings = replace(settings, weights=replace(settings.weights, perceptual=0.0))
        lacks_vgg = bool(self.settings.weights.perceptual) and perceptual is None
        return SpadeMethod(self.architecture(classes, bands), settings, fabric, perceptual, lacks_vgg=lacks_vgg)


class SpadeMethod(SteppedMethod):
    """Trains generator and encoder against a patch discriminator of two scales; their weights are saved as they are."""

    def __init__(
        self,
        architecture: SpadeArchitecture,
        settings: SpadeSettings,
        fabric: Fabric,
        perceptual: VggFeatures | None = None,
        *,
        lacks_vgg: bool = False,
    ) -> None:
        """Build the networks with random weights on the fabric's device.

        Args:
            architecture, settings, fabric: of the training.
            perceptual: see `SpadeStep`.
            lacks_vgg: whether the perceptual loss was wanted, and the weights of its network could not be had. A
                training goes on with the losses that it began with.
        """
        self.architecture = architecture
        self.settings = settings
        self.state = channels_last(SpadeState(architecture, settings).to(fabric.device))
        step = SpadeStep(self.state, settings, fabric, perceptual)
        missing = {"missing weights of VGG-19": True} if lacks_vgg else {}
        super().__init__(step, {**asdict(settings), "architecture": architecture.to_json(), **missing})

    @property
    def saved(self) -> Sequence[nn.Module]:
        """See `TrainingMethod`."""
        return self.state.generator, self.state.encoder

    @property
    def validation_start(self) -> int:
        """See `TrainingMethod`: the published training has no phases."""
        return 0

    @property
    def crops_per_step(self) -> int:
        """See `TrainingMethod`."""
        return self.settings.batch

    @torch.no_grad()
    def encode_styles(self, crops: CropBatch) -> Tensor:
        """See `TrainingMethod`."""
        self.state.eval()
        means: Tensor = self.state.encoder(torch.from_numpy(crops.image).to(self._device))[0]
        self.state.train()
        return means

    def draw_styles(self, sampler: GeneratorCrops, count: int) -> Tensor:  # noqa: ARG002 - codes come from the prior
        """See `TrainingMethod`."""
        source = torch.Generator().manual_seed(self.settings.seed)
        return torch.randn(count, self.architecture.code, generator=source).to(self._device)

    @torch.no_grad()
    def generate(self, crops: CropBatch, codes: Tensor, seed: int) -> Tensor:  # noqa: ARG002 - there is no noise
        """See `TrainingMethod`."""
        classes = torch.from_numpy(crops.labels).to(self._device)
        labels = one_hot(classes, self.architecture.classes, unknown_channel=True)
        self.state.eval()
        images: Tensor = self.state.generator(labels, codes)
        self.state.train()
        return images

    def build_generator(
        self,
        sampler: GeneratorCrops,  # noqa: ARG002 - no style bank is made of crops
        description: GeneratorDescription,
    ) -> SpadeGenerator:
        """See `TrainingMethod`."""
        network, encoder = SpadeNetwork(self.architecture), SpadeEncoder(self.architecture)
        self.state.eval()
        for target, source in ((network, self.state.generator), (encoder, self.state.encoder)):
            target.load_state_dict(plain_weights(source))
            target.eval().requires_grad_(False)
        self.state.train()
        return SpadeGenerator(description=description, network=network, encoder=encoder)

    @property
    def _device(self) -> torch.device:
        return next(self.state.parameters()).device
