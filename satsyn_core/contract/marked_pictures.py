"""Marking JPEG and PNG pictures with an XMP packet, without changing their pixels.

Image libraries write XMP only while they encode, and a JPEG picture loses with every encoding. Either format keeps XMP
in a part of its own near the start: an APP1 segment (XMP specification, part 3, 1.1.3), or an iTXt chunk (1.1.5).
"""

from __future__ import annotations

import zlib
from pathlib import Path

from .atomic_files import complete_or_absent
from .media_source import MediaSource, xmp_packet

_JPEG_START = b"\xff\xd8"
_XMP_SEGMENT = b"http://ns.adobe.com/xap/1.0/\x00"
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER_BYTES = 25
"""Of the first chunk, IHDR: length, name, 13 bytes of content, checksum."""
_XMP_KEYWORD = b"XML:com.adobe.xmp\x00\x00\x00\x00\x00"
"""Keyword, then: not compressed, no language, no translated keyword."""


def mark_picture(path: Path, source: MediaSource, model: str) -> None:
    """Mark a picture that is written; one that has an XMP packet stays as it is.

    Args:
        path: JPEG or PNG.
        source: of what it shows.
        model: name of the generator, or names.

    Raises:
        ValueError: the file is neither.
    """
    content = path.read_bytes()
    if _XMP_SEGMENT in content or _XMP_KEYWORD in content:
        return
    packet = xmp_packet(source, model).encode()
    if content.startswith(_JPEG_START):
        end = _end_of_jfif(content)
        inserted = b"\xff\xe1" + (2 + len(_XMP_SEGMENT) + len(packet)).to_bytes(2, "big") + _XMP_SEGMENT + packet
    elif content.startswith(_PNG_START):
        end = len(_PNG_START) + _PNG_HEADER_BYTES
        chunk = b"iTXt" + _XMP_KEYWORD + packet
        inserted = (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
    else:
        raise ValueError(f"{path} is neither a JPEG nor a PNG picture")
    with complete_or_absent(path) as temporary:
        temporary.write_bytes(content[:end] + inserted + content[end:])


def _end_of_jfif(content: bytes) -> int:
    """Return where the JFIF segment ends, which has to be the first one, or where it would start."""
    start = len(_JPEG_START)
    if content[start : start + 2] != b"\xff\xe0":
        return start
    return start + 2 + int.from_bytes(content[start + 2 : start + 4], "big")
