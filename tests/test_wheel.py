"""What is shipped: an sdist that builds, and a wheel that works where nothing else is installed."""

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

HISTORY = "agreelint/_share/agreements/bi_county/history.csv"
# The clean environment must see neither the checkout nor the environment that runs the tests.
CLEAN = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}}


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, env=CLEAN, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.args} ended with {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def dist(root, tmp_path_factory):
    """Build the sdist from the checkout and the wheel from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, root, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def sdist(dist):
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


@pytest.fixture(scope="module")
def wheel(dist):
    (path,) = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def environment(root, wheel, tmp_path_factory):
    """Install the wheel and what it asks for into an environment of its own; return its folder of scripts."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = [scripts / "python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    run(*pip, "install", "--constraint", root / "constraints.txt", wheel, cwd=folder)
    return scripts


def shipped(root):
    """Return the data files that Git knows of, as the installed package must have them."""
    if not (root / ".git").exists():
        pytest.skip("this is no Git checkout, so nothing says which data files belong to it")
    listed = run("git", "ls-files", "grammar", "agreements", "rules", cwd=root).split()
    return {name for name in listed if (root / name).is_file()}


def test_wheel_and_sdist_hold_all_data(root, wheel, sdist):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"agreelint/_share/{name}" for name in shipped(root)} <= names
    assert "agreelint/_share/docs/messages.md" in names
    assert shipped(root) <= sdist


def test_wheel_holds_the_package_and_nothing_else(root, wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    modules = {p.relative_to(root / "src").as_posix() for p in (root / "src").rglob("*.py")}
    assert modules <= names
    assert {"agreelint/py.typed", "agreelint/syntax/tables.json", "agreelint/skeletons/templates/rule/page.md"} <= names
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"agreelint"}
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests/")]


def test_sdist_holds_what_a_builder_and_a_tester_need(sdist):
    needed = {"pyproject.toml", "README.md", "LICENSE", "src/agreelint/share.py", "tests/conftest.py",
              "grammar/agreelint.lark", "grammar/terms.lark", "rules/massachusetts/calendar.toml",
              "agreements/bi_county/agreement.agree"}  # fmt: skip
    assert needed <= sdist
    unwanted = (".venv/", ".git/", "dist/", ".mypy_cache/")
    assert not [name for name in sdist if name.startswith(unwanted) or "__pycache__" in name]


def test_installed_wheel_audits_the_shipped_record(environment, tmp_path):
    find = "import agreelint, pathlib; print(pathlib.Path(agreelint.__file__).parents[1])"
    packages = Path(run(environment / "python", "-c", find, cwd=tmp_path).strip())
    assert environment.parent in packages.parents
    log = packages / HISTORY
    mapping = log.with_name("mapping.toml")
    options = ["--procedure", "amendment", "--format", "json"]
    if mapping.is_file():
        options += ["--mapping", mapping]
    told = json.loads(run(environment / "agreelint", "audit", "bi_county", log, *options, cwd=tmp_path))
    assert told["schema"] == "agreelint.audit/1"
    assert told["agreement"]["id"] == "bi_county"
    assert told["log"]["events"] > 0
    assert told["verdicts"]
    assert sum(told["summary"].values()) == len(told["verdicts"])


def test_installed_wheel_counts_on_the_shipped_calendar(environment, tmp_path):
    query = "20 working days before 2017-05-11"
    told = json.loads(run(environment / "agreelint", "date", query, "--format", "json", cwd=tmp_path))
    assert told["date"] == "2017-04-12"
    assert [day for day in told["skipped"] if "2017-04-17" in str(day)], "Patriots' Day is not counted"
