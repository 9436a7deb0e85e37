"""The text of a PDF, page by page; the only place that knows pypdf, which the extra `documents` brings."""

from io import BytesIO

from agreelint.diagnostics import AgreelintError


def text_of_pdf(raw: bytes, shown: str) -> str:
    """Return the text of a PDF, its pages a blank line apart; raises AgreelintError if it cannot be read."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise AgreelintError(f"{shown} is a PDF; to read it, install `agreelint[documents]`") from error
    try:
        reader = PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise AgreelintError(f"{shown} is locked with a password; save it without one")
        return "\n\n".join(page.extract_text() for page in reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise AgreelintError(f"{shown} is no PDF that can be read: {error}") from error
