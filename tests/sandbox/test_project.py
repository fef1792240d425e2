"""The copy of a project: its sources, without what only its owner can open."""

import subprocess

import pytest

from sandbox.project import ProjectError, copy_project, copy_stack_file

STACK = """\
# a comment that stays
encryptionsalt: v1:abc=:v1:def:ghi==
config:
  aws:region: us-east-1
  secrets:database:
    secure: v1:xyz:abc==
  tollgate:topology:
    name: shop   # and this one
"""


@pytest.fixture
def project(tmp_path):
    """A small project with things that must not be copied."""
    source = tmp_path / "source"
    for name in ("Pulumi.yaml", "__main__.py", "infra/__init__.py", ".venv/lib/x.py", "infra/__pycache__/x.pyc"):
        file = source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    return source


def _copied(source, target):
    copy_project(source, target)
    return sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())


def test_leftovers_are_not_copied(project, tmp_path):
    """Environments and caches stay behind, in a folder that git does not know."""
    assert _copied(project, tmp_path / "copy") == ["Pulumi.yaml", "__main__.py", "infra/__init__.py"]


def test_in_a_repository_git_says_what_is_source(project, tmp_path):
    """Tracked files and new ones are copied, ignored ones are not."""
    (project / ".gitignore").write_text("*.log\n.venv/\n__pycache__/\n", encoding="utf-8")
    (project / "noise.log").write_text("x", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    subprocess.run(["git", "add", "Pulumi.yaml"], cwd=project, check=True)
    assert _copied(project, tmp_path / "copy") == [".gitignore", "Pulumi.yaml", "__main__.py", "infra/__init__.py"]


@pytest.mark.parametrize("missing", ["Pulumi.yaml", "__main__.py"])
def test_a_folder_that_is_no_project_is_refused(project, tmp_path, missing):
    """The message names what it lacks."""
    (project / missing).unlink()
    with pytest.raises(ProjectError, match=missing):
        copy_project(project, tmp_path / "copy")


def test_a_stack_file_loses_what_nobody_else_can_open(tmp_path):
    """The salt and the secure values go; every other byte stays, comments and spaces too."""
    source, target = tmp_path / "a.yaml", tmp_path / "b.yaml"
    source.write_text(STACK, encoding="utf-8")
    copy_stack_file(source, target)
    assert target.read_text(encoding="utf-8") == (
        "# a comment that stays\n"
        "config:\n"
        "  aws:region: us-east-1\n"
        "  tollgate:topology:\n"
        "    name: shop   # and this one\n"
    )
    assert source.read_text(encoding="utf-8") == STACK
