"""A child process ends with its supervisor, even when that one is killed without a word."""

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LOOK_EVERY_SECONDS = 1.0


def end_with(parent: int, how: signal.Signals) -> None:
    """Arrange that this process gets a signal when its parent ends.

    Linux's kernel does it at once; a thread that looks every second covers other systems.

    Args:
        parent: the process to end with.
        how: the signal to get.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(how))
    threading.Thread(target=_watch, args=(parent, how), daemon=True).start()


def adopt_orphans() -> None:
    """Become the parent of grandchildren left alone, so that this process can collect them. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def collect_orphans(known: set[int]) -> None:
    """Collect dead grandchildren; the processes in ``known`` are left to those who wait for them."""
    while True:
        try:
            found = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if found is None or found.si_pid in known:
            return
        os.waitpid(found.si_pid, os.WNOHANG)


def _watch(parent: int, how: signal.Signals) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), how)
