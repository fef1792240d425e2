"""`report --from-stack`: the bill read back from where it is deployed, from a file, from a pipe."""

import io
import json
import stat

import pytest

DAY = ("--date", "2026-11-21")


@pytest.fixture
def kept(project):
    """Return the report of a stack as JSON."""
    project.stack()
    return project.run("report", "-s", "dev", "--format", "json", *DAY).out


@pytest.fixture
def pulumi(project, monkeypatch):
    """Return what writes a `pulumi` command that answers with a text, and tells how it was called."""
    folder = project.folder / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def write(answer, code=0):
        (folder / "answer").write_text(answer)
        path = folder / "pulumi"
        stream = "" if code == 0 else " >&2"
        path.write_text(f'#!/bin/sh\necho "$@" > {folder}/called\ncat {folder}/answer{stream}\nexit {code}\n')
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return folder / "called"

    return write


def _asset(report):
    return json.dumps({"4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", "text": report})


def test_of_a_stack(project, kept, pulumi):
    """The output that Pulumi prints holds the report as an asset; nothing is priced anew."""
    called = pulumi(_asset(kept))
    done = project.run("report", "--from-stack", "--stack", "dev")
    assert (done.exit_code, done.err) == (0, "")
    assert done.out == project.run("report", "-s", "dev", *DAY).out
    assert called.read_text().split() == [
        *("stack", "output", "costReportFull", "--json", "--non-interactive", "--stack", "dev"),
    ]


def test_of_the_selected_stack(project, kept, pulumi):
    """Without a name Pulumi's own selection counts."""
    called = pulumi(_asset(kept))
    assert project.run("report", "--from-stack").exit_code == 0
    assert "--stack" not in called.read_text()


@pytest.mark.parametrize("form", ["text", "json", "markdown", "csv", "html"])
def test_every_form(project, kept, form):
    """A report that is read back can be shown in each form, as if it had been made now."""
    project.write(kept, "main.json")
    again = project.run("report", "--from-stack", "--file", "main.json", "--format", form)
    assert (again.exit_code, again.err) == (0, "")
    if form == "json":
        assert json.loads(again.out) == json.loads(kept)
    assert "NAT gateway" in again.out


def test_from_a_pipe(project, kept, monkeypatch):
    """`pulumi stack output … --json | report --from-stack --file -`."""
    monkeypatch.setattr("sys.stdin", io.StringIO(_asset(kept)))
    done = project.run("report", "--from-stack", "--file", "-")
    assert done.exit_code == 0
    assert done.out.startswith("dev · tier base")


def test_without_pulumi(project, monkeypatch):
    """One line with the way to do it where there is one."""
    project.stack()
    monkeypatch.setenv("PATH", "/nowhere")
    done = project.run("report", "--from-stack", "--stack", "dev")
    assert (done.exit_code, done.out) == (1, "")
    assert done.err == (
        "error: no pulumi on the PATH; where there is one: pulumi stack output costReportFull --json | "
        "python -m costing report --from-stack --file -\n"
    )


def test_a_stack_that_was_never_deployed(project, pulumi):
    """What Pulumi says, in one line, with whose output was asked for."""
    project.stack()
    pulumi("error: current stack does not have output property 'costReportFull'\n", 255)
    done = project.run("report", "--from-stack", "--stack", "dev")
    assert done.exit_code == 1
    assert done.err == (
        "error: output costReportFull of stack dev cannot be read: current stack does not have output property "
        "'costReportFull'\n"
    )


@pytest.mark.parametrize("answer", ["", "null", "5", '"text"', "[]", "{}", '{"text": "nothing"}'])
def test_an_output_that_is_no_report(project, pulumi, answer):
    """Another program's output, or an older one's: one line, exit 2."""
    project.stack()
    pulumi(answer)
    done = project.run("report", "--from-stack", "--stack", "dev")
    assert (done.exit_code, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert line.startswith("error: output costReportFull of stack dev ")


def test_markdown_against_a_kept_report(project, kept):
    """For a pull request: what this change does to the bill."""
    project.write(kept, "main.json")
    project.stack(size="db.t4g.small")
    done = project.run("report", "-s", "dev", "--format", "markdown", "--against", "main.json", *DAY)
    assert done.exit_code == 0
    assert "+$11.68" in done.out
    wrong = project.run("report", "-s", "dev", "--against", "main.json", *DAY)
    assert wrong.exit_code == 2
    assert "--against is for --format markdown; `diff` compares in every other form" in wrong.err
