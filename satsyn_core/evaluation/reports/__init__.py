"""Results in, one HTML file out.

Each kind of report has a module: `imagery`, `segmentation` and, for the training of a generator, `training`. It turns
results into figures (`plots`) and pictures (`pictures`); `html` fills its template with them and writes one file that
needs no other.
"""

from __future__ import annotations

from .imagery import write_imagery_report
from .segmentation import write_segmentation_report
from .training import TrainingMetrics, measure_training, write_generator_report

__all__ = [
    "TrainingMetrics",
    "measure_training",
    "write_generator_report",
    "write_imagery_report",
    "write_segmentation_report",
]
