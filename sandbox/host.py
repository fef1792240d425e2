"""Serve a Python program to the engine, as Pulumi's own Python language host does.

The real host starts a process per run. Here the program runs in a thread of this process, so a run must end whole:
when the engine gives up in the middle, what is left of the program is cancelled and waited for.
"""

import asyncio
import atexit
import contextlib
import contextvars
import logging
import runpy
import sys
import threading
import traceback
from collections.abc import Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

from sandbox.project import ProjectError

# A program that ended well has answered before the engine left; one that the engine gave up on never ends by itself.
_LEAVE_SECONDS: Final = 0.1
_CANCEL_SECONDS: Final = 5.0

# gRPC's asynchronous server, which the SDK uses for transforms, never lets go of an event loop it has seen: runs that
# follow each other take the same one.
_idle_loops: list[asyncio.AbstractEventLoop] = []


@contextlib.contextmanager
def language_host(program: Callable[[], Any]) -> Generator[str]:
    """Serve a program while an operation runs; yields the address to give to the engine."""
    from sandbox.serving import serve_language

    host = _Host(program)
    server = serve_language(host.run)
    try:
        yield f"127.0.0.1:{server.port}"
    finally:
        host.end()
        server.stop()


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


class _Host:
    """Runs the program when the engine asks for it."""

    def __init__(self, program: Callable[[], Any]) -> None:
        self._program = program
        self._idle = threading.Event()
        self._idle.set()
        self._running: asyncio.Task[Any] | None = None

    def run(self, request: Any) -> tuple[str, bool]:
        """Run the program once, apart from all that other runs have set.

        Returns:
            An error for the engine to show, and whether it was shown already.
        """
        self._idle.clear()
        try:
            return contextvars.copy_context().run(self._run, request)
        finally:
            contextvars.Context().run(_forget)
            self._idle.set()

    def end(self) -> None:
        """Leave nothing running: a program that the engine gave up on waits for answers that will not come."""
        run = self._running
        if not self._idle.wait(_LEAVE_SECONDS) and run is not None:
            run.get_loop().call_soon_threadsafe(run.cancel)
            self._idle.wait(_CANCEL_SECONDS)

    def _run(self, request: Any) -> tuple[str, bool]:
        import grpc
        from pulumi import RunError, log
        from pulumi.runtime import run_in_stack

        _settle(request)
        _let_servers_stop()
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # as the real host: an abandoned graph is no news
        with _event_loop(request.parallel) as loop:
            try:
                self._running = loop.create_task(run_in_stack(self._program))
                loop.run_until_complete(self._running)
            except RunError as error:
                log.error(str(error))
                return "Program exited with non-zero exit code: 1", False
            except (asyncio.CancelledError, SystemExit):
                return "", True
            except grpc.RpcError as error:
                gone = grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED
                code: Any = getattr(error, "code", lambda: None)()
                return ("", True) if code in gone else (f"RPC error: {error}", False)
            except Exception:  # noqa: BLE001  # whatever the program raised is the user's to see
                with contextlib.suppress(grpc.RpcError):
                    log.error("Program failed with an unhandled exception:\n" + traceback.format_exc())
                return "", True
        return "", False


@contextlib.contextmanager
def _event_loop(parallel: int) -> Generator[asyncio.AbstractEventLoop]:
    """An event loop that is one run's alone, with nothing left in it afterwards."""
    loop = _idle_loops.pop() if _idle_loops else _new_loop()
    with ThreadPoolExecutor(max_workers=max(parallel, 1) * 4) as executor:
        loop.set_default_executor(executor)
        yield loop
        for _ in range(3):  # a cancelled task may start another on its way out
            if left := _cancel_all(loop):
                loop.run_until_complete(asyncio.wait(left, timeout=_CANCEL_SECONDS))
    _idle_loops.append(loop)


def _new_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda _loop, _context: None)
    atexit.register(_close, loop)
    return loop


def _close(loop: asyncio.AbstractEventLoop) -> None:
    if not loop.is_running():
        loop.close()


def _settle(request: Any) -> None:
    """Tell the SDK where the engine is and what the stack's configuration says."""
    from pulumi.runtime import reset_options, set_all_config

    reset_options(
        project=request.project,
        stack=request.stack,
        parallel=request.parallel,
        engine_address=request.args[0] if request.args else "",
        monitor_address=request.monitor_address,
        preview=request.dryRun,
        organization=request.organization or "organization",
    )
    set_all_config(dict(request.config), list(request.configSecretKeys))


def _let_servers_stop() -> None:
    """Have the SDK stop the server of a program's transforms to the end, also when the program is cancelled then.

    A stop that is cancelled half-way leaves a server of gRPC that no later stop can finish: every program after it on
    the same loop is cancelled by it, and the collector frees it while it listens, which ends the process.
    """
    from pulumi.runtime import stack

    sdk: Any = stack
    if not isinstance(sdk._shutdown_callbacks, _Whole):  # noqa: SLF001  # the SDK has no other place for it
        sdk._shutdown_callbacks = _Whole(sdk._shutdown_callbacks)  # noqa: SLF001


class _Whole:
    """A coroutine function that ends before its caller is told of being cancelled."""

    def __init__(self, function: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._function = function

    async def __call__(self) -> None:
        running = asyncio.ensure_future(self._function())
        cancelled = False
        while not running.done():
            try:
                await asyncio.shield(running)
            except asyncio.CancelledError:
                cancelled = True
        if cancelled:
            raise asyncio.CancelledError
        running.result()


def _forget() -> None:
    """Take back what the run made the SDK's defaults.

    The SDK remembers the first value of each setting for everybody who has set none. To a process that runs one
    program that makes no difference; here it would hand a finished run's connections to whoever comes next.
    """
    from pulumi.runtime import reset_options

    reset_options("project", "stack", "root_directory", organization="organization")


def _cancel_all(loop: asyncio.AbstractEventLoop) -> "set[asyncio.Task[Any]]":
    """Cancel what still runs in a loop; the tasks that were."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    return left


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
