"""Hooks of MkDocs: the sample sheets of the bundled models, which lie beside the models, appear on the site.

Pages link to them as `../../resources/models/NAME.jpg`, so the pictures also show where the repository is browsed.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_MODELS = Path(__file__).resolve().parent.parent / "resources" / "models"
_IN_REPOSITORY, _ON_SITE = "../../resources/models/", "../images/"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the sample sheets to the site's images."""
    for sheet in sorted(_MODELS.glob("*.jpg")):
        files.append(File.generated(config, f"images/{sheet.name}", abs_src_path=str(sheet)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Point the links of a page to the sheets on the site."""
    return markdown.replace(_IN_REPOSITORY, _ON_SITE)
