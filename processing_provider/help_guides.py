"""The guides on the first help page: from the installed plugin to imagery, to a plan as imagery, and to a study."""

from __future__ import annotations

from dataclasses import dataclass

from .translation import tr


@dataclass(frozen=True)
class Guide:
    """A guide: its title, and title and text of each step."""

    title: str
    steps: tuple[tuple[str, str], ...]


def guides() -> tuple[Guide, ...]:
    """Return all guides in the language of QGIS, the first to read first."""
    return (_first_imagery(), _own_plan(), _study(), _trouble())


def _first_imagery() -> Guide:
    return Guide(
        tr("First imagery"),
        (
            (
                tr("Set up the environment"),
                tr(
                    "Choose Plugins > SatSyn > Getting started and press Set up. The panel says before how much it "
                    "downloads. This is done once."
                ),
            ),
            (tr("Load a land cover"), tr("Press Load the sample town, or drag a raster of your own into the map.")),
            (
                tr("Generate imagery"),
                tr(
                    "Click on the land cover in the list of layers and press Generate imagery in Getting started. "
                    "Press Run. The imagery is added to the map. To keep it, name a file under Synthetic imagery "
                    "before: without a name QGIS deletes it when it ends."
                ),
            ),
            (
                tr("Try another style"),
                tr(
                    "Choose Plugins > SatSyn > SatSyn preview: the arrows beside Style and Seed show others on the "
                    "visible part of the map. Or choose a real image as Style image."
                ),
            ),
        ),
    )


def _own_plan() -> Guide:
    return Guide(
        tr("My plan as imagery"),
        (
            (
                tr("Add the layers of the plan"),
                tr(
                    "Drag polygons and lines into the map, the areas below and the roads above them. A field of the "
                    "areas names their classes, as class or landuse. Press Load the sample plan to see one."
                ),
            ),
            (
                tr("Open the dialog"),
                tr(
                    "Click on the layer of the areas in the list of layers and press Generate imagery in Getting "
                    "started. The lines and polygons that the map shows above it are drawn over it. Layers in degrees "
                    "need utm as Target coordinate system, under Advanced parameters."
                ),
            ),
            (
                tr("Check the classes"),
                tr(
                    "The table under Classes fills itself; for a large layer, press Fill from the land cover. Each row "
                    "is a class of the plan. Where the cell Class is empty or wrong, double-click it and choose a "
                    "class of the model. Rows that are right need nothing."
                ),
            ),
            (
                tr("Run"),
                tr("Press Run. The log says which layers are drawn in which order, and what each class becomes."),
            ),
        ),
    )


def _study() -> Guide:
    return Guide(
        tr("Does synthetic imagery help my classifier?"),
        (
            (
                tr("Add the data"),
                tr("Drag imagery and the land cover of the same area into the map: one land cover for each image."),
            ),
            (
                tr("Open the study"),
                tr(
                    "Choose Processing > Toolbox, and there SatSyn > Training sets > Does synthetic imagery help? "
                    "Choose Imagery and Land cover with the buttons behind them, and a folder as Study folder."
                ),
            ),
            (
                tr("Run"),
                tr(
                    "Press Run. The log says how many networks are trained and how long that takes on this computer. "
                    "Minutes ends the run earlier; the same folder goes on later."
                ),
            ),
            (
                tr("Read the answer"),
                tr(
                    "Choose Processing > Results Viewer and click on Report. Its first sentence says whether a mixture "
                    "was better than real chips alone, by how much, and how sure that is."
                ),
            ),
        ),
    )


def _trouble() -> Guide:
    return Guide(
        tr("If something goes wrong"),
        (
            (
                tr("Read the last sentence of the log"),
                tr("It says what is wrong, where, and how to mend it."),
            ),
            (
                tr("Check the environment"),
                tr(
                    "Press What is wrong? in Getting started. It says what to do, and offers a report to copy, without "
                    "names and folders."
                ),
            ),
        ),
    )
