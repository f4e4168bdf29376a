"""Help pages on this computer: each algorithm has one, and it has every parameter."""

from __future__ import annotations

import re
from pathlib import Path

from released import ALGORITHMS


def _page(address: str) -> str:
    from qgis.PyQt.QtCore import QUrl

    return Path(QUrl(address).toLocalFile()).read_text(encoding="utf-8")


def test_every_algorithm_has_a_page_with_its_parameters(qgis) -> None:
    for algorithm in map(qgis.processingRegistry().algorithmById, sorted(ALGORITHMS)):
        page = _page(algorithm.helpUrl())
        if algorithm.group() == "Chains":
            assert "SatSyn help" in page
            continue
        for definition in algorithm.parameterDefinitions():
            assert f"<code>{definition.name()}</code>" in page


def test_no_page_needs_a_network_and_all_links_lead_somewhere(qgis) -> None:
    from qgis.PyQt.QtCore import QUrl

    from satsyn.processing_provider.help_pages import help_url

    address = help_url()
    folder = Path(QUrl(address).toLocalFile()).parent
    links = set(re.findall(r'(?:href|src)="([^"]+)"', _page(address)))
    assert len(links) > 5
    assert [link for link in links if not (folder / link).is_file()] == []
