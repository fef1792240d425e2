"""The entry point: verbs loaded on demand, errors as one clear line each."""

import importlib
import sys

import click

from costing.cli.exits import Exit
from costing.cli.terminal import style
from costing.errors import CostingError
from infra.model.problems import ConfigError, nearest, told

VERBS = {
    "report": "the bill: by line, layer and tier",
    "check": "the gate's decision, as an exit code",
    "diff": "two bills side by side: stacks, tiers, files, what is deployed",
    "explain": "how one line came about: derivation, price, source, date",
    "actual": "what AWS charged, layer by layer, beside the estimate",
    "prices": "the price book beside the AWS Price List: check, refresh",
    "optimize": "the cheapest configuration that meets the requirements, proved",
    "init": "a stack file for one's own application, from a few answers",
    "doctor": "what is not right with this machine and this project",
    "schema": "the JSON schema of the config, or of the report",
}


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(VERBS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in VERBS and not name.startswith("-"):
            raise click.UsageError(f"no verb {name!r}{nearest(name, VERBS)}", ctx)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in VERBS:
            return None
        found: click.Command = importlib.import_module(f"costing.cli.{cmd_name}").command
        for one in (found, *(found.commands.values() if isinstance(found, click.Group) else ())):
            one.help = _as_written(one.help)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


def _as_written(text: str | None) -> str | None:
    """Return a help text with click's mark for rows that are to stay as they are; a raw docstring cannot hold it."""
    return text and text.replace("\\b\n", "\b\n")


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    r"""Price a stack without deploying it: no Pulumi, no credentials, no network.

    \b
    Examples:
      python -m costing report --stack dev
      python -m costing check --stack prod && pulumi up --stack prod
    """


cli.help = _as_written(cli.help)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code; every foreseen error is told in words, not as a trace."""
    try:
        return cli.main(arguments, prog_name="python -m costing", standalone_mode=False) or Exit.DONE
    except click.ClickException as error:
        _complain_of_call(error)
        return Exit.BAD_INPUT
    except click.Abort:
        click.echo("stopped", err=True)
        return Exit.FAILED
    except ConfigError as error:
        for line in told(error.problems):
            _complain(line)
        return Exit.BAD_INPUT
    except CostingError as error:
        _complain(str(error))
        return error.exit_code
    except OSError as error:
        return _of_system(error)


def _of_system(error: OSError) -> Exit:
    """Return what it means that the system refuses: a reader who has seen enough, or a failure that is said."""
    if isinstance(error, BrokenPipeError):
        sys.stderr.close()
        return Exit.DONE
    _complain(f"{error.filename or 'what is printed, or the folder'}: {error.strerror or error}")
    return Exit.FAILED


def _complain_of_call(error: click.ClickException) -> None:
    """Say in one line what is wrong with a call, and where to read how it is right; without any words, the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    said = " ".join(error.format_message().split()).rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    _complain(f"{said}; {context.command_path} --help" if context is not None else said)


def _complain(message: str) -> None:
    click.echo(f"{style('error:', 'bad')} {message}", err=True)
