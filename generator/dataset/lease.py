"""One writer per URL, where there are no locks: a small object that its holder keeps changing.

Whoever finds such an object watches it. If it changes, somebody is at work; if not for long enough, its
holder is gone and its place is taken. No clocks are compared, so clocks that differ do no harm. Should two
writers be at work all the same (one was cut off from the network and came back), the older one stops at its
next beat; until then both store the same bytes under the same names.
"""

import json
import os
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from generator.dataset.errors import DatasetError, FolderRefusedError
from generator.dataset.lock import LOCK_NAME

BEAT_S = 4.0
STALE_S = 20.0
POLL_S = 0.5


class Lease:
    """Held from here to :meth:`release`.

    Raises:
        FolderRefusedError: when another process writes there.
        OSError: when the place cannot be written.
    """

    def __init__(self, fs: Any, root: str, url: str) -> None:
        self._fs, self._path, self._url = fs, f"{root}/{LOCK_NAME}", url
        self._holder = uuid.uuid4().hex
        self._beats = 0
        self._taken_by = ""
        self._over = threading.Event()
        self._acquire()
        self._thread = threading.Thread(target=self._beat, name="lease", daemon=True)
        self._thread.start()

    def check(self) -> None:
        """Raise DatasetError when another process has taken the place."""
        if self._taken_by:
            raise DatasetError(
                f"{self._url} is being written by {self._taken_by} now, since nothing was heard of this run "
                "for too long.\nLet that one finish."
            )

    def release(self) -> None:
        """Give the place back. Harmless when called twice."""
        if self._over.is_set():
            return
        self._over.set()
        self._thread.join()
        try:
            if self._found().get("holder") == self._holder:
                self._fs.rm_file(self._path)
        except Exception:
            return  # whoever comes next waits a while and takes it

    def _acquire(self) -> None:
        from generator.dataset.url_place import told

        with told(self._url):
            if self._created():
                return
            self._wait_for_holder()
            self._write()
            if self._found().get("holder") != self._holder:  # somebody else took it in the same moment
                self._refuse(self._found())

    def _created(self) -> bool:
        try:
            self._fs.pipe_file(self._path, self._content(), mode="create")
        except FileExistsError:
            return False
        except OSError as error:
            if "PreconditionFailed" in repr(error) or "pre-condition" in str(error).lower():
                return False
            raise
        return self._found().get("holder") == self._holder

    def _wait_for_holder(self) -> None:
        """Returns when the object's holder is gone."""
        first = self._found()
        if not first or _dead(first):
            return
        until = time.monotonic() + STALE_S
        while time.monotonic() < until:
            time.sleep(POLL_S)
            now = self._found()
            if not now:
                return
            if now != first:
                self._refuse(now)

    def _refuse(self, holder: dict[str, Any]) -> None:
        raise FolderRefusedError(
            f"{self._url} is being written by {_who(holder)}.\n"
            "Wait until it has finished, or write elsewhere with --out."
        )

    def _beat(self) -> None:
        while not self._over.wait(BEAT_S):
            try:
                found = self._found()
                if found and found.get("holder") != self._holder:
                    self._taken_by = _who(found)
                    return
                self._beats += 1
                self._write()
            except Exception:
                continue  # storing frames will fail too, and says so

    def _write(self) -> None:
        self._fs.pipe_file(self._path, self._content())

    def _content(self) -> bytes:
        where = {"host": os.uname().nodename, "machine": _machine(), "pid": os.getpid()}
        return json.dumps({"holder": self._holder, "beat": self._beats, **where}).encode() + b"\n"

    def _found(self) -> dict[str, Any]:
        """What the object says; nothing where there is none, or none of ours."""
        try:
            said = json.loads(self._fs.cat_file(self._path))
        except (FileNotFoundError, ValueError):
            return {}
        return said if isinstance(said, dict) else {}


def _who(holder: dict[str, Any]) -> str:
    return f"process {holder.get('pid', '?')} on {holder.get('host', '?')}"


def _dead(holder: dict[str, Any]) -> bool:
    """Whether the holder was a process of this machine that is no more."""
    if holder.get("machine") != _machine() or holder.get("pid") == os.getpid():
        return False
    try:
        os.kill(int(holder["pid"]), 0)
    except ProcessLookupError:
        return True
    except (OSError, KeyError, ValueError):
        return False
    return False


def _machine() -> str:
    """This boot of this machine, and which processes we see of it; "" where the system does not say."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return uuid.uuid4().hex  # like nobody else
