"""Serve a Python program to the engine, as Pulumi's own language host and the Automation API do."""

import contextlib
import runpy
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from sandbox.project import ProjectError


@contextlib.contextmanager
def language_host(program: Callable[[], Any]) -> Generator[str]:
    """Serve a program while an operation runs; yields the address to give to the engine."""
    from concurrent.futures import ThreadPoolExecutor

    import grpc
    from pulumi.automation._server import LanguageServer  # the one part of the Automation API that is needed
    from pulumi.runtime.proto import language_pb2_grpc

    server = grpc.server(ThreadPoolExecutor(max_workers=4))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(LanguageServer(program), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(0)


def main_program(path: Path, folder: Path) -> Callable[[], None]:
    """The `__main__.py` of a project's copy, run as Pulumi's Python host does.

    Args:
        path: The project, whose packages are imported.
        folder: Its copy, whose `__main__.py` is run.

    Raises:
        ProjectError: This process has another project's packages of the same name.
    """
    _refuse_foreign_packages(path)

    def program() -> None:
        before = sys.path[:]
        sys.path.insert(0, str(path))
        try:
            runpy.run_path(str(folder / "__main__.py"), run_name="__main__")
        finally:
            sys.path[:] = before

    return program


def _refuse_foreign_packages(path: Path) -> None:
    """Two projects with packages of one name cannot both run in one process: the second would get the first's."""
    for package in path.glob("*/__init__.py"):
        loaded = sys.modules.get(package.parent.name)
        origin = getattr(loaded, "__file__", None)
        if origin and Path(origin).resolve() != package.resolve():
            raise ProjectError(
                f"this process has imported {package.parent.name} from {Path(origin).parent}; "
                f"run {path} in a process of its own: python -m sandbox run --project {path}"
            )
