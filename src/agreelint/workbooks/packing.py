"""Says why the bytes of a file are no workbook that can safely be unpacked."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_MOST_BYTES = 50_000_000
_MOST_TAGS = {"xl/styles.xml": 100_000}
_MOST_TAGS_IN_ALL = 2_000_000
"""How much a workbook may unpack to: ten thousand rows of twenty cells are half of it, and take some seconds."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refusal(data: bytes) -> str:
    """Return why a file is not read as a workbook, to stand after its name; empty if it seems to be one."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "is protected by a password; save it without one"
        return "is a document of an old form; save it as an Excel workbook (.xlsx)"
    if not data.startswith(b"PK\x03\x04"):
        return "is no workbook, whatever its name; save it as an Excel workbook (.xlsx), or as CSV"
    try:
        with ZipFile(BytesIO(data)) as packed:
            return _inside(packed)
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error):
        return "is a damaged workbook; open it in your spreadsheet program and save it again"


def _inside(packed: ZipFile) -> str:
    size = sum(info.file_size for info in packed.infolist())
    if size > _MOST_BYTES:
        return f"unpacks to {size // 1_000_000} MB, too much to read; export it as CSV"
    if "[Content_Types].xml" not in packed.namelist():
        return "holds packed files but no Excel workbook; save it as an Excel workbook (.xlsx)"
    tags = 0
    for name in packed.namelist():
        part = packed.read(name)
        found = part.count(b"<")
        tags += found
        if tags > _MOST_TAGS_IN_ALL or found > _MOST_TAGS.get(name, found):
            return "holds too many cells or formats to read; export it as CSV"
        if name.endswith(".rels") and b"http://purl.oclc.org/ooxml" in part:
            return "is a workbook in the strict form; save it as an ordinary Excel workbook (.xlsx)"
        # Declarations of entities can make a small text huge or read other files, and no workbook needs any.
        # NUL bytes are left out so that they are found in UTF-16 too.
        if b"<!DOCTYPE" in part.replace(b"\0", b""):
            return f"holds a document type in `{name}`, which no spreadsheet program writes; save the log anew"
    return ""
