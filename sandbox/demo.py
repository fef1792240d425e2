"""The demo: a stack's whole way on the real Pulumi engine, with a simulated AWS and no account anywhere.

Bill, preview, up, the cost report as a stack output, then a change that is too dear and is refused before AWS is asked.
"""

import json
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sandbox.engine import Sandbox, Stack
from sandbox.pulumi_cli import CliError, ensure_cli
from sandbox.result import Result

PROJECT: Final = Path(__file__).parents[1]
STACK: Final = "dev"
TOO_DEAR: Final = {"instanceClass": "db.m7g.large", "multiAz": True}


def main(argv: list[str]) -> int:
    """Run the demo; 0 when everything went as it should, 1 otherwise."""
    del argv
    try:
        ensure_cli(lambda text: print(text, file=sys.stderr, flush=True))
        return _Demo().run()
    except CliError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped; nothing is left behind", file=sys.stderr)
        return 130


class _Demo:
    def run(self) -> int:
        """Tell the story step by step, and stop where it goes wrong."""
        started = time.monotonic()
        print(
            "This is the real Pulumi engine against a simulated AWS (a test double: nothing is created, nothing is "
            "charged).\nThe stack is Pulumi.dev.yaml of this project."
        )
        self._step("the bill, without Pulumi", f"python -m costing report --stack {STACK}")
        print(self._bill())
        with Sandbox() as sandbox:
            stack = sandbox.project(PROJECT)
            self._deploy(stack)
            self._refuse(sandbox, stack)
        seconds = time.monotonic() - started
        print(f"\nAll of it ran in {seconds:.0f} seconds. What to do next: README.md, Your own application.")
        return 0

    def _deploy(self, stack: Stack) -> None:
        self._step("what would happen", f"pulumi preview --stack {STACK}")
        preview = stack.preview(check=True)
        print(
            "\n".join(line.strip() for line in preview.stdout.splitlines() if line.strip().startswith("within budget"))
        )
        print("\n".join(_by_service(preview)))
        self._summary(preview)
        self._step("do it", f"pulumi up --stack {STACK} --yes")
        self._summary(stack.up(check=True))
        self._step("what the stack tells an operator", "pulumi stack output --json")
        outputs = stack.outputs()
        print(json.dumps({key: value for key, value in outputs.items() if not key.startswith("costReport")}, indent=2))
        self._step("read the bill back from the stack", "pulumi stack output costReport --json")
        print(json.dumps(outputs["costReport"], indent=2))

    def _refuse(self, sandbox: Sandbox, stack: Stack) -> None:
        path = "tollgate:topology.database"
        commands = [f"pulumi config set --path {path}.{k} {json.dumps(v)}" for k, v in TOO_DEAR.items()]
        self._step("a change that costs too much", *commands, f"pulumi up --stack {STACK} --yes")
        sandbox.calls.clear()
        for key, value in TOO_DEAR.items():
            text = value if isinstance(value, str) else json.dumps(value)
            stack.command("config", "set", "--path", f"{path}.{key}", text, check=True)
        refused = stack.up()
        print(_refusal(refused))
        if refused.exit_code == 0 or sandbox.calls:
            raise SystemExit("the demo is broken: an over-budget change was not refused before AWS was asked")
        print(f"\nexit code {refused.exit_code}; calls to AWS: {len(sandbox.calls)}; the deployed stack is as it was.")

    @staticmethod
    def _bill() -> str:
        """Return the stack's bill, as the command line prints it."""
        import subprocess

        done = subprocess.run(
            [sys.executable, "-m", "costing", "report", "--stack", STACK],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.rstrip()

    @staticmethod
    def _step(title: str, *commands: str) -> None:
        print(f"\n── {title} " + "─" * max(3, 100 - len(title)))
        for command in commands:
            print(f"$ {command}")
        print()

    @staticmethod
    def _summary(result: Result) -> None:
        counts = ", ".join(f"{count} to {op}" for op, count in sorted(result.summary.items()))
        print(f"{result.operation}: {counts} ({result.seconds:.1f} s)")


def _by_service(result: Result) -> Iterator[str]:
    """Yield one line a service of AWS: what there is of it, and how many."""
    services: dict[str, Counter[str]] = {}
    for step in result.steps:
        if step.type.startswith("aws:"):
            service, _, kind = step.type.split(":", 2)[1].partition("/")
            services.setdefault(service, Counter())[kind.partition(":")[0]] += 1
    for service, kinds in sorted(services.items()):
        text = ", ".join(kind if count == 1 else f"{kind}×{count}" for kind, count in sorted(kinds.items()))
        yield textwrap.fill(text, 100, initial_indent=f"  {service:15}", subsequent_indent=" " * 17)


def _refusal(result: Result) -> str:
    """Return the error the gate ended the run with, without the engine's own frame."""
    return "\n".join(f"error: {text}" for text in result.diagnostics[:1])
