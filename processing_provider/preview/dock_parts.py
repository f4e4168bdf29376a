"""The widgets of the panel SatSyn preview, and how they are arranged."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsCollapsibleGroupBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..sentences import in_language
from ..translation import tr

_HIGHEST_SEED = 2**31 - 1
_PROBLEM_ON_LIGHT, _PROBLEM_ON_DARK = "#b00020", "#ff9a93"
_MIDDLE_LIGHTNESS = 128
_LIST_MARGINS = 24
"""Pixels beside a name in a list that drops down."""


class PreviewParts(QWidget):
    """The content of the panel. It knows no session: the panel connects both.

    `least_width` is how many pixels it needs with all of its groups open.
    """

    def __init__(self, gallery: QWidget) -> None:
        super().__init__()
        self.landcover = _layers(QgsMapLayerProxyModel.Filter.RasterLayer | QgsMapLayerProxyModel.Filter.VectorLayer)
        self.model = QComboBox()
        self.style, self.seed = _number(tr("Number of the random style")), _number(tr("Other detail in the same style"))
        self.gallery = gallery
        self.style_image = _layers(QgsMapLayerProxyModel.Filter.RasterLayer, tr("no image: a random style"))
        self.style_landcover = _layers(QgsMapLayerProxyModel.Filter.RasterLayer, tr("not known"))
        self.open_image = QToolButton()
        self.classes = QLineEdit()
        self.classes.setPlaceholderText("1=water 2=land")
        self.classes.setToolTip(tr("Only if the classes of the land cover are not recognised"))
        self.status = QLabel()
        self.sign = QLabel()
        self.busy = QProgressBar()
        self.on_map = QCheckBox(tr("Show on the map"))
        self.split = QSlider(Qt.Orientation.Horizontal)
        self.place_class = QComboBox()
        self.draw = QPushButton(tr("Draw on the map"))
        self.undo = QPushButton(tr("Undo"))
        self.base = _layers(QgsMapLayerProxyModel.Filter.RasterLayer, tr("none: all is generated"))
        self.add = QPushButton(tr("Add to the map"))
        self.generate = QPushButton(tr("Generate in full ..."))
        self._set_up()
        self._arrange()

    def say(self, sentence: str, is_problem: bool) -> None:
        """Show a sentence; a problem with a sign and in another colour."""
        self.status.setText(in_language(sentence))
        self.sign.setVisible(is_problem)
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        """Give a problem a colour that can be read, also in a dark theme."""
        is_dark = self.palette().window().color().lightness() < _MIDDLE_LIGHTNESS
        colour = _PROBLEM_ON_DARK if is_dark else _PROBLEM_ON_LIGHT
        self.status.setStyleSheet("" if self.sign.isHidden() else f"color: {colour}")

    def show_busy(self, is_busy: bool) -> None:
        """Show whether something is drawn. The bar keeps its room, so that nothing moves."""
        self.busy.setRange(0, 0 if is_busy else 1)

    def show_classes(self, classes: Sequence[str]) -> None:
        """Offer the classes of the model for changed places."""
        if [self.place_class.itemText(row) for row in range(self.place_class.count())] == list(classes):
            return
        self.place_class.clear()
        self.place_class.addItems(list(classes))
        self.draw.setEnabled(bool(classes))

    def _set_up(self) -> None:
        side = self.fontMetrics().height()
        warning = QApplication.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxWarning)
        self.sign.setPixmap(warning.pixmap(side, side))
        self.sign.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sign.setAccessibleName(tr("Problem"))
        self.sign.setVisible(False)
        self.status.setWordWrap(True)
        self.status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.status.setMinimumHeight(3 * self.status.fontMetrics().lineSpacing())
        self.status.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.busy.setRange(0, 1)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(6)
        self.on_map.setChecked(True)
        self.split.setRange(0, 100)
        self.split.setToolTip(tr("How much of the map, from the left, stays as it is"))
        self.open_image.setText("…")
        self.open_image.setToolTip(tr("Open an image file"))
        self.undo.setEnabled(False)
        self.draw.setEnabled(False)
        self.add.setEnabled(False)
        self.add.setToolTip(tr("Keep this preview as a temporary layer, to compare it with others"))
        self.base.setToolTip(
            tr("An image with the pixels of the land cover, which stays as it is outside changed places")
        )
        self.style_landcover.setEnabled(False)
        self.style_landcover.setToolTip(tr("For an image of another place. Not known: the classes are estimated"))
        self.open_image.setAccessibleName(tr("Open an image file"))
        self.busy.setAccessibleName(tr("Progress of the preview"))
        self.gallery.setAccessibleName(tr("Styles of the model"))
        for combo in (self.model, self.place_class, self.landcover, self.style_image, self.style_landcover, self.base):
            _show_whole_names(combo)

    def _arrange(self) -> None:
        top = QFormLayout()
        top.addRow(tr("Land cover"), self.landcover)
        top.addRow(tr("Model"), self.model)
        style = _with_arrows(self.style, tr("Previous style"), tr("Next style"))
        seed = _with_arrows(self.seed, tr("Previous seed"), tr("Next seed"))
        top.addRow(_label(tr("Style"), self.style), style)
        top.addRow(_label(tr("Seed"), self.seed), seed)
        image = QFormLayout()
        image.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)  # beside the German labels there is little room
        image.addRow(_label(tr("Image"), self.style_image), _row(self.style_image, self.open_image))
        image.addRow(tr("Its land cover"), self.style_landcover)
        image.addRow(tr("Classes"), self.classes)
        place = QFormLayout()
        place.addRow(tr("Becomes"), self.place_class)
        place.addRow(tr("Image to keep"), self.base)
        place.addRow(_row(self.draw, self.undo))
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.busy)
        layout.addWidget(_row(self.sign, self.status))
        layout.addWidget(_row(self.on_map, _label(tr("Compare"), self.split), self.split))
        layout.addWidget(_row(self.add, self.generate))
        layout.addWidget(_group(tr("Styles of the model"), self.gallery))
        further = (_group(tr("Style of an image, classes"), image), _group(tr("Change a place"), place))
        for group in further:
            layout.addWidget(group)
        layout.addStretch()
        self.least_width = layout.minimumSize().width()
        for group in further:
            group.setCollapsed(True)


def _layers(filters: object, nothing: str = "") -> QgsMapLayerComboBox:
    combo = QgsMapLayerComboBox()
    combo.setFilters(filters)
    combo.setAllowEmptyLayer(True, nothing)
    combo.setCurrentIndex(0)  # setLayer(None) would show no text
    return combo


def _show_whole_names(combo: QComboBox) -> None:
    """Show whole names in the list that drops down and in the tool tip: many are wider than the panel.

    Args:
        combo: whose tool tip, if there is one, stays below the name.
    """
    combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    names, explained = combo.view(), combo.toolTip()

    def widen(*_: object) -> None:
        widths = [names.fontMetrics().horizontalAdvance(combo.itemText(row)) for row in range(combo.count())]
        beside = combo.iconSize().width() + names.verticalScrollBar().sizeHint().width()
        names.setMinimumWidth(max(widths, default=0) + beside + _LIST_MARGINS)

    def explain(*_: object) -> None:
        combo.setToolTip("\n".join(filter(None, (combo.currentText(), explained))))

    for show in (widen, explain):
        for changed in (combo.model().rowsInserted, combo.model().dataChanged, combo.model().modelReset):
            changed.connect(show)
        show()
    combo.currentTextChanged.connect(explain)


def _number(tip: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, _HIGHEST_SEED)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    box.setKeyboardTracking(False)
    box.setToolTip(tip)
    return box


def _label(text: str, named: QWidget) -> QLabel:
    """Return a label for a widget that has no row of its own, which screen readers then call by it."""
    label = QLabel(text)
    label.setBuddy(named)
    named.setAccessibleName(text)
    return label


def _with_arrows(box: QSpinBox, previous: str, following: str) -> QWidget:
    back, on = QToolButton(), QToolButton()
    arrows = ((back, Qt.ArrowType.LeftArrow, -1, previous), (on, Qt.ArrowType.RightArrow, 1, following))
    for button, arrow, step, tip in arrows:
        button.setArrowType(arrow)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRepeat(True)
        button.clicked.connect(lambda _=False, by=step: _step(box, by))
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return _row(back, box, on)


def _step(box: QSpinBox, by: int) -> None:
    box.stepBy(by)
    box.lineEdit().deselect()


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    return row


def _group(title: str, content: QWidget | QFormLayout) -> QgsCollapsibleGroupBox:
    group = QgsCollapsibleGroupBox(title)
    if isinstance(content, QWidget):
        layout = QVBoxLayout(group)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(content)
    else:
        group.setLayout(content)
    return group
