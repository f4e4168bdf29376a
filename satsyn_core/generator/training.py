"""Training of the generator: the loop around the steps, which can be stopped and resumed anywhere."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from lightning_fabric import Fabric
from torch import Tensor

from ..checkpoint import load_checkpoint, save_checkpoint
from ..landcover.scheme import ClassScheme
from ..progress import Reporter
from .architecture import PAINTING_AMPLITUDES, Architecture
from .encoder import StyleEncoder
from .sample_sheet import write_sample_sheet
from .scenes import CropSampler, Scene
from .seamless import SeamlessGenerator
from .training_step import Batch, TrainingSettings, TrainingState, TrainingStep
from .values import ValueRange

CHECKPOINT = "checkpoint.safetensors"
LOSS_LOG = "losses.jsonl"
SAMPLES = "samples.png"

BANK_CODES = 256
"""Style codes in a model file: enough that random styles don't repeat, about 60 kB."""

BANK_STEP = 1 << 30
"""Step number of the crops that the bank is encoded from, beyond that of any training step."""


@dataclass(frozen=True)
class Schedule:
    """How often a training reports and saves, in steps."""

    log: int = 20
    checkpoint: int = 200
    samples: int = 200


DEFAULT_SCHEDULE = Schedule()


def train(
    scenes: Sequence[Scene],
    architecture: Architecture,
    settings: TrainingSettings,
    values: ValueRange,
    folder: Path,
    fabric: Fabric,
    reporter: Reporter,
    schedule: Schedule | None = None,
    stop_after: int | None = None,
) -> TrainingState:
    """Train a generator, from the folder's checkpoint on if there is one.

    Args:
        scenes: laid out for this architecture.
        architecture, settings: what is trained and how.
        values: value range of the imagery.
        folder: an existing work folder for checkpoint, loss log and sample sheet.
        fabric: device and precision.
        reporter: gets progress and losses; may cancel, and the last checkpoint stays.
        stop_after: steps after which to stop before the settings' iterations; None goes on to their end.
        schedule: how often to report and save; None for `DEFAULT_SCHEDULE`.

    Raises:
        InputError: the folder's checkpoint belongs to another training.
        Cancelled: the user stopped the training.
    """
    schedule = schedule or DEFAULT_SCHEDULE
    state = channels_last(TrainingState(architecture, settings).to(fabric.device))
    step_once = TrainingStep(state, architecture, settings, fabric)
    sampler = CropSampler(scenes, architecture, values, settings.crop, settings.seed)
    described = {**asdict(settings), "architecture": architecture.to_json()}
    # Through JSON once, because that is how a checkpoint gives them back.
    described = json.loads(json.dumps(described))
    checkpoint = folder / CHECKPOINT
    first = load_checkpoint(checkpoint, state, step_once.optimisers, described) if checkpoint.exists() else 0
    if first:
        reporter.log(f"The training goes on after step {first}.")
    started = time.monotonic()
    last = min(stop_after or settings.iterations, settings.iterations)
    for step in range(first, last):
        reporter.check_cancelled()
        parts = step_once(sampler.draw(step, settings.batch * 3 // 4), step)
        done = step + 1
        if done % schedule.log == 0 or done == last:
            _report(reporter, folder, done, last, parts, (time.monotonic() - started) / (done - first))
        if done % schedule.samples == 0 or done == last:
            write_sample_sheet(folder / SAMPLES, state, sampler, architecture, fabric.device)
        if done % schedule.checkpoint == 0 or done == last:
            save_checkpoint(checkpoint, state, step_once.optimisers, done, described)
    return state


def channels_last(state: TrainingState) -> TrainingState:
    """Lay the convolutions' weights out channels last, which halves the time of a step on processors."""
    for weights in state.parameters():
        if weights.dim() == 4:
            weights.data = weights.data.contiguous(memory_format=torch.channels_last)
    return state


def finished_generator(
    state: TrainingState,
    scenes: Sequence[Scene],
    architecture: Architecture,
    settings: TrainingSettings,
    values: ValueRange,
    device: torch.device,
    *,
    name: str,
    scheme: ClassScheme,
    band_names: tuple[str, ...],
    ground_sampling_distance: float,
    provenance: Mapping[str, Any],
) -> SeamlessGenerator:
    """Return the trained generator: averaged weights and a style bank from the training scenes.

    Args:
        state, scenes, architecture, settings, values: as `train` had them.
        device: where to encode the bank.
        name, scheme, band_names, ground_sampling_distance: see `SeamlessGenerator`.
        provenance: to which the training settings are added.
    """
    sampler = CropSampler(scenes, architecture, values, settings.crop, settings.seed)
    state.averaged_generator.architecture = replace(architecture, noise_amplitudes=PAINTING_AMPLITUDES)
    bank = style_bank(state.averaged_encoder, sampler, device).cpu()
    return SeamlessGenerator(
        name=name,
        network=state.averaged_generator.cpu().eval(),
        encoder=state.averaged_encoder.cpu().eval(),
        bank=bank,
        scheme=scheme,
        band_names=band_names,
        values=values,
        ground_sampling_distance=ground_sampling_distance,
        provenance={**provenance, "settings": asdict(settings)},
    )


@torch.no_grad()
def style_bank(encoder: StyleEncoder, sampler: CropSampler, device: torch.device, entries: int = BANK_CODES) -> Tensor:
    """Return style codes (entries, code size) of random training crops, drawn from the encoder's Gaussians as in
    training.

    A class that a crop doesn't show gets its code from another crop, so that every entry has a style for every class.
    """
    codes, seen = [], []
    draws = torch.Generator(device=device).manual_seed(sampler.seed)
    for number in range(entries):
        batch = Batch.of(sampler.draw(BANK_STEP + number, 3), sampler.architecture, device)
        means, log_variances = encoder(batch.image, batch.shares)
        spread = torch.randn(means.shape, generator=draws, device=device) * (0.5 * log_variances).exp()
        codes.append((means + spread)[1])
        seen.append(batch.shares[1].flatten(1).mean(1) > 0.01)
    return _completed(torch.stack(codes), torch.stack(seen), sampler.architecture)


def _completed(codes: Tensor, seen: Tensor, architecture: Architecture) -> Tensor:
    """Fill the codes of classes that an entry doesn't show from the entry with the nearest scene code that shows
    them.
    """
    filled = codes.clone()
    size, own = architecture.global_code, architecture.class_code
    apart = torch.cdist(codes[:, :size], codes[:, :size])
    for index in range(architecture.classes):
        shown = seen[:, index].nonzero().flatten()
        if len(shown):
            part = slice(size + index * own, size + (index + 1) * own)
            filled[:, part] = codes[shown[apart[:, shown].argmin(1)], part]
    return filled


def _report(
    reporter: Reporter, folder: Path, done: int, total: int, parts: dict[str, float], seconds_per_step: float
) -> None:
    for name, value in parts.items():
        reporter.metric(name, done, value)
    with (folder / LOSS_LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"step": done, "seconds_per_step": seconds_per_step, **parts}) + "\n")
    minutes = (total - done) * seconds_per_step / 60
    reporter.progress(done / total, f"step {done} of {total}, {minutes:.0f} minutes left")
