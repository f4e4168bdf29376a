"""Which Python is used, what is said when there is none, and the environment that SatSyn makes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from assertions import RecordingFeedback, assert_run
from pythons import offer_python, offer_real_python

from tests.support.proposals import Said
from tests.support.wheels import write_wheel


@pytest.fixture
def own_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Folders of the tests' packages, whose Python is the first that environments are made with."""
    return offer_real_python(tmp_path, monkeypatch)


@pytest.fixture
def no_interpreter(qgis, monkeypatch: pytest.MonkeyPatch):
    """QGIS on a machine where SatSyn was never set up."""
    from qgis.core import QgsSettings

    monkeypatch.delenv("SATSYN_PYTHON")
    QgsSettings().remove("satsyn/python")
    yield
    QgsSettings().remove("satsyn/python")


@pytest.fixture
def requirements(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Let `create` install other requirements than the gigabytes of the real ones."""
    from satsyn.processing_provider.worker import package_installation

    def use(text: str) -> None:
        path = tmp_path / "requirements.txt"
        path.write_text(text)
        monkeypatch.setattr(package_installation, "REQUIREMENTS", path)

    return use


@pytest.fixture
def environments(qgis):
    import shutil

    from satsyn.processing_provider.worker.environment_places import environments_folder

    yield environments_folder()
    shutil.rmtree(environments_folder(), ignore_errors=True)


def _failure(algorithm: str, **parameters: object) -> str:
    import processing
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException) as failure:
        processing.run(algorithm, parameters, feedback=RecordingFeedback())
    return str(failure.value)


def test_a_job_without_environment_names_the_fix(no_interpreter, model: Path) -> None:
    sentence = _failure("satsyn:describemodel", MODEL=str(model))
    assert "no Python environment" in sentence
    assert "'Check or set up the SatSyn environment' with the action 'create'" in sentence
    assert "SATSYN_PYTHON" in sentence


def test_check_without_environment_says_what_to_do_next(no_interpreter) -> None:
    outputs = assert_run("satsyn:environment", ACTION="check").outputs
    assert outputs["INTERPRETER"] == ""
    assert "action 'create'" in outputs["NEXT_STEP"]


def test_a_named_interpreter_that_does_not_exist_is_named(qgis, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATSYN_PYTHON", "/nowhere/python")
    sentence = _failure("satsyn:describemodel", MODEL=str(model))
    assert "'/nowhere/python'" in sentence
    assert "SATSYN_PYTHON names does not exist" in sentence


def test_a_named_file_that_is_no_program_is_named(qgis, model: Path, monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "python").write_text("")
    monkeypatch.setenv("SATSYN_PYTHON", str(tmp_path / "python"))
    assert "is not a program that can be run" in _failure("satsyn:describemodel", MODEL=str(model))


def test_qgis_itself_is_never_taken_for_a_python(qgis, model: Path, monkeypatch, tmp_path: Path) -> None:
    (tmp_path / "qgis-bin").write_text("#!/bin/sh\n")
    (tmp_path / "qgis-bin").chmod(0o755)
    monkeypatch.setenv("SATSYN_PYTHON", str(tmp_path / "qgis-bin"))
    assert "is QGIS and not a Python" in _failure("satsyn:describemodel", MODEL=str(model))


def test_the_variable_comes_before_the_setting(qgis, monkeypatch: pytest.MonkeyPatch) -> None:
    from qgis.core import QgsSettings

    from satsyn.processing_provider.worker.interpreter import find_interpreter

    QgsSettings().setValue("satsyn/python", sys.executable)
    try:
        assert str(find_interpreter()) == os.environ["SATSYN_PYTHON"]
        monkeypatch.delenv("SATSYN_PYTHON")
        assert str(find_interpreter()) == sys.executable
    finally:
        QgsSettings().remove("satsyn/python")


def test_check_reports_the_environment_in_use(qgis) -> None:
    outputs = assert_run("satsyn:environment", ACTION="check").outputs
    assert outputs["INTERPRETER"] == os.environ["SATSYN_PYTHON"]
    assert "torch" in outputs["VERSIONS"]
    assert "cpu" in outputs["DEVICE"].lower() or "cuda" in outputs["DEVICE"].lower()
    assert outputs["NEXT_STEP"]


def test_check_says_what_a_python_without_the_packages_lacks(qgis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SATSYN_PYTHON", "/usr/bin/python3")
    outputs = assert_run("satsyn:environment", ACTION="check").outputs
    assert "torch" in outputs["NEXT_STEP"]


def test_the_worker_does_not_see_the_variables_of_qgis(qgis) -> None:
    from satsyn.satsyn_core.contract.foreign_libraries import clean_environment

    foreign = {
        "PYTHONHOME": "/qgis",
        "PYTHONPATH": "/qgis",
        "VIRTUAL_ENV": "/venv",
        "PROJ_LIB": "/qgis/proj",
        "PROJ_DATA": "/qgis/proj",
        "GDAL_DATA": "/qgis/gdal",
        "LD_LIBRARY_PATH": "/qgis/lib",
        "QGIS_PREFIX_PATH": "/qgis",
        "LD_PRELOAD": "/qgis/lib.so",
        "DYLD_INSERT_LIBRARIES": "/qgis/lib.dylib",
        "PIP_TARGET": "/elsewhere",
        "PIP_USER": "1",
        "SSL_CERT_FILE": "/nowhere/certificates.pem",
        "REQUESTS_CA_BUNDLE": "/nowhere/certificates.pem",
    }
    own = {"PATH": "/bin", "HOME": "/home/user", "HTTPS_PROXY": "proxy", "SATSYN_PYTHON": "/python"}
    own.update({"PIP_INDEX_URL": "https://packages.example", "SSL_CERT_DIR": "/"})
    assert clean_environment({**foreign, **own}) == own


def test_create_makes_an_environment_that_is_then_used(
    no_interpreter, requirements, environments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requirements("pip\n")
    words = "set up the environment. Or run 'Check or set up the SatSyn environment' with the action 'create'"
    said = [Said(words, _failure("satsyn:describemodel", MODEL="urban-vhr"))]
    words = "with the action 'create', and empty the environment variable SATSYN_PYTHON"
    for program, problem in (
        (b"\x7fELF nothing of use", "can't be started .*"),
        (b"#!/bin/sh\necho \"ModuleNotFoundError: No module named 'rasterio'\" >&2\nexit 1\n", "lacks the package .*"),
    ):
        (tmp_path / "named").write_bytes(program)
        (tmp_path / "named").chmod(0o755)
        monkeypatch.setenv("SATSYN_PYTHON", str(tmp_path / "named"))
        said.append(Said(problem + words, _failure("satsyn:describemodel", MODEL="urban-vhr")))
    monkeypatch.setenv(said[-1].part("empty the environment variable ([A-Z_]+),"), "")
    first = assert_run("satsyn:environment", ACTION=said[-1].part("action '([a-z]+)'"))
    made = environments / "1" / "bin" / "python"
    assert subprocess.run([str(made), "-c", "import sys; sys.exit(sys.version_info < (3, 10))"]).returncode == 0
    assert "torch" in first.outputs["NEXT_STEP"]
    assert max(first.feedback.fractions) > 90

    from satsyn.processing_provider.worker.interpreter import find_interpreter

    assert find_interpreter() == made
    for one in said:
        one.followed()
    made.unlink()
    made.write_bytes(b"\x7fELF nothing of use")
    made.chmod(0o755)
    again = Said("can't be started .* with the action 'create'[.]", _failure("satsyn:describemodel", MODEL="urban-vhr"))
    assert_run("satsyn:environment", ACTION="create")
    assert [folder.name for folder in environments.iterdir()] == ["2"]
    assert find_interpreter() == environments / "2" / "bin" / "python"
    again.followed()


def test_an_environment_that_lacks_packages_is_repaired(
    own_packages: list[str], no_interpreter, requirements, environments: Path, tmp_path: Path
) -> None:
    requirements("pip\n")
    words = "Press Repair in .*, or run 'Check or set up the SatSyn environment' with the action 'create'"
    said = Said(words, assert_run("satsyn:environment", ACTION="create").outputs["NEXT_STEP"])
    # One that borrows the packages of the tests stands for gigabytes of them.
    wheel = write_wheel(tmp_path, "borrowed", files={"borrowed.pth": "\n".join(own_packages).encode()})
    requirements(f"{wheel}\n")
    again = assert_run("satsyn:environment", ACTION=said.part("action '([a-z]+)'"))
    assert again.outputs["NEXT_STEP"] == "Nothing to do: the environment is complete."
    assert [folder.name for folder in environments.iterdir()] == ["2"]
    said.followed()


@pytest.mark.parametrize("build", ["cpu", "cuda"])
def test_create_keeps_the_build_that_the_environment_has(
    no_interpreter, environments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, build: str
) -> None:
    from satsyn.processing_provider.worker.environment_request import EnvironmentRequest
    from satsyn.processing_provider.worker.managed_environment import create_environment, read_stamp

    offer_python(tmp_path, monkeypatch)
    create_environment(RecordingFeedback(), EnvironmentRequest(build))
    assert_run("satsyn:environment", ACTION="create")
    assert read_stamp(environments / "2").build == build


def test_create_that_fails_leaves_nothing_and_names_the_log(no_interpreter, requirements, environments: Path) -> None:
    requirements("./no-such-package\n")
    sentence = _failure("satsyn:environment", ACTION="create")
    assert "Installing packages failed" in sentence
    assert "The log is '" in sentence
    assert list(environments.iterdir()) == []


def test_create_that_is_cancelled_leaves_nothing(no_interpreter, requirements, environments: Path) -> None:
    import processing
    from qgis.core import QgsProcessingException

    requirements("pip\n")
    feedback = RecordingFeedback()
    feedback.progressChanged.connect(lambda _: feedback.cancel())
    with pytest.raises(QgsProcessingException):
        processing.run("satsyn:environment", {"ACTION": "create"}, feedback=feedback)
    assert list(environments.iterdir()) == []


LACKS_A_PACKAGE = """#!/bin/sh
case "$1" in
-c) echo "True (3, 12) of-another-kind" ;;
-m)
    mkdir -p "$3/bin"
    printf '#!/bin/sh\necho "ERROR: No matching distribution found for torch"\nexit 1\n' > "$3/bin/python"
    chmod +x "$3/bin/python"
    ;;
esac
"""


def test_another_python_is_taken_where_a_package_has_no_version_for_the_first(
    no_interpreter, requirements, environments: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from satsyn.processing_provider.worker.managed_environment import read_stamp

    requirements("pip\n")
    first, second = tmp_path / "first" / "python3.12", tmp_path / "second" / "python3"
    for python in (first, second):
        python.parent.mkdir()
    first.write_text(LACKS_A_PACKAGE)
    first.chmod(0o755)
    second.symlink_to("/usr/bin/python3")
    monkeypatch.setenv("PATH", os.pathsep.join([str(first.parent), str(second.parent), os.environ["PATH"]]))
    run = assert_run("satsyn:environment", ACTION="create")
    assert [folder.name for folder in environments.iterdir()] == ["1"]
    base = read_stamp(environments / "1").base
    assert base != str(first)
    assert f"A package has no version for '{first}', so '{base}' is tried." in run.feedback.warnings


def test_a_python_beyond_the_path_is_found(qgis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """QGIS for macOS and Windows replaces the PATH, and brings a Python that may be too old."""
    from satsyn.processing_provider.worker import base_python

    broken, python = tmp_path / "broken" / "python3.12", tmp_path / "3.12" / "python3.12"
    for path in (broken, python):
        path.parent.mkdir()
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    python.symlink_to("/usr/bin/python3")
    monkeypatch.setenv("PATH", str(broken.parent))
    monkeypatch.setitem(base_python._FOLDERS, "linux", (str(python.parent), "/usr/bin"))
    assert [one.path for one in base_python.base_pythons()] == [python], "one of its kind is enough"
    folders = base_python._FOLDERS["darwin"]
    assert folders[0] == "/Library/Frameworks/Python.framework/Versions/3.12/bin"
    assert {"/usr/local/bin", "/opt/homebrew/bin"} < set(folders)
    names = [path.relative_to(tmp_path).as_posix() for path in base_python.installed_in(tmp_path)]
    assert names[0] == "Python312/python.exe"
    assert "Python310/python.exe" in names


def test_an_environment_that_a_crash_left_half_made_is_not_used(no_interpreter, environments: Path) -> None:
    from satsyn.processing_provider.worker.managed_environment import managed_interpreter

    (environments / "7" / "bin").mkdir(parents=True)
    (environments / "7" / "bin" / "python").symlink_to(sys.executable)
    assert managed_interpreter() is None


def test_an_environment_knows_the_versions_that_it_was_made_for(no_interpreter, requirements, environments) -> None:
    from satsyn.processing_provider.worker import environment_request, managed_environment
    from satsyn.satsyn_core.contract import environment_use

    requirements("pip\n")
    assert_run("satsyn:environment", ACTION="create")
    folder = managed_environment.managed_environment()
    stamp = managed_environment.read_stamp(folder)
    assert stamp.plugin == managed_environment.__version__
    assert stamp.requirements == environment_request.requirements_digest()
    (folder / environment_use.STAMP).write_text("/usr/bin/python3\n")  # as earlier versions wrote it
    assert managed_environment.managed_environment() == folder
    assert not managed_environment.read_stamp(folder).is_current
    managed_environment.remove_environments()
    assert managed_environment.managed_interpreter() is None


def test_offline_wheels_and_builds_reach_pip(qgis, tmp_path: Path) -> None:
    from satsyn.processing_provider.worker.environment_request import CPU, CUDA, EnvironmentRequest

    assert EnvironmentRequest(CPU, tmp_path).pip_options() == ["--no-index", "--find-links", str(tmp_path)]
    assert EnvironmentRequest(CPU, tmp_path).torch_index == ""
    assert EnvironmentRequest(CPU).torch_index.endswith("/cpu")
    assert EnvironmentRequest(CUDA).torch_index == ""
    assert EnvironmentRequest(CPU).pip_options() == EnvironmentRequest(CUDA).pip_options() == []
    assert EnvironmentRequest(CPU).size.room < EnvironmentRequest(CUDA).size.room


def test_pip_speaks_in_words_and_names_what_to_do(qgis) -> None:
    from satsyn.processing_provider.worker.package_installation import InstallStep, pip_words

    wheel = "Downloading torch-2.13.0%2Bcpu-cp312-cp312-manylinux_2_28_x86_64.whl.metadata (26 kB)"
    assert pip_words(wheel) == "Downloading torch 2.13.0 (26 kB)"
    assert pip_words("Collecting shapely<3,>=2.0 (from -r requirements.txt (line 13))") == "Looking for shapely"
    assert pip_words("Installing collected packages: mpmath, torch").startswith("Unpacking 2 packages")
    step, feedback = InstallStep("Installing packages", (5, 98), Path()), RecordingFeedback()
    step.hear("WARNING: Retrying (Retry(total=0, connect=None)) after connection broken", feedback)
    step.hear("ERROR: Could not find a version that satisfies the requirement torch", feedback)
    assert "check the network connection and the proxy" in str(step.failure(1, "plan.log"))
    assert feedback.fractions == sorted(feedback.fractions)


def test_an_environment_in_a_folder_with_spaces_and_umlauts(
    no_interpreter, requirements, monkeypatch, tmp_path
) -> None:
    from satsyn.processing_provider.worker import environment_places, managed_environment

    monkeypatch.setattr(environment_places, "_places", lambda: [tmp_path / "Müllers Profil" / "environments"])
    requirements("pip\n")
    made = managed_environment.create_environment(RecordingFeedback())
    assert subprocess.run([str(made), "-m", "pip", "--version"]).returncode == 0


def test_the_report_names_no_person_and_no_folder_of_theirs(qgis, no_interpreter) -> None:
    from satsyn.processing_provider.desktop.problem_report import problem_report

    address = "http://" + "erika:secret" + "@proxy.example"
    problem = f"The log is '{Path.home()}/plan.log', see /home/erika/map and {address}."
    report = problem_report(None, problem)
    for private in (str(Path.home()) + "/", "erika", "secret"):
        assert private not in report
    assert "no Python environment" in report and "HOME/plan.log" in report


def test_settings_of_the_options_reach_the_worker(no_interpreter) -> None:
    from qgis.core import QgsSettings

    from satsyn.processing_provider import settings
    from satsyn.processing_provider.worker.interpreter import find_interpreter

    stored = "Processing/Configuration/"
    given = {settings.PYTHON: sys.executable, settings.DEVICE: 1, settings.THREADS: 3, settings.CACHE: 200}
    try:
        for name, value in given.items():
            QgsSettings().setValue(stored + name, value)
        assert str(find_interpreter()) == sys.executable
        assert (settings.device_for("auto"), settings.device_for("cuda")) == ("cpu", "cuda")
        variables = settings.worker_variables()
        assert (variables["OMP_NUM_THREADS"], variables["GDAL_CACHEMAX"]) == ("3", "200")
    finally:
        for name in given:
            QgsSettings().remove(stored + name)
    assert settings.worker_variables() == {} and settings.device_for("auto") == "auto"


def test_the_panel_forgets_what_it_said_of_an_earlier_state(qgis, monkeypatch: pytest.MonkeyPatch) -> None:
    from satsyn.processing_provider.desktop.environment_panel import EnvironmentPanel

    python = os.environ["SATSYN_PYTHON"]
    monkeypatch.delenv("SATSYN_PYTHON")
    panel = EnvironmentPanel()
    assert "Not set up" in panel.status.text()
    panel.words.setText("SatSyn has no Python environment yet.")
    monkeypatch.setenv("SATSYN_PYTHON", python)
    panel.refresh()
    assert "Ready" in panel.status.text()
    assert panel.words.text() == ""
    panel.words.setText("No problem was found.")
    panel.refresh()
    assert panel.words.text() == "No problem was found."
