"""How files say to any reader of metadata that a model generated what they show: XMP with IPTC's digital source type.

The vocabulary is https://cv.iptc.org/newscodes/digitalsourcetype/, the properties are those of the IPTC Photo Metadata
Standard 2025.1, and the packet follows ISO 16684-1.
"""

from __future__ import annotations

import enum
import html
import re
from collections.abc import Mapping

from .. import __version__
from .raster_tags import MODEL, PARTLY, SYNTHETIC, WHOLLY

_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"

# XML 1.0 allows no other control characters, not even as references.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class MediaSource(enum.Enum):
    """Terms of IPTC's vocabulary for imagery that a model made, wholly or in part."""

    GENERATED = "trainedAlgorithmicMedia"
    COMPOSITE = "compositeWithTrainedAlgorithmicMedia"

    @property
    def uri(self) -> str:
        """The term as metadata names it."""
        return _VOCABULARY + self.value

    @classmethod
    def of_tags(cls, tags: Mapping[str, str]) -> MediaSource | None:
        """Return what the tags of a raster say of its source, see `raster_tags`; None if nothing in it is generated."""
        return {WHOLLY: cls.GENERATED, PARTLY: cls.COMPOSITE}.get(tags.get(SYNTHETIC, ""))


def xmp_of_tags(tags: Mapping[str, str]) -> str | None:
    """Return the XMP packet for a raster with such tags; None if nothing in it is generated."""
    source = MediaSource.of_tags(tags)
    return None if source is None else xmp_packet(source, tags.get(MODEL, ""))


def xmp_packet(source: MediaSource, model: str) -> str:
    """Return an XMP packet.

    Args:
        source: of the file's content.
        model: name of the generator, or names; empty leaves it out.
    """
    named = html.escape(_NOT_IN_XML.sub("", model))
    system = f"SatSyn, model {named}" if named else "SatSyn"
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"<Iptc4xmpExt:DigitalSourceType>{source.uri}</Iptc4xmpExt:DigitalSourceType>"
        f"<Iptc4xmpExt:AISystemUsed>{system}</Iptc4xmpExt:AISystemUsed>"
        f"<Iptc4xmpExt:AISystemVersionUsed>{__version__}</Iptc4xmpExt:AISystemVersionUsed>"
        f"<xmp:CreatorTool>SatSyn {__version__}</xmp:CreatorTool>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
