"""Verbs that must start fast do not import the heavy packages (lark, networkx, jinja2, rich, openpyxl)."""

import json
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest

HEAVY = {"lark", "networkx", "jinja2", "rich", "openpyxl"}
PROBE = """
import sys
from agreelint.cli import main
sys.argv = ["agreelint", *sys.argv[1:]]
try:
    code = main()
except SystemExit as end:
    code = end.code
import json
print(json.dumps([code or 0, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def modules_of(root, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stdout + done.stderr
    assert done.stdout
    return set(modules)


RECORD = ["audit", "bi_county", "agreements/bi_county/history.csv", "--procedure", "amendment"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["date", "20 working days before 2017-05-11"],
        ["check", "bi_county", "mount_greylock"],
        RECORD,
        [*RECORD, "--format", "json"],
    ],
    ids=["date", "check", "audit", "audit-json"],
)
def test_nothing_heavy_is_imported(root, arguments):
    mapping = root / "agreements" / "bi_county" / "mapping.toml"
    if arguments[0] == "audit" and mapping.is_file():
        arguments = [*arguments, "--mapping", "agreements/bi_county/mapping.toml"]
    modules = modules_of(root, *arguments)
    assert "agreelint" in modules
    assert not modules & HEAVY


def test_date_imports_the_parser_the_records_and_the_command_line_only(root):
    modules = modules_of(root, "date", "20 working days before 2017-05-11")
    installed = {name for name in packages_distributions() if not name.startswith("_")}
    assert modules & installed <= {"agreelint", "attr", "attrs", "click"}
