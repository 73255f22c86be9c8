"""Draft frames for a contact sheet, made on all cores."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

from generator.contact_sheet import Cell, cell_of
from generator.frame import FrameMaker
from generator.render import open_renderer

if TYPE_CHECKING:
    from generator.bundle import Bundle

MOST_WORKERS = 8

_makers: list[FrameMaker] = []  # of this worker process


def draft_cells(bundle: "Bundle", frames: range) -> Iterator[Cell]:
    """The frames in their order. Workers are forked: what is loaded already is not loaded again.

    So call it before anything in this process has started threads, as the command line does.
    """
    workers = min(len(frames), os.cpu_count() or 1, MOST_WORKERS)
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        _start(bundle)
        yield from map(_cell, frames)
        return
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=fork, initializer=_start, initargs=(bundle, True)) as pool:
        try:
            yield from pool.map(_cell, frames)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _start(bundle: "Bundle", deaf: bool = False) -> None:
    if deaf:  # Ctrl-C is the parent's business
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _makers[:] = [FrameMaker(bundle, open_renderer("draft"))]


def _cell(frame_index: int) -> Cell:
    return cell_of(_makers[0].make(frame_index))
