"""What is deployed, as the stack's own outputs tell it: read by the Pulumi CLI, from a file, or from standard input."""

import shutil
import subprocess
import sys
from pathlib import Path

from costing.errors import CostingError
from costing.report.reading import parse
from costing.report.view import Report
from costing.stack_file import project_root
from costing.text_file import Unreadable, read_text

OUTPUT = "costReportFull"
STDIN = "-"


class NothingDeployed(CostingError):
    """The outputs of a stack cannot be read; the text is one line with what to do."""


def of_stack(stack: str | None) -> Report:
    """Return the report that a stack's outputs hold; None is the stack that is selected.

    Raises:
        NothingDeployed: there is no Pulumi CLI, no such stack, or it was never deployed.
        ReportError: what the output holds is no report of this program.
    """
    pulumi = shutil.which("pulumi")
    if pulumi is None:
        by_hand = f"pulumi stack output {OUTPUT} --json | python -m costing report --from-stack --file -"
        raise NothingDeployed(f"no pulumi on the PATH; where there is one: {by_hand}")
    named = ["--stack", stack] if stack else []
    command = [pulumi, "stack", "output", OUTPUT, "--json", "--non-interactive", *named]
    here = project_root(Path.cwd())
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)  # noqa: S603 - Pulumi's own CLI
    where = f"output {OUTPUT} of {f'stack {stack}' if stack else 'the selected stack'}"
    if done.returncode:
        raise NothingDeployed(f"{where} cannot be read: {_last_line(done.stderr)}")
    return parse(done.stdout, where)


def of_file(path: Path) -> Report:
    """Return the report in a file; `-` is standard input.

    Raises:
        Unreadable: the file cannot be read, or is no text.
        ReportError: it holds no report of this program.
    """
    if str(path) != STDIN:
        return parse(read_text(path), path.name)
    try:
        return parse(sys.stdin.read(), "standard input")
    except UnicodeDecodeError as error:
        raise Unreadable("standard input is no text in UTF-8") from error


def _last_line(text: str) -> str:
    """Return what went wrong in one line, without the word that Pulumi starts it with."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].removeprefix("error: ") if lines else "pulumi says nothing"
