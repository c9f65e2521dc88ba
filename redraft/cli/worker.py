"""Work in a thread of its own, so that Ctrl-C is heard while C code computes."""

import contextvars
import threading
from collections.abc import Callable
from typing import Any, TypeVar

__all__ = ["in_thread"]

T = TypeVar("T")


def in_thread(work: Callable[[], T]) -> T:
    """What `work` returns or raises; a KeyboardInterrupt comes at once, and leaves it running.

    The thread is a daemon: whoever catches the interrupt ends the process.
    """
    done: list[Any] = []
    failed: list[BaseException] = []

    def body() -> None:
        try:
            done.append(contextvars.copy_context().run(work))
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            failed.append(error)

    thread = threading.Thread(target=body, name="redraft-run", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.2)
    if failed:
        raise failed[0]
    return done[0]  # type: ignore[no-any-return]
