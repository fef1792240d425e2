"""What the command line does without: Pulumi, boto3, rich, the network, credentials."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STACK = ROOT / "Pulumi.dev.yaml"

WATCHED = """
import os, sys

reads, denied = [], []

class Watched(os.environ.__class__):
    def __getitem__(self, key):
        reads.append(key)
        return super().__getitem__(key)

os.environ.__class__ = Watched

def audit(event, arguments):
    if event.startswith("socket.") or event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        denied.append(event)
        raise RuntimeError(event)
    if event == "open" and any(part in str(arguments[0]) for part in ("/.aws", "/.pulumi", "/credentials.json")):
        denied.append(str(arguments[0]))
        raise RuntimeError(str(arguments[0]))
    if event == "open" and any(flag in str(arguments[1]) for flag in "wax+"):
        denied.append("written: " + str(arguments[0]))
        raise RuntimeError(str(arguments[0]))

sys.addaudithook(audit)
from costing.cli.main import run

code = int(run(sys.argv[1:]))
secrets = [r for r in reads if str(r).startswith(("AWS", "PULUMI"))]
import json
print(json.dumps({"code": code, "modules": sorted(sys.modules), "reads": secrets, "denied": denied}), file=sys.stderr)
"""


@pytest.fixture(scope="module", params=["report", "report --format json", "check", "explain nat"])
def done(request):
    """Run a verb on the dev stack, with sockets, processes, credentials and writing forbidden and watched."""
    arguments = [*request.param.split(), "--file", str(STACK), "--date", "2026-11-21"]
    planted = {"AWS_SECRET_ACCESS_KEY": "planted", "AWS_PROFILE": "planted", "PULUMI_ACCESS_TOKEN": "planted"}
    environment = {**os.environ, **planted, "PYTHONDONTWRITEBYTECODE": "1"}
    found = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout, json.loads(found.stderr.splitlines()[-1])


def test_it_works_all_the_same(done):
    """The verb prints its answer and ends well."""
    out, watched = done
    assert watched["code"] == 0
    assert out


@pytest.mark.parametrize("package", ["pulumi", "pulumi_aws", "pulumi_awsx", "boto3", "botocore", "rich", "grpc"])
def test_heavy_packages_are_not_imported(done, package):
    """Start-up time counts: none of these is needed to price a stack."""
    _, watched = done
    assert [m for m in watched["modules"] if m == package or m.startswith(f"{package}.")] == []


def test_no_socket_no_process_no_credentials_no_file(done):
    """Estimating opens no socket, starts nothing, reads no credentials and writes nothing."""
    _, watched = done
    assert watched["denied"] == []
    assert watched["reads"] == []


DEEDS = """
import socket, subprocess

for deed in (
    lambda: socket.socket().bind(("127.0.0.1", 0)),
    lambda: subprocess.run(["true"]),
    lambda: open("out.txt", "w"),
    lambda: open("/nowhere/.aws/config"),
):
    try:
        deed()
    except RuntimeError:
        pass
os.environ.get("AWS_PROFILE")
"""


def test_the_watch_sees_what_it_is_for(tmp_path):
    """A socket, a process, a file that is written and a credential are each noticed."""
    before, after = WATCHED.split("from costing.cli.main import run\n")
    script = before + DEEDS + after.replace("int(run(sys.argv[1:]))", "0")
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    watched = json.loads(found.stderr.splitlines()[-1])
    assert watched["denied"] == ["socket.__new__", "subprocess.Popen", "written: out.txt", "/nowhere/.aws/config"]
    assert watched["reads"] == ["AWS_PROFILE"]


IMPORTED = "import runpy, sys; sys.argv = ['costing', *sys.argv[1:]]; runpy.run_module('costing', run_name='__main__')"


def test_plug_ins_of_pydantic_are_not_looked_for():
    """What reads the metadata of every installed package is never imported: another module is in its place."""
    listed = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
    arguments = ["report", "--file", str(STACK), "--date", "2026-11-21"]
    done = subprocess.run(
        [sys.executable, "-c", listed + IMPORTED, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules = done.stderr.split()
    assert "pydantic.plugin._loader" in modules
    assert "importlib.metadata" not in modules
