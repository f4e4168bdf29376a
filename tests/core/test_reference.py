"""The reference pages say everything that the jobs declare."""

from __future__ import annotations

from pathlib import Path

import pytest

from satsyn_core.contract.scheme_library import all_schemes
from satsyn_core.jobs import Job, all_jobs
from setup.write_reference import write_reference

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reference")
    write_reference(folder)
    return folder


@pytest.mark.parametrize("job", all_jobs(), ids=lambda job: job.name)
def test_the_page_of_an_algorithm_has_every_parameter_with_its_name_label_and_help(job: Job, reference: Path) -> None:
    page = (reference / "algorithms" / f"{job.name}.md").read_text(encoding="utf-8")

    assert f"# {job.title}\n" in page
    assert job.summary in page
    for parameter in job.declared:
        assert f"`{parameter.qgis_name}`, `{parameter.option}`" in page
        assert f"\n### {parameter.label} " in page
        assert f"\n{parameter.help}\n" in page


@pytest.mark.parametrize("job", all_jobs(), ids=lambda job: job.name)
def test_the_page_of_an_algorithm_has_every_output(job: Job, reference: Path) -> None:
    page = (reference / "algorithms" / f"{job.name}.md").read_text(encoding="utf-8")

    for output in job.outputs:
        assert f"| `{output.name}` | {output.label} |" in page


def test_the_page_of_the_command_line_has_every_job_and_option(reference: Path) -> None:
    page = (reference / "cli.md").read_text(encoding="utf-8")

    for job in all_jobs():
        assert f"\n## {job.name}\n" in page
        section = page.split(f"\n## {job.name}\n")[1].split("\n## ")[0]
        for parameter in job.declared:
            assert f"| `{parameter.option}" in section


def test_the_page_of_class_schemes_has_every_class_of_every_scheme(reference: Path) -> None:
    page = (reference / "class-schemes.md").read_text(encoding="utf-8")
    assert "asks" not in page, "a class without a class of a bundled model"
    for scheme in all_schemes():
        section = page.split(f"{{ #{scheme.id} }}")[1].split("\n## ")[0]
        for one in scheme.classes:
            assert f"| {one.name} |" in section
        assert section.count("**What `") == 2


def test_the_index_links_to_every_algorithm(reference: Path) -> None:
    index = (reference / "algorithms" / "index.md").read_text(encoding="utf-8")

    for job in all_jobs():
        assert f"[{job.title}]({job.name}.md)" in index
        assert (reference / "algorithms" / f"{job.name}.md").is_file()


def test_the_site_shows_every_algorithm() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")

    for job in all_jobs():
        assert f"reference/algorithms/{job.name}.md" in navigation
