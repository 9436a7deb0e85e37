"""Options that several verbs take, and the kinds of value that they read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path)


class _DayType(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.2 on
    """A civil day, written as 2017-05-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from agreelint.moments import Moment

        try:
            day = Moment.parse(str(value), "UTC").civil
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if day is None:
            self.fail(f"`{value}` is no single day; write it as YYYY-MM-DD", param, ctx)
        return day


DAY = _DayType()


def formats(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `--format` with these choices; the first is the default."""
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="How to print it."
    )
