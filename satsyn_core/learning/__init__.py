"""What the trainings of generators and of segmentation networks share.

`run_training` drives a training: it resumes from a checkpoint, steps, logs the losses, validates, keeps the best
weights and stops early. `devices` chooses the device, `ema` averages weights, `prefetch` reads ahead in a thread.
`model_file` writes and reads weights with their metadata; `pretrained` and `optional_packages` find what an
installation may lack.
"""

from __future__ import annotations

from .devices import has_bfloat16, make_fabric
from .loop import Schedule, Trainable, TrainingResult, run_training
from .model_file import ModelFile, load_model, save_model

__all__ = [
    "ModelFile",
    "Schedule",
    "Trainable",
    "TrainingResult",
    "has_bfloat16",
    "load_model",
    "make_fabric",
    "run_training",
    "save_model",
]
