"""Change money, tiers, gate and search in every small way and see that some test fails: `make mutants`.

`python -m tests.mutants costing.ledger` does a part. What it changes, and with which tests, stands in pyproject.toml.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.mutants.results import Results, results
from tests.mutants.survivors import LIST, complaints, read

ROOT = Path(__file__).parents[2]
WORK = ROOT / ".cache" / "mutants"
"""A copy of the project, so that nothing is changed in the one that is worked on."""
SPACES_PERCENT = "10"
"""Each of hundreds of mutants runs the tests on random spaces: a tenth of them kills the same ones."""


def main(modules: tuple[str, ...]) -> int:
    """Run, compare the survivors with the list, and return 0 when they are the same."""
    _copy()
    done = _run(modules)
    if done.returncode:
        sys.stderr.write(done.stdout or "")
        sys.stderr.write("error: mutmut did not end well\n")
        return 2
    return _judge(results(WORK / "mutants", modules), modules)


def _copy() -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    for name in (*settings["source_paths"], *settings["also_copy"], "pyproject.toml"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, WORK / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, WORK / name)


def _run(modules: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Run mutmut in the copy; its counter is for people, elsewhere it is kept back."""
    command = [sys.executable, "-m", "mutmut", "run", *(f"{module}.x*" for module in modules)]
    environment = {**os.environ, "RANDOM_SPACES_PERCENT": SPACES_PERCENT}
    kept = None if sys.stdout.isatty() else subprocess.PIPE
    return subprocess.run(
        command, cwd=WORK, env=environment, stdout=kept, stderr=kept and subprocess.STDOUT, text=True, check=False
    )


def _judge(found: Results, modules: tuple[str, ...]) -> int:
    listed = [
        one.mutant
        for one in read(LIST.read_text(encoding="utf-8"))
        if not modules or one.mutant.function.startswith(tuple(f"{module}." for module in modules))
    ]
    new, gone = complaints(listed, [*found.survived, *found.timed_out])
    for title, mutants in (
        ("survives or runs out of time, and is not in tests/mutants/survivors.txt", new),
        ("is in tests/mutants/survivors.txt, and is killed or gone", gone),
        ("was not tried out, or ended in no known way", found.unclear),
    ):
        for mutant in mutants:
            sys.stdout.write(f"\n{title}:\n{mutant}\n")
    total = sum(map(len, found))
    sys.stdout.write(
        f"\n{total} mutants: {len(found.killed)} killed, {len(found.timed_out)} out of time, "
        f"{len(found.survived)} survive; {len(new)} of these are new\n"
    )
    return 0 if total and not (new or gone or found.unclear) else 1


sys.exit(main(tuple(sys.argv[1:])))
