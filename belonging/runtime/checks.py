"""What must be so before anything is started; each failure is one sentence."""

import fcntl
import os
import socket
import sys
from typing import IO

from belonging.runtime.errors import StartError
from belonging.runtime.places import Places

OLDEST, NEWEST = (3, 11), (3, 13)


def python_version(version: tuple[int, int] = sys.version_info[:2]) -> None:
    """The Python this was written and tried for."""
    if not OLDEST <= version <= NEWEST:
        raise StartError(f"This needs Python 3.11, 3.12 or 3.13; here it is {version[0]}.{version[1]}.")


def port_number(text: str) -> int:
    """The port as a number that a server may listen on."""
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) < 65536:
        raise StartError(f"PORT is {text!r}; use a whole number from 1 to 65535.")
    return int(text)


def port_is_free(port: int) -> None:
    """Nobody listens there yet."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise StartError(
                f"Port {port} is for root only: choose one above 1023 with `make run PORT=8001`."
            ) from None
        except OSError:
            another = port + 1 if port < 65535 else 8000
            raise StartError(
                f"Port {port} is taken by another program: choose another with `make run PORT={another}`."
            ) from None


def only_one(place: Places) -> IO[str]:
    """Holds the lock of this var folder for as long as the file returned stays open."""
    lock = (place.run / "lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        with lock:
            lock.seek(0)
            holder = lock.read().strip()
        raise StartError(
            f"Belonging already runs here (process {holder}): stop it first, or set BELONGING_VAR to another folder."
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
