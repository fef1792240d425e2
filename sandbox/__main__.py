"""`python -m sandbox`: the Pulumi command, a run on the simulated AWS, the demo."""

import sys
from typing import Final

_USAGE: Final = """usage: python -m sandbox cli        print the path of the Pulumi command, installing it if need be
       python -m sandbox run ...    run a stack on the simulated AWS (--help for more)
       python -m sandbox demo ...   the demo"""


def main(argv: list[str]) -> int:
    """Run one verb; the exit code."""
    verb, rest = (argv[0], argv[1:]) if argv else ("", [])
    if verb == "cli":
        return _cli()
    if verb == "run":
        from sandbox.run import main as run

        return run(rest)
    if verb == "demo":
        import importlib

        return int(importlib.import_module("sandbox.demo").main(rest))
    print(_USAGE, file=sys.stdout if verb in {"-h", "--help"} else sys.stderr)
    return 0 if verb in {"-h", "--help"} else 2


def _cli() -> int:
    from sandbox.pulumi_cli import CliError, ensure_cli

    try:
        print(ensure_cli(lambda text: print(text, file=sys.stderr, flush=True)))
    except CliError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted: nothing was installed", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
