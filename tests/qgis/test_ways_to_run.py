"""The other ways in which QGIS runs an algorithm: the toolbox's background thread, batch, and models."""

from __future__ import annotations

from pathlib import Path

import pytest
from assertions import RecordingFeedback, assert_run, assert_same_grid, pixels
from processes import enable_plugin, run_qgis_process
from rasters import NORTH_UP, write_landcover

CHAIN = Path(__file__).resolve().parents[2] / "resources" / "models3" / "landcover_to_imagery.model3"


@pytest.fixture
def landcover(tmp_path: Path) -> Path:
    return write_landcover(tmp_path / "landcover.tif", NORTH_UP)


def test_the_toolbox_runs_it_on_a_thread_of_its_own(qgis, model: Path, landcover: Path, tmp_path: Path) -> None:
    from qgis.core import (
        QgsProcessingAlgRunnerTask,
        QgsProcessingContext,
        QgsProcessingOutputLayerDefinition,
        QgsProject,
    )
    from qgis.PyQt.QtCore import QEventLoop

    project = QgsProject.instance()
    context = QgsProcessingContext()
    context.setProject(project)
    output = str(tmp_path / "imagery.tif")
    algorithm = qgis.processingRegistry().algorithmById("satsyn:generateimagery").create()
    parameters = {
        "LANDCOVER": str(landcover),
        "MODEL": str(model),
        "VARIANTS": 2,
        "OUTPUT": QgsProcessingOutputLayerDefinition(output, project),
    }
    feedback = RecordingFeedback()
    finished: list[tuple[bool, dict]] = []
    loop = QEventLoop()

    def end(done: bool, results: dict) -> None:
        finished.append((done, results))
        loop.quit()

    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    task.executed.connect(end)
    qgis.taskManager().addTask(task)
    loop.exec()

    done, results = finished[0]
    assert done, feedback.warnings
    assert results["OUTPUT"] == output
    assert_same_grid(Path(output), landcover)
    loaded = context.layersToLoadOnCompletion()
    assert set(loaded) == {output, str(tmp_path / "imagery_2.tif")}
    assert all(details.postProcessor() is not None for details in loaded.values())


def test_batch_runs_one_algorithm_for_every_row(qgis, model: Path, landcover: Path, tmp_path: Path) -> None:
    from processing.gui.AlgorithmExecutor import execute
    from qgis.core import QgsProcessingContext

    algorithm = qgis.processingRegistry().algorithmById("satsyn:generateimagery").create()
    rows = [
        {"LANDCOVER": str(landcover), "MODEL": str(model), "SEED": seed, "OUTPUT": str(tmp_path / f"seed_{seed}.tif")}
        for seed in (1, 2)
    ]
    for row in rows:
        done, _ = execute(algorithm, row, QgsProcessingContext(), RecordingFeedback(), catch_exceptions=False)
        assert done
    first, second = (pixels(Path(row["OUTPUT"])) for row in rows)
    assert (first != second).any()


def test_in_batch_a_bad_row_does_not_spoil_the_next_one(qgis, model: Path, landcover: Path, tmp_path: Path) -> None:
    from processing.gui.AlgorithmExecutor import execute
    from qgis.core import QgsProcessingContext

    algorithm = qgis.processingRegistry().algorithmById("satsyn:generateimagery").create()
    good = {"LANDCOVER": str(landcover), "MODEL": str(model), "OUTPUT": str(tmp_path / "good.tif")}
    bad = {**good, "CLASSES": "1=sea", "OUTPUT": str(tmp_path / "bad.tif")}
    done, _ = execute(algorithm, bad, QgsProcessingContext(), RecordingFeedback())
    assert not done
    done, _ = execute(algorithm, good, QgsProcessingContext(), RecordingFeedback())
    assert done
    assert [file.name for file in sorted(tmp_path.glob("*.tif"))] == ["good.tif", "landcover.tif"]


def test_the_bundled_chain_turns_land_cover_into_imagery(qgis, model: Path, landcover: Path, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingModelAlgorithm

    chain = QgsProcessingModelAlgorithm()
    assert chain.fromFile(str(CHAIN))
    assert chain.canExecute()[0]
    destination = next(d.name() for d in chain.parameterDefinitions() if d.isDestination())
    by_chain, alone = tmp_path / "chain.tif", tmp_path / "alone.tif"

    import processing

    parameters = {"LANDCOVER": str(landcover), "MODEL": str(model), "SEED": 5}
    processing.run(chain, {**parameters, destination: str(by_chain)}, feedback=RecordingFeedback())
    assert_run("satsyn:generateimagery", **parameters, OUTPUT=str(alone))
    assert_same_grid(by_chain, landcover)
    assert (pixels(by_chain) == pixels(alone)).all()


def test_the_bundled_chain_runs_in_qgis_process(qgis, model: Path, landcover: Path, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingModelAlgorithm

    enable_plugin()
    chain = QgsProcessingModelAlgorithm()
    chain.fromFile(str(CHAIN))
    destination = next(d.name() for d in chain.parameterDefinitions() if d.isDestination())
    output = tmp_path / "imagery.tif"
    inputs = [f"LANDCOVER={landcover}", f"MODEL={model}", f"{destination}={output}"]
    run = run_qgis_process("run", str(CHAIN), "--", *inputs)
    assert run.returncode == 0, run.stderr
    assert_same_grid(output, landcover)


def test_numbers_of_one_step_can_be_used_by_the_next(qgis, model: Path, landcover: Path, tmp_path: Path) -> None:
    """The number of pixels of the first step is the seed of the second."""
    import processing
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
    )

    source = QgsProcessingModelChildParameterSource
    chain = QgsProcessingModelAlgorithm("two steps", "test", "test")
    outputs = [tmp_path / "first.tif", tmp_path / "second.tif"]
    seeds = [source.fromStaticValue(3), source.fromChildOutput("first", "PIXELS")]
    for child_id, seed, output in zip(("first", "second"), seeds, outputs):
        child = QgsProcessingModelChildAlgorithm("satsyn:generateimagery")
        child.setChildId(child_id)
        child.setDescription(child_id)
        child.addParameterSources("LANDCOVER", [source.fromStaticValue(str(landcover))])
        child.addParameterSources("MODEL", [source.fromStaticValue(str(model))])
        child.addParameterSources("SEED", [seed])
        child.addParameterSources("OUTPUT", [source.fromStaticValue(str(output))])
        chain.addChildAlgorithm(child)
    processing.run(chain, {}, feedback=RecordingFeedback())
    parameters = {"LANDCOVER": str(landcover), "MODEL": str(model)}
    count = assert_run("satsyn:generateimagery", **parameters, SEED=3, OUTPUT=str(tmp_path / "a.tif")).outputs["PIXELS"]
    expected = assert_run("satsyn:generateimagery", **parameters, SEED=count, OUTPUT=str(tmp_path / "b.tif"))
    assert (pixels(outputs[1]) == pixels(expected.output)).all()


def test_the_bundled_chain_of_change_makes_chips(qgis, model: Path, landcover: Path, tmp_path: Path) -> None:
    import processing
    from qgis.core import QgsProcessingModelAlgorithm

    changed = pixels(landcover)
    changed[40:60, 20:40] = 6 - changed[40:60, 20:40]
    after = write_landcover(tmp_path / "after.tif", NORTH_UP, changed)
    chain = QgsProcessingModelAlgorithm()
    assert chain.fromFile(str(CHAIN.with_name("landcover_to_change.model3")))
    assert chain.canExecute()[0]
    titles = {"Imagery before": "a.tif", "Imagery after": "b.tif", "Change mask": "mask.tif"}
    titles["Chips for change detection"] = "chips"
    names = {d.name().partition(":")[2]: d.name() for d in chain.parameterDefinitions() if d.isDestination()}
    destinations = {names[title]: str(tmp_path / file) for title, file in titles.items()}
    inputs = {"BEFORE": str(landcover), "AFTER": str(after), "MODEL": str(model), "SEED": 5, "CHIP_SIZE": 32}
    processing.run(chain, {**inputs, **destinations}, feedback=RecordingFeedback())
    assert_same_grid(tmp_path / "a.tif", landcover)
    labels = [pixels(path) for path in sorted((tmp_path / "chips").glob("*/label/*.png"))]
    assert sum(int((label == 255).sum()) for label in labels) == int((pixels(tmp_path / "mask.tif") == 1).sum()) > 0
    assert len(labels) == len(list((tmp_path / "chips").glob("*/A/*.png"))) > 1
