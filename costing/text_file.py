"""Reads a file that somebody named, whatever it turns out to be."""

import os
from pathlib import Path

from costing.errors import CostingError

MOST_CHARACTERS = 64_000_000
"""The most that is read: a stack file has some ten thousand, and a device has no end."""


class Unreadable(CostingError):
    """A file is not there, cannot be read or holds no text; the text is one line."""

    exit_code = 2


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """Return the text of a file or a pipe; a pipe that nobody writes to is empty, and is not waited for.

    Raises:
        Unreadable: there is none, it may not be read, is too large, or is no UTF-8.
    """
    try:
        with open(path, encoding=encoding, opener=_at_once) as file:
            text = file.read(MOST_CHARACTERS + 1)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name} is no text in UTF-8") from error
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(f"{path} cannot be read: it is larger than {MOST_CHARACTERS // 1_000_000} MB")
    return text


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for a writer, and read as ever from then on."""
    handle = os.open(path, flags | os.O_NONBLOCK)
    os.set_blocking(handle, True)
    return handle
