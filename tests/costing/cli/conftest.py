"""A project in a folder of its own, and the command line run in it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from costing.cli.main import run

DAY = ["--date", "2026-11-21"]
STACK = """\
config:
  aws:region: %(region)s
  tollgate:topology:
    name: shop
    network:
      egress: { kind: natGateway }
    database: { version: %(version)s, instanceClass: %(size)s, storageGb: 20 }
  tollgate:budget:
    monthlyCap: "%(cap)s"
"""
# 32.85 the gateway, 3.65 its address, 11.68 the instance, 2.30 its storage, 0.133 backups: $50.613 expected


class Result(NamedTuple):
    """What a call of the command line left behind."""

    exit_code: int
    out: str
    err: str


class Project:
    """A folder with Pulumi.yaml and stack files, and calls made from it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        (folder / "Pulumi.yaml").write_text("name: tollgate\nruntime: python\n")

    def write(self, content: str | bytes, name: str = "Pulumi.dev.yaml") -> Path:
        """Write a file of the project."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def stack(self, name: str = "dev", *, cap: str = "100", also: str = "", **instead: str) -> Path:
        """Write a stack that is well.

        Args:
            name: of the stack.
            cap: its monthly cap.
            also: further lines of its config.
            instead: what stands in the file for `region`, `version` or `size`.
        """
        values = {"region": "us-east-1", "version": '"17"', "size": "db.t4g.micro", "cap": cap, **instead}
        return self.write(STACK % values + also, f"Pulumi.{name}.yaml")

    def run(self, *arguments: str) -> Result:
        """Call the command line."""
        self._capsys.readouterr()
        code = run(list(arguments))
        out, err = self._capsys.readouterr()
        return Result(int(code), out, err)


@pytest.fixture
def project(tmp_path, monkeypatch, capsys):
    """Return an empty project; the working directory is its folder."""
    monkeypatch.chdir(tmp_path)
    return Project(tmp_path, capsys)
