"""Whether the user cancelled, asked while a job runs and while layers are written for it."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import QgsFeature, QgsFeatureRequest, QgsProcessingFeedback, QgsVectorLayerFeatureSource
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ..satsyn_core.contract.errors import JobCancelledError

_FEATURES_BETWEEN = 200
"""How many features are read before the user is listened to again."""


def is_cancelled(feedback: QgsProcessingFeedback) -> bool:
    """Return whether the user cancelled. The window goes on meanwhile if this is its thread, as in chains."""
    application = QCoreApplication.instance()
    if application is not None and QThread.currentThread() == application.thread():
        application.processEvents()
    return bool(feedback.isCanceled())


def features_until_cancelled(
    source: QgsVectorLayerFeatureSource, request: QgsFeatureRequest, feedback: QgsProcessingFeedback
) -> Iterator[QgsFeature]:
    """Yield the features that a request asks for.

    Raises:
        JobCancelledError: the user cancelled.
    """
    request.setFeedback(feedback)  # a provider may look for long before it has a feature
    for number, feature in enumerate(source.getFeatures(request)):
        if number % _FEATURES_BETWEEN == 0 and is_cancelled(feedback):
            raise JobCancelledError()
        yield feature
    if is_cancelled(feedback):
        raise JobCancelledError()
