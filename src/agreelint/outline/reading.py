"""The text of a source document by its kind: plain text, Markdown, DOCX or PDF."""

from pathlib import Path

from agreelint.diagnostics import AgreelintError

_PLAIN = frozenset({".txt", ".md", ".markdown", ".text"})
_LARGEST = 50_000_000


def text_of_source(path: Path) -> str:
    """Return what a source document says; raises AgreelintError if that cannot be read."""
    kind = path.suffix.lower()
    if kind not in _PLAIN | {".docx", ".pdf"}:
        raise AgreelintError(f"{path} has a kind that cannot be read; `.txt`, `.md`, `.docx` and `.pdf` can")
    try:
        if path.stat().st_size > _LARGEST:
            raise AgreelintError(f"{path} is larger than {_LARGEST // 1_000_000} MB; no agreement is")
        raw = path.read_bytes()
    except OSError as error:
        raise AgreelintError(f"{path} cannot be read: {error.strerror}") from error
    text = _converted(path, kind, raw)
    if not text.strip():
        hint = "; a PDF of pictures must go through text recognition first" if kind == ".pdf" else ""
        raise AgreelintError(f"{path} holds no text{hint}")
    return text


def _converted(path: Path, kind: str, raw: bytes) -> str:
    if kind == ".docx":
        from agreelint.outline.word import text_of_docx

        return text_of_docx(raw, str(path))
    if kind == ".pdf":
        from agreelint.outline.pdf import text_of_pdf

        return text_of_pdf(raw, str(path))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AgreelintError(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from error
