"""Keep a C++ library's chatter out of the process's own output."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile

from generator.render.cycles.errors import RenderError


@contextmanager
def muted() -> Iterator[None]:
    """Send file descriptors 1 and 2 nowhere; an unexpected exception shows what was written after all.

    Used only while Blender starts (it warns of every GPU runtime that is missing), never during rendering:
    other threads may be printing then.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError, OSError):
            stream.flush()
    saved = [(fd, os.dup(fd)) for fd in (1, 2) if _is_open(fd)]
    with TemporaryFile() as sink:
        try:
            for fd, _ in saved:
                os.dup2(sink.fileno(), fd)
            yield
        except RenderError:
            _restore(saved)
            raise
        except BaseException:
            _restore(saved)
            sink.seek(0)
            os.write(2, sink.read())
            raise
        else:
            _restore(saved)


def _restore(saved: list[tuple[int, int]]) -> None:
    for fd, copy in saved:
        os.dup2(copy, fd)
        os.close(copy)


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True
