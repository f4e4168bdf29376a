"""The chains that come with SatSyn: models of QGIS whose texts are shown in the language of QGIS."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingModelAlgorithm, QgsXmlUtils
from qgis.PyQt.QtXml import QDomDocument

from ..satsyn_core.contract.bundled import RESOURCES
from .help_pages import help_url
from .translation import tr

FOLDER = RESOURCES / "models3"
GROUP = "Chains"
_DESCRIPTION = "ALG_DESC"


def chains() -> Iterator[Chain]:
    """Yield the chains of the plugin. Their steps must be in the registry already."""
    for path in sorted(FOLDER.glob("*.model3")):
        chain = Chain()
        if chain.fromFile(str(path)):
            chain.setSourceFilePath(str(path))
            chain.complete()
            yield chain


class Chain(QgsProcessingModelAlgorithm):
    """A model whose id stays that of its English name, in every language."""

    def createInstance(self) -> Chain:
        copy = Chain()
        copy.loadVariant(self.toVariant())
        copy.setSourceFilePath(self.sourceFilePath())
        copy.complete()
        return copy

    def displayName(self) -> str:
        return tr(self.name())

    def group(self) -> str:
        return tr("Chains")

    def groupId(self) -> str:
        return GROUP

    def complete(self) -> None:
        """Put labels and help into the language of QGIS, and give inputs the widgets that they have in algorithms."""
        helps = _helps_of(self.sourceFilePath())
        registry = QgsApplication.processingRegistry()
        algorithms = [registry.algorithmById(step.algorithmId()) for step in self.childAlgorithms().values()]
        for definition in self.parameterDefinitions():
            completed = definition.clone()
            # A result has the name of its step, a colon, and its label.
            completed.setDescription(tr(definition.description() or definition.name().rpartition(":")[2]))
            completed.setHelp(tr(helps.get(definition.name(), "")))
            for algorithm in algorithms:
                declared = algorithm.parameterDefinition(definition.name()) if algorithm is not None else None
                if declared is not None and declared.type() == definition.type():
                    completed.setMetadata(declared.metadata())
            self.updateModelParameter(completed)
        said = self.helpContent()
        inputs = [one for one in self.parameterDefinitions() if not one.isDestination()]
        each = {definition.name(): definition.help() for definition in inputs}
        self.setHelpContent({**said, **each, _DESCRIPTION: tr(said[_DESCRIPTION]), "HELP_URL": help_url()})


@lru_cache
def _helps_of(source: str) -> dict[str, str]:
    """Return the help of each input of a chain by its name: QGIS writes it into the file and does not read it."""
    document = QDomDocument()
    document.setContent(Path(source).read_text(encoding="utf-8"))
    declared = QgsXmlUtils.readVariant(document.documentElement())["parameterDefinitions"]
    return {name: str(said.get("help") or "") for name, said in declared.items()}
