"""The build hook: writes Lark's parse tables beside the parser, from the grammar that is being packaged."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TABLES = "src/agreelint/syntax/tables.json"


class TablesHook(BuildHookInterface):
    """Makes the tables part of every wheel, and of the checkout that an editable install points to."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling names both
        """Write the tables and ship them, although Git does not keep them."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from agreelint.syntax.tables import tables_text

        (Path(self.root) / TABLES).write_text(tables_text(), encoding="utf-8")
        build_data["artifacts"].append(TABLES)
