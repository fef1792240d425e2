"""`doctor`: what is looked at, what is found, and what to do about it; no credentials and no network."""

import json
import stat
from datetime import timedelta

import pytest

from costing import doctor, price_book

URN = "urn:pulumi:dev::shop::aws:rds/instance:Instance::shop-database"
PENDING = {"deployment": {"pending_operations": [{"type": "creating", "resource": {"urn": URN, "type": "aws:rds:I"}}]}}


@pytest.fixture
def pulumi(project, monkeypatch):
    """Return what writes a `pulumi` command for the test; without it there is none on the PATH."""
    folder = project.folder / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def write(script, *, name="pulumi"):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return write


def _rows(done):
    return [row for row in done.out.splitlines() if not row.startswith(" ")]


def test_all_is_well(project, pulumi):
    """Each thing looked at has its line; exit 0."""
    project.stack()
    pulumi('[ "$1" = version ] && echo v3.250.0 || echo \'{"deployment": {}}\'')
    pulumi("", name="pulumi-language-python")
    done = project.run("doctor")
    assert (done.exit_code, done.err) == (0, "")
    said = _rows(done)
    assert all(row.startswith("ok    ") for row in said)
    for what in ("Python 3.", "Pulumi v3.250.0", "Pulumi.dev.yaml is in order", "price book of 20", "the state of dev"):
        assert any(what in row for row in said), what


def test_without_pulumi(project, pulumi):
    """Bills work without it: a warning, exit 0, and the state that could not be looked at is named."""
    project.stack()
    done = project.run("doctor")
    assert done.exit_code == 0
    assert "warn  no `pulumi` on PATH: bills work, deployments do not" in done.out
    assert "warn  the state of dev was not looked at: there is no pulumi to ask" in done.out


def test_a_pulumi_that_cannot_run_python(project, pulumi):
    """A CLI built by itself lacks the language host, without which `pulumi preview` stops; beside it is enough."""
    project.stack()
    pulumi("echo v3.250.0")
    done = project.run("doctor", "--stack", "dev")
    assert (done.exit_code, done.err) == (0, "")
    assert "warn  Pulumi v3.250.0, and no pulumi-language-python beside it or on PATH" in done.out
    whole = project.folder / "whole"
    whole.mkdir()
    (project.folder / "bin" / "pulumi").rename(whole / "pulumi")
    pulumi("", name="pulumi-language-python")
    (project.folder / "bin" / "pulumi-language-python").rename(whole / "pulumi-language-python")
    (project.folder / "bin" / "pulumi").symlink_to(whole / "pulumi")
    assert "ok    Pulumi v3.250.0\n" in project.run("doctor", "--stack", "dev").out


def test_a_pulumi_that_fails(project, pulumi):
    """What it says is passed on; it is no failure of the project."""
    project.stack()
    pulumi('[ "$1" = version ] && echo v3.1.0 && exit 0; echo "error: not logged in" >&2; exit 255')
    done = project.run("doctor")
    assert done.exit_code == 0
    assert "the state of dev was not looked at: error: not logged in" in done.out


def test_a_wrong_stack_file_is_a_failure(project, pulumi):
    """The first line of what is wrong, how many more, and the command that shows all; exit 1."""
    project.stack(size="db.t9.micro", version="17")
    done = project.run("doctor")
    assert done.exit_code == 1
    row = next(row for row in _rows(done) if row.startswith("FAIL"))
    assert row.startswith("FAIL  Pulumi.dev.yaml: tollgate:topology.database.")
    assert "python -m costing check --file Pulumi.dev.yaml shows all" in done.out


@pytest.mark.parametrize(
    ("region", "said"), [("mars-1", "no prices for region 'mars-1'"), ("ap-east-1", "no prices for region 'ap-east-1'")]
)
def test_a_region_without_prices_is_a_failure(project, pulumi, region, said):
    """The book has no file for it."""
    project.stack(region=region)
    done = project.run("doctor")
    assert done.exit_code == 1
    assert f"FAIL  Pulumi.dev.yaml: {said}" in done.out


def test_no_stack_file_yet(project, pulumi):
    """The way to one is named."""
    done = project.run("doctor")
    assert done.exit_code == 0
    assert "warn  the project has no stack file yet\n      python -m costing init\n" in done.out


def test_what_a_killed_update_left(project, pulumi):
    """The engine had noted a creation and never heard of it again: the resource may exist twice after the next `up`."""
    project.stack()
    project.write(json.dumps(PENDING), "state.json")
    done = project.run("doctor", "--state", "state.json")
    assert done.exit_code == 1
    assert "FAIL  creating aws:rds:I shop-database was interrupted: it may exist unseen" in done.out
    assert "pulumi refresh --clear-pending-creates" in done.out


def test_doubles_are_found_by_asking_pulumi_too(project, pulumi):
    """Without a file the state of each stack is exported."""
    project.stack()
    project.write(json.dumps(PENDING), "exported.json")
    pulumi(f'[ "$1" = version ] && echo v3.1.0 || cat {project.folder}/exported.json')
    assert "shop-database was interrupted" in project.run("doctor").out


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 3}'])
def test_a_state_that_is_none(project, pulumi, content):
    """Nothing is taken for well that could not be read."""
    project.stack()
    project.write(content, "state.json")
    done = project.run("doctor", "--state", "state.json")
    assert "the state of state.json was not looked at: it is no state as `pulumi stack export` prints it" in done.out


@pytest.mark.parametrize(
    ("name", "said"), [("nowhere.json", "cannot be read: No such file"), ("raw", "is no text in UTF-8")]
)
def test_a_state_that_cannot_be_read(project, pulumi, name, said):
    """One line, exit 2."""
    project.stack()
    project.write(b"\xff\xfe", "raw")
    done = project.run("doctor", "--state", name)
    assert done.exit_code == 2
    assert f"error: {name} {said}" in done.err


def test_the_environment_that_pulumi_runs_the_program_in(project, pulumi):
    """Pulumi.yaml names a folder: it has to be there."""
    (project.folder / "Pulumi.yaml").write_text("name: x\nruntime: { name: python, options: { virtualenv: .venv } }\n")
    assert "warn  no .venv/, which Pulumi.yaml names as the program's environment" in project.run("doctor").out
    (project.folder / ".venv").mkdir()
    assert "ok    Python environment .venv/, as Pulumi.yaml names it" in project.run("doctor").out


@pytest.mark.parametrize(("days", "verdict"), [(0, "ok"), (180, "ok"), (181, "warn"), (400, "warn"), (401, "fail")])
def test_the_age_of_the_book(days, verdict):
    """Half a year is well, more is a warning, past the gate's limit nothing is deployed."""
    book = price_book.load("us-east-1")
    assert doctor.book(book, book.as_of + timedelta(days=days)).verdict == verdict


def test_outside_of_a_project(project, pulumi):
    """There is nothing to look over."""
    (project.folder / "Pulumi.yaml").unlink()
    done = project.run("doctor")
    assert done.exit_code == 2
    assert "no Pulumi.yaml in" in done.err
