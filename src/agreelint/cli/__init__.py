"""The command line: arguments in, one report out, an exit code that scripts can rely on.

One module a verb. Verbs import what they need when they run, so that each starts fast.
"""

import atexit
import gc
import sys

import click

from agreelint import __version__
from agreelint.cli import (
    audit,
    check,
    checklist,
    compute,
    coverage,
    date,
    explain,
    fmt,
    graph,
    new,
    outline,
    rules,
    simulate,
    test,
)
from agreelint.cli.output import fail
from agreelint.diagnostics import AgreelintError, NothingAppliesError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="agreelint")
def cli() -> None:
    """Check agreements of school collaboratives and regional districts against the record.

    \b
    Start with the record of a real amendment:
      agreelint audit bi_county my_log.csv --as-of 2017-12-31
    """


cli.add_command(check.check)
cli.add_command(audit.audit)
cli.add_command(checklist.checklist)
cli.add_command(graph.graph)
cli.add_command(date.date)
cli.add_command(compute.compute)
cli.add_command(new.new)
cli.add_command(test.test)
cli.add_command(fmt.fmt)
cli.add_command(explain.explain)
cli.add_command(rules.rules)
cli.add_command(outline.outline)
cli.add_command(coverage.coverage)
cli.add_command(simulate.simulate)


def main() -> None:
    """Run the program."""
    gc.disable()  # one short run that keeps nearly all it makes: collecting would only walk it again and again
    atexit.register(gc.freeze)  # and once more at its end, which takes a sixth of a start
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Abort:
        sys.exit(130)
    except NothingAppliesError as error:
        fail(str(error), 3)
    except AgreelintError as error:
        fail(str(error))
    except BrokenPipeError:  # the reader of a pipe has gone
        sys.stderr.close()
