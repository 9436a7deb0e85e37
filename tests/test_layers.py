"""The import contracts of `pyproject.toml`: layers, no circles, one door for each foreign library."""

import subprocess
import sys
import tomllib
from pathlib import Path


def test_import_contracts_are_kept(root):
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    config = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    assert f"Contracts: {len(contracts)} kept, 0 broken" in done.stdout


def test_every_runtime_library_but_attrs_has_a_door(root):
    config = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    doors = {name for c in config["tool"]["importlinter"]["contracts"] for name in c.get("forbidden_modules", ())}
    extras = config["project"]["optional-dependencies"]
    needed = [*config["project"]["dependencies"], *extras["office"], *extras["documents"]]
    libraries = {text.split(">=")[0].removeprefix("python-") for text in needed if ";" not in text}
    assert libraries - doors == {"attrs"}
