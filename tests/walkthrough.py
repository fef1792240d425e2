"""Writes docs/walkthrough.md: the way of somebody who sees this program for the first time, with what is printed.

    python -m tests.walkthrough

Every command is run, on a copy of the project; what is deployed is deployed on the sandbox. The page is held to what
the program prints today by `tests/test_strangers_path.py`.
"""

import contextlib
import io
import os
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from costing.cli.main import run
from sandbox.engine import Sandbox, Stack
from tests.support.stacks import ROOT

PAGE = ROOT / "docs" / "walkthrough.md"
RENEW = "`python -m tests.walkthrough` writes docs/walkthrough.md anew; look at the diff before you commit it"
STACK = "shop"
DAY = ["--date", "2026-11-21"]
DATED = {"report", "check", "diff", "explain", "actual"}
"""Verbs that are run as of one day, so that the page says the same tomorrow."""

TEXT = """\
# From nothing to a deployed application

What a new user does, and what is printed. This page is written by `python -m tests.walkthrough`, which runs every
command; a test compares. Commands that judge dates are run with `--date 2026-11-21`, so that the page stays the same:
leave that out. What is deployed here is deployed on the sandbox, a simulated AWS; on a real account the commands are
the same.

## A stack file

`init` asks, or takes flags. It prices the file before it writes it, and proposes a cap a third above the bill.

{init}

The file is commented, and an editor that reads the first line knows every key.

{file}

## The bill

No Pulumi, no credentials, no network. Floor is what is paid when nobody comes, ceiling what the greatest counts and
peak traffic come to all month.

{report}

Keep it, to compare with later:

{keep}

## A change that costs too much

Somebody wants a larger database with a standby.

{change}

`check` is the gate: the same decision that `pulumi preview` and `pulumi up` make before anything is registered.

{check}

What changed, and whether it is more of a thing or a dearer one:

{diff}

Where a figure comes from:

{explain}

## Mend it, or raise the cap

The verdict says how the cap is raised. Here a larger disk turns out to be all that was needed:

{mend}

## Deploy

{up}

The deployed stack holds its own bill. Read it back, wherever the stack is known:

{read}

And what deploying again would change:

{against}

## A month later

Every resource carries the tags project, stack and layer. Once they are activated as cost allocation tags
(`tollgate:budget.costTagsActive: true`, a day after the first `up`), Cost Explorer tells them apart. It is asked by
`actual`, or left alone where a file was exported: in the console group by the tag layer and download as CSV. The sums
in this one are invented.

{export}

{actual}
"""

EXPORT = """\
"layer","No tag key: layer($)","network($)","edge($)","services($)","database($)","observability($)","Total costs($)"
"layer total","3.12","75.90","25.11","9.20","15.61","4.55","133.49"
"2026-10-01","3.12","75.90","25.11","9.20","15.61","4.55","133.49"
"""

STEPS: dict[str, tuple[str, ...]] = {
    "init": ("init --stack shop --name shop --worker --requests 5 --yes",),
    "report": ("report --stack shop",),
    "keep": ("report --stack shop --format json > before.json",),
    "change": ("sed -i 's/db.t4g.micro/db.m7g.large\\n      multiAz: true/' Pulumi.shop.yaml",),
    "check": ("check --stack shop",),
    "diff": ("diff before.json shop",),
    "explain": ("explain database/instance/hours --stack shop",),
    "mend": (
        "sed -i 's/db.m7g.large/db.t4g.micro/; /multiAz/d; s/storageGb: 20/storageGb: 30/' Pulumi.shop.yaml",
        "check --stack shop",
        "diff before.json shop",
    ),
}
DEPLOYED: dict[str, tuple[str, ...]] = {
    "read": ("report --from-stack --stack shop | head -12",),
    "against": ("diff shop --against-deployed",),
}


def page() -> str:
    """Run every step, and return the page."""
    shown: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), _environment({}):
        os.environ.pop("COLUMNS", None)  # rows are as wide as in a file, whatever the window
        here = Path(folder)
        (here / "Pulumi.yaml").write_bytes((ROOT / "Pulumi.yaml").read_bytes())
        for name, commands in STEPS.items():
            shown[name] = _block(commands)
            if name == "init":
                shown["file"] = f"```yaml\n{(here / f'Pulumi.{STACK}.yaml').read_text()}```"
        (here / "costs.csv").write_text(EXPORT)
        shown["export"] = f"```csv\n{EXPORT}```"
        shown["actual"] = _block(("actual --stack shop --from-file costs.csv",))
        with Sandbox() as box:
            stack = box.project(ROOT, here / f"Pulumi.{STACK}.yaml")
            shown["up"] = _up(stack)
            with contextlib.chdir(stack.folder), _environment(_with_cli(box)):
                shown |= {name: _block(commands) for name, commands in DEPLOYED.items()}
    return TEXT.format(**shown)


def _block(commands: tuple[str, ...]) -> str:
    rows = [row for command in commands for row in _said(command)]
    return "\n".join(["```console", *rows, "```"])


def _said(command: str) -> Iterator[str]:
    """Yield a command as it is typed, and what it printed; an exit code that is not 0 is shown as a shell would."""
    if command.startswith("sed "):
        yield f"$ {command}"
        _edit(command)
        return
    yield f"$ python -m costing {command}"
    whole, _, rest = command.partition(" | head -")
    whole, _, target = whole.partition(" > ")
    code, out = _run(shlex.split(whole))
    if target:
        Path(target).write_text(out, encoding="utf-8")
        return
    rows = out.rstrip("\n").splitlines()
    yield from rows[: int(rest)] if rest else rows
    if code:
        yield from ("$ echo $?", str(code))


def _run(words: list[str]) -> tuple[int, str]:
    day = DAY if words[0] in DATED and "--from-stack" not in words else []
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run([*words, *day])
    return int(code), out.getvalue()


def _edit(command: str) -> None:
    """Do what a `sed -i` does, for the two forms that are used here."""
    _, _, script, name = shlex.split(command)
    text = Path(name).read_text(encoding="utf-8")
    for part in script.split("; "):
        if part.startswith("s/"):
            _, old, new, _ = part.split("/")
            changed = text.replace(old, new.replace("\\n", "\n"))
        else:
            changed = "".join(row for row in text.splitlines(keepends=True) if part.strip("/d") not in row)
        if changed == text:
            raise SystemExit(f"nothing to change: {part}")
        text = changed
    Path(name).write_text(text, encoding="utf-8")


def _up(stack: Stack) -> str:
    """Deploy, and return the verdict among what Pulumi prints."""
    done = stack.up(check=True)
    verdict = next(row.strip() for row in done.stdout.splitlines() if row.strip().startswith("within budget"))
    cost = stack.outputs()["monthlyCost"]
    rows = [
        f"$ pulumi up --stack {STACK} --yes",
        "…",
        verdict,
        "…",
        f"$ pulumi stack output monthlyCost --stack {STACK}",
        str(cost),
    ]
    return "\n".join(["```console", *rows, "```"])


def _with_cli(box: Sandbox) -> Mapping[str, str]:
    environment = box.environment()
    return {**environment, "PATH": f"{box.cli().parent}{os.pathsep}{environment['PATH']}"}


@contextlib.contextmanager
def _environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Let this process have another environment for a while: it calls the Pulumi command."""
    before = dict(os.environ)
    os.environ.update(wanted)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")  # noqa: T201 - said to whoever runs it
    return 0


if __name__ == "__main__":
    sys.exit(main())
