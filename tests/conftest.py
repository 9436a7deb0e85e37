"""What all tests share: golden texts and the folder of shared material beside the checkout."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
# Options that leave out tests: an unused golden then means nothing.
NARROWING = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "last_failed", "maxfail")
USED = pytest.StashKey[set[str]]()
TAKING = pytest.StashKey[set[str]]()
DONE = pytest.StashKey[set[str]]()
NOTED = {"used": USED, "taking": TAKING, "done": DONE}


def pytest_addoption(parser):
    """Add `--update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="write expected texts anew")


def pytest_configure(config):
    """Start with no golden used."""
    for key in NOTED.values():
        config.stash[key] = set()


@pytest.fixture
def update_golden(request):
    """Say whether expected texts are to be written anew."""
    return request.config.getoption("--update-golden")


@pytest.fixture
def golden(request, update_golden):
    """Return a check: `golden("audit.json", text)` compares a text with `tests/golden/audit.json`."""
    used = request.config.stash[USED]

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        used.add(name)
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
            return
        assert path.is_file(), f"no tests/golden/{name}; run `make golden` and read what it writes"
        expected = path.read_bytes().decode("utf-8")
        assert text == expected, f"differs from tests/golden/{name}; if rightly so, run `make golden`"

    return check


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Note which tests with a golden ran to their end."""
    report = yield
    if report.when == "call" and report.passed:
        item.config.stash[DONE].add(item.nodeid)
    return report


def pytest_collection_modifyitems(config, items):
    """Expect every test that takes `golden` to run to its end."""
    taking = (item for item in items if "golden" in getattr(item, "fixturenames", ()))
    config.stash[TAKING].update(item.nodeid for item in taking)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node, error):
    """Take over what a worker noted, where pytest-xdist shares out the tests among several."""
    for name, key in NOTED.items():
        node.config.stash[key].update(getattr(node, "workeroutput", {}).get(name, ()))


def unused_goldens(session) -> list[str]:
    """Return the goldens that no test asked for; none unless the whole suite ran."""
    config = session.config
    whole = config.args_source is not pytest.Config.ArgsSource.ARGS and not any(
        config.getoption(name, None) for name in NARROWING
    )
    if not whole or config.stash[TAKING] - config.stash[DONE] or session.testsfailed or config.getoption("collectonly"):
        return []
    files = (Path(folder) / name for folder, _, names in os.walk(GOLDEN) for name in names)
    kept = {file.relative_to(GOLDEN).as_posix() for file in files if not file.name.startswith(".")}
    return sorted(kept - config.stash[USED])


def pytest_sessionfinish(session, exitstatus):
    """Fail for goldens that nothing uses; `--update-golden` removes them."""
    if hasattr(session.config, "workeroutput"):  # the whole of it is known where the workers report
        session.config.workeroutput.update({name: list(session.config.stash[key]) for name, key in NOTED.items()})
        return
    unused = unused_goldens(session)
    if session.config.getoption("--update-golden"):
        for name in unused:
            (GOLDEN / name).unlink()
    elif unused:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        told = "".join(f"\n  tests/golden/{name}" for name in unused)
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(f"\nno test uses these; `make golden` removes them:{told}", red=True)


@pytest.fixture(scope="session")
def root():
    """Return the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared():
    """Return the folder `shared` beside the checkout, or skip."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder ../shared beside this checkout; the test needs its material")
    return folder
