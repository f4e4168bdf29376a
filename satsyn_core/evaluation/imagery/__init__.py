"""Synthetic and real imagery in, measurements out.

A `Comparison` says what is compared. `compare_imagery` draws patches from each set, describes them with a
`FeatureExtractor`, and measures distances, histograms, power spectra, seams, diversity and label faithfulness.
`search_sets` searches all sets for copies of training imagery, `search_copies` some patches. Comparison and audits
together are an `ImageryEvaluation`. `generated_sets` gives the imagery of a generator without files.
"""

from __future__ import annotations

from .comparison import Comparison, ImagerySet
from .copies import CopyAudit, SkippedAudit, audit_copies
from .evaluate import compare_imagery, search_copies, search_sets
from .features import FeatureExtractor, FeatureImagery, choose_features, inception_features, segmentation_features
from .generated import GeneratedImagery, GeneratedStyles, encoded_style, generated_sets
from .patches import Patches, draw_patches
from .result import ComparisonResult, ImageryEvaluation, ImageryMeasures, SetMeasures

__all__ = [
    "Comparison",
    "ComparisonResult",
    "CopyAudit",
    "FeatureExtractor",
    "FeatureImagery",
    "GeneratedImagery",
    "GeneratedStyles",
    "ImageryEvaluation",
    "ImageryMeasures",
    "ImagerySet",
    "Patches",
    "SetMeasures",
    "SkippedAudit",
    "audit_copies",
    "choose_features",
    "compare_imagery",
    "draw_patches",
    "encoded_style",
    "generated_sets",
    "inception_features",
    "search_copies",
    "search_sets",
    "segmentation_features",
]
