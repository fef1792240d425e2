"""Sentences broken into rows."""

from collections.abc import Iterator

from costing.report.table import WIDTH


def wrapped(sentence: str, indent: int, width: int = WIDTH) -> Iterator[str]:
    """Yield the rows of a sentence, each behind `indent` spaces; a word longer than a row stands alone."""
    row = ""
    for word in sentence.split():
        if row and indent + len(row) + 1 + len(word) > width:
            yield f"{'':{indent}}{row}"
            row = word
        else:
            row = f"{row} {word}" if row else word
    if row:
        yield f"{'':{indent}}{row}"
