"""Standard output is for results; whatever a library prints there must not end up among them."""

import os
import sys

_DONE = False


def keep_stdout_clean() -> None:
    """From here on file descriptor 1 leads nowhere, and ``sys.stdout`` writes to where it led before.

    Blender prints from C, past ``sys.stdout``, and may do so until the process is gone: this is not undone.
    """
    global _DONE
    if _DONE:
        return
    _DONE = True
    sys.stdout.flush()
    own = os.fdopen(os.dup(1), "w", encoding=sys.stdout.encoding, errors=sys.stdout.errors)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    sys.stdout = own
