"""A checklist as text or Markdown, from templates."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from agreelint.plan.checklist import Checklist

_TEMPLATES = {"text": "checklist.txt.j2", "markdown": "checklist.md.j2"}


def render(checklist: Checklist, form: str) -> str:
    """Return the checklist in a format: `text` or `markdown`."""
    return _environment().get_template(_TEMPLATES[form]).render(checklist=checklist)


@cache
def _environment() -> Environment:
    environment = Environment(  # noqa: S701 - plain text and Markdown, which `markdown` below escapes; no HTML here
        loader=PackageLoader("agreelint.report"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["markdown"] = _markdown
    return environment


def _markdown(text: str) -> str:
    """Escape what Markdown or HTML would take for markup."""
    for sign in "\\`*_[]<>#|":
        text = text.replace(sign, f"\\{sign}" if sign not in "<>" else {"<": "&lt;", ">": "&gt;"}[sign])
    return text
