"""The stages of the network, as engines run them with PyTorch or trace them for others."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ..network.label_features import finest_features
from ..network.network import GeneratorNetwork
from .stages import ALL_SCALES, ArrayInputs, StageInputs


def as_tensors(inputs: ArrayInputs, device: torch.device | str = "cpu") -> StageInputs[Tensor]:
    """Return inputs as tensors on a device; on the processor, they share the memory."""
    return StageInputs(*([torch.from_numpy(array).to(device) for array in part] for part in inputs.parts))


class NetworkStage(nn.Module):
    """Some scales of the network, as an engine runs them: inputs and style tables in, features or imagery out."""

    def __init__(self, network: GeneratorNetwork, scales: range = ALL_SCALES) -> None:
        super().__init__()
        self.network = network
        self.scales = scales

    def forward(self, inputs: StageInputs[Tensor], tables: list[Tensor]) -> Tensor:
        """Return what the last scale passes on, or the imagery (1, bands, h, w) in [-1, 1] if it is the finest.

        Args:
            inputs: of these scales.
            tables: style tables of these scales, see `style_tables.tables_of`.
        """
        labels = list(inputs.labels)
        if inputs.pixels:
            labels.append(finest_features(self.network.architecture, *inputs.pixels))
        before = inputs.before[0] if inputs.before else None
        features = self.network.run_scales(before, self.scales, labels, inputs.noise, tables)
        return self.network.to_imagery(features) if inputs.pixels else features


class TracedStage(nn.Module):
    """A stage with plain tensors for inputs, as graphs have them: its inputs, then its style tables."""

    def __init__(self, network: GeneratorNetwork, scales: range, example: StageInputs[Tensor]) -> None:
        super().__init__()
        self.stage = NetworkStage(network, scales)
        self.lengths = [len(part) for part in example.parts]

    def forward(self, *flat: Tensor) -> Tensor:
        """Return the output of the stage."""
        remaining = list(flat)
        parts = []
        for length in self.lengths:
            parts.append(remaining[:length])
            del remaining[:length]
        result: Tensor = self.stage(StageInputs(*parts), remaining)
        return result
