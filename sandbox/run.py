"""`python -m sandbox run`: one operation in a process of its own, with the exit code that `pulumi` gives.

For what cannot be tried inside a test's own process: a run that is killed in the middle, and what a run imports.
With `--home` the state, the account and the passphrase outlive the process, so that the next command goes on.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Final

from sandbox.engine import PARALLEL, OperationError, Sandbox, Stack, secret
from sandbox.faults import Fault, parse
from sandbox.project import ProjectError
from sandbox.pulumi_cli import CliError
from sandbox.result import Result
from sandbox.wire import Unknown

OPERATIONS: Final = ("preview", "up", "refresh", "destroy", "cancel", "export", "outputs")

_NOTICE: Final = "sandbox: a simulated AWS. Nothing here exists, nothing costs anything."

_EXAMPLES: Final = """examples:
  python -m sandbox run up --stack dev
  python -m sandbox run up --stack dev --home /tmp/aws --fault 'killed:create:*rds/instance*'
  python -m sandbox run refresh --stack dev --home /tmp/aws --clear-pending-creates
"""


def main(argv: list[str]) -> int:
    """Run one operation; the exit code."""
    args = _parser().parse_args(argv)
    faults: list[Fault] = args.fault
    if any(fault.kind == "killed" for fault in faults) and os.getpgrp() != os.getpid():
        os.setpgid(0, 0)  # so that only this run dies
    if not args.json:
        print(_NOTICE, file=sys.stderr)
    try:
        with Sandbox(
            home=args.home, times=args.times, seed=args.seed, faults=faults, parallel=args.parallel, say=_say
        ) as aws:
            config = {**dict(args.config), **{key: secret(value) for key, value in args.secret}}
            stack = aws.project(args.project, args.config_file, stack=args.stack, config=config)
            result = _operate(stack, args)
            _show(result, as_json=args.json)
            if args.print_calls:
                for call in aws.calls:
                    print(call.line(), file=sys.stderr)
            if args.print_modules:
                print("\n".join(sorted(sys.modules)), file=sys.stderr)
            return result.exit_code
    except (ProjectError, CliError, OperationError, FileNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _operate(stack: Stack, args: argparse.Namespace) -> Result:
    if args.operation == "refresh":
        return stack.refresh(clear_pending_creates=args.clear_pending_creates)
    if args.operation in {"export", "outputs"}:
        words = ("stack", "export") if args.operation == "export" else ("stack", "output", "--json")
        return stack.command(*words, "--stack", stack.name)
    result: Result = getattr(stack, args.operation)()
    return result


def _show(result: Result, *, as_json: bool) -> None:
    if not as_json:
        print(result.stdout, end="")
        print(result.stderr, end="", file=sys.stderr)
        return
    found = {
        "operation": result.operation,
        "exitCode": result.exit_code,
        "seconds": round(result.seconds, 3),
        "summary": dict(result.summary),
        "diagnostics": list(result.diagnostics),
        "outputs": dict(result.outputs),
        "steps": [{"op": step.op, "type": step.type, "urn": step.urn, "failed": step.failed} for step in result.steps],
        "stdout": result.stdout,
    }
    json.dump(found, sys.stdout, indent=2, default=_unknown)
    print()


def _unknown(value: object) -> str:
    if isinstance(value, Unknown):
        return "[unknown]"
    raise TypeError(type(value).__name__)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _pair(text: str) -> tuple[str, str]:
    key, mark, value = text.partition("=")
    if not mark:
        raise argparse.ArgumentTypeError(f"{text!r} is not KEY=VALUE")
    return key, value


def _fault(text: str) -> Fault:
    try:
        return parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox run",
        description="Run a Pulumi stack on the real engine against a simulated AWS.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("operation", choices=OPERATIONS)
    add("--stack", default="", help="the stack's name (default: dev, or the name of --config-file)")
    add("--project", type=Path, default=Path(), help="the project's folder (default: here)")
    add("--config-file", type=Path, help="the stack file (default: Pulumi.STACK.yaml of the project)")
    add("--config", type=_pair, action="append", default=[], metavar="KEY=VALUE", help="further configuration")
    add("--secret", type=_pair, action="append", default=[], metavar="KEY=VALUE", help="the same, encrypted")
    add("--home", "--backend", type=Path, help="keep state, account and passphrase in this folder")
    add("--times", type=float, default=0.0, help="how long AWS takes, as a factor of real time (default: 0)")
    add("--seed", type=int, help="draw those times with this seed (default: the medians)")
    add("--fault", type=_fault, action="append", default=[], metavar="KIND:METHOD:PATTERN", help="plant a fault")
    add("--parallel", type=int, default=PARALLEL, help=f"resources worked on at once (default: {PARALLEL})")
    add("--clear-pending-creates", action="store_true", help="with refresh: forget creations that were cut off")
    add("--json", action="store_true", help="print the result as JSON")
    add("--print-calls", action="store_true", help="print every call of the engine to standard error")
    add("--print-modules", action="store_true", help="print the imported Python modules to standard error")
    return parser
