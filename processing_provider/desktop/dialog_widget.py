"""The base of parameter widgets that SatSyn brings to dialogs."""

from __future__ import annotations

from typing import Any

from processing.gui.wrappers import WidgetWrapper
from qgis.core import QgsProcessingParameterDefinition
from qgis.gui import QgsGui

_DESIGNER = "ModelerParametersDialog"


class DialogWidget(WidgetWrapper):
    """A widget of dialogs. In the model designer QGIS's own widget is used, which also takes model inputs."""

    def __new__(cls, definition: QgsProcessingParameterDefinition, dialog: Any, *_: Any, **__: Any) -> Any:
        if type(dialog).__name__ != _DESIGNER:
            return super().__new__(cls)
        widget = QgsGui.processingGuiRegistry().createModelerParameterWidget(
            dialog.model, dialog.childId, definition, dialog.context
        )
        widget.setDialog(dialog)
        return widget
