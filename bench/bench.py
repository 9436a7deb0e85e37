"""What `make bench` prints: start-up, parsing and printing, and audit throughput, each beside its baseline.

Every figure is a median of runs that took turns with those of its baseline, so that a busy machine slows
both; compare the ratios, not the seconds. Nothing here is a test: a timed test fails for reasons that are
nobody's fault.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter

from lark import Lark

from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax.compiling import STARTS
from agreelint.syntax.parser import parse
from agreelint.syntax.printer import print_source, print_tree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from oracle.faulty_logs import generate, write_csv  # noqa: E402 - the logs are test material

AGREELINT = str(Path(sys.executable).with_name("agreelint"))
BASELINE = [sys.executable, "-c", "import lark, attrs"]
FACTOR, EXTRA = 1.5, 0.15
KEEPING = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Every process is that of an installed program, whose modules are not compiled anew at each start."""
AS_OF = "2040-12-31"  # after every event of a generated log
PEERS = {
    "pm4py": "pm4py",
    "DuckDB": "duckdb",
    "Polars": "polars",
    "PySpark": "pyspark",
    "Declare4Py": "Declare4Py",
    "behave-rv": "behave_rv",
    "clingo": "clingo",
}


def seconds(command: Sequence[str], allowed: Sequence[int] = (0,)) -> float:
    """Run a fresh process and return how long it took."""
    start = perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=KEEPING, capture_output=True, text=True, check=False)  # noqa: S603
    took = perf_counter() - start
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return took


def process(command: Sequence[str], allowed: Sequence[int] = (0,)) -> Callable[[], float]:
    """Return what runs a fresh process and times it."""
    return lambda: seconds(command, allowed)


def timed(action: Callable[[], object]) -> Callable[[], float]:
    """Return what runs an action in this process and times it."""

    def run() -> float:
        start = perf_counter()
        action()
        return perf_counter() - start

    return run


def line(name: str, time: float, *figures: str) -> None:
    """Print one median and what follows from it."""
    print("   ".join((f"  {name:34} {time:7.3f} s", *figures)))


def turns(runs: dict[str, Callable[[], float]], repeat: int) -> dict[str, float]:
    """Run everything in turn, `repeat` times after one run to warm up, and return the medians."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(repeat + 1):
        for name, run in runs.items():
            one = run()
            if number:
                took[name].append(one)
    return {name: median(times) for name, times in took.items()}


def record(name: str) -> list[str]:
    """Return the arguments that audit a shipped record."""
    folder = ROOT / "agreements" / name
    arguments = ["audit", name, str(folder / "history.csv"), "--procedure", "amendment"]
    mapping = folder / "mapping.toml"
    return [*arguments, "--mapping", str(mapping)] if mapping.is_file() else arguments


def startup(repeat: int) -> None:
    """Print whole processes of one small file beside the import of the two libraries that all need."""
    verbs = {
        "date": ["date", "20 working days before 2017-05-11"],
        "check": ["check", "bi_county"],
        "audit, Bi-County's record": record("bi_county"),
        "audit, Mount Greylock's record": record("mount_greylock"),
        "audit as JSON, Bi-County's record": [*record("bi_county"), "--format", "json"],
    }
    runs = {"import lark, attrs": process(BASELINE)}
    runs |= {name: process([AGREELINT, *arguments]) for name, arguments in verbs.items()}
    took = turns(runs, repeat)
    base = took.pop("import lark, attrs")
    allowance = FACTOR * base + EXTRA
    print(f"Start-up: whole processes, medians of {repeat}")
    line("import lark, attrs", base)
    for name, time in took.items():
        verdict = "within" if time <= allowance else "OVER"
        line(name, time, f"{time / base:5.2f} x", f"{verdict} the allowance of {allowance:.3f} s")


def long_text(lines: int) -> str:
    """Return Bi-County's agreement with its procedure many times over: long, and made of real sentences."""
    text = (share("agreements") / "bi_county" / "agreement.agree").read_text(encoding="utf-8")
    head, word, rest = text.partition("procedure ")
    procedure = f"{word}{rest}"
    return head + "\n".join([procedure] * max(1, round((lines - head.count("\n")) / (procedure.count("\n") + 1))))


def language(repeat: int, most: int) -> None:
    """Print the ways from text to tree and back beside Lark's own LALR parse of the same text, at growing lengths."""
    bare = Lark.open(str(share("grammar") / "agreelint.lark"), parser="lalr", start=STARTS, propagate_positions=True)
    print(f"\nLanguage: beside Lark's bare parse (contextual lexer, no nodes), in one process, medians of {repeat}")
    for lines in (1_000, 10_000, 100_000):
        if lines > most:
            print(f"  {lines:,} lines: left out, see --lines")
            continue
        source = Source("long.agree", long_text(lines))
        tree = parse(source).value
        runs = {
            "Lark's bare parse": timed(lambda text=source.text: bare.parse(text, start="file")),
            "text to tree": timed(lambda source=source: parse(source)),
            "tree and text to canonical text": timed(lambda source=source, tree=tree: print_source(source, tree)),
            "tree alone to canonical text": timed(lambda tree=tree: print_tree(tree)),
        }
        took = turns(runs, repeat)
        count = source.text.count("\n")
        print(f"  {count:,} lines, {len(source.text):,} characters")
        base = took["Lark's bare parse"]
        for name, time in took.items():
            line(name, time, f"{rate(count, time)} lines/s", f"{base / time:5.2f} x its speed")


def rate(count: int, time: float) -> str:
    """Return a rate with thousands set apart."""
    return f"{count / time:10,.0f}"


def throughput(repeat: int, cases: int) -> None:
    """Print audits of long logs with faults of every kind beside the bare reading of the same file."""
    print(f"\nThroughput: {cases:,} generated cases with faults of every kind, medians of {repeat}")
    reading = "import csv, sys; print(sum(1 for _ in csv.DictReader(open(sys.argv[1], encoding='utf-8'))))"
    options = ["--no-packs", "--as-of", AS_OF, "--complete-through", AS_OF, "--format", "json"]
    for name in ("bi_county", "mount_greylock"):
        made = generate(name, cases, seed=1)
        events = sum(len(case.rows) for case in made)
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "log.csv"
            write_csv(log, made, seed=1)
            audit = [AGREELINT, "audit", name, str(log), "--procedure", "amendment", *options]
            runs = {
                "read": process([sys.executable, "-c", reading, str(log)]),
                "audit": process(audit, allowed=(0, 1)),
            }
            took = turns(runs, repeat)
        read, audited = took["read"], took["audit"]
        line(f"csv.DictReader, {name}", read, f"{rate(events, read)} events/s")
        speed = (f"{rate(events, audited)} events/s", f"{rate(cases, audited)} cases/s")
        line(f"agreelint audit, {name}", audited, *speed, f"{audited / read:5.1f} x")


def peers() -> None:
    """Say which peers could be measured here; they have a bench of their own."""
    print("\nPeers")
    if not (ROOT.parent / "shared" / "bench").is_dir():
        print("  left out: there is no ../shared/bench beside this checkout")
        return
    there = [name for name, module in PEERS.items() if find_spec(module)]
    absent = [name for name in PEERS if name not in there]
    print(f"  left out, not installed in this environment: {', '.join(absent) or 'none'}")
    if there:
        print(f"  installed: {', '.join(there)}; measure them with ../shared/bench/compare.py")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=11, help="runs of each short process (default 11)")
    parser.add_argument("--cases", type=int, default=1000, help="cases of a generated log (default 1000)")
    parser.add_argument("--lines", type=int, default=100_000, help="longest text to parse and print (default 100,000)")
    chosen = parser.parse_args()
    startup(chosen.repeat)
    language(max(chosen.repeat // 4, 1), chosen.lines)
    throughput(max(chosen.repeat // 4, 1), chosen.cases)
    peers()


if __name__ == "__main__":
    main()
