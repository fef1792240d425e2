"""A temporary copy of a Pulumi project, because Pulumi rewrites stack files."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_SKIPPED: Final = {
    ".git",
    ".venv",
    "__pycache__",
    "node_modules",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
}

_SALT: Final = re.compile(r"^encryptionsalt:.*\n?", re.MULTILINE)
_SECURE: Final = re.compile(r"^( *)([^\s:#][^\n]*?): *\n\1 +secure: *\S.*\n?", re.MULTILINE)


class ProjectError(ValueError):
    """The folder is no project that the sandbox can run."""


def copy_project(source: Path, target: Path) -> None:
    """Copy the sources of a project: what git tracks or would track, or all but the usual leftovers.

    Raises:
        ProjectError: There is no `Pulumi.yaml` or no `__main__.py`.
    """
    for needed in ("Pulumi.yaml", "__main__.py"):
        if not (source / needed).is_file():
            raise ProjectError(f"{source} has no {needed}")
    for file in _sources(source):
        to = target / file
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / file, to)


def copy_stack_file(source: Path, target: Path) -> None:
    """Copy a stack file without what only its owner's passphrase opens: the salt and the secure values.

    Whoever needs such a value in the sandbox gives it anew, in clear, as configuration.
    """
    text = _SALT.sub("", source.read_text(encoding="utf-8"))
    target.write_text(_SECURE.sub("", text), encoding="utf-8")


def _sources(source: Path) -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=source,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        for name in listed.stdout.decode().split("\0"):
            if name and (source / name).is_file():
                yield Path(name)
        return
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if path.is_file() and not _SKIPPED & set(relative.parts):
            yield relative
