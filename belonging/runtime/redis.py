"""The embedded Redis: carries messages between web and worker and keeps nothing; PostgreSQL is the record of work."""

import socket
from pathlib import Path

from belonging.runtime import processes
from belonging.runtime.errors import StartError
from belonging.runtime.processes import Child, Say


def socket_path(sockets: Path) -> Path:
    """Where this Redis listens."""
    return sockets / "redis.sock"


def url(sockets: Path) -> str:
    """The address for REDIS_URL."""
    return f"redis+socket://{socket_path(sockets)}"


def start(program: Path, sockets: Path, environ: dict[str, str], say: Say | None) -> Child:
    """Starts the server and waits until it answers."""
    path = socket_path(sockets)
    path.unlink(missing_ok=True)
    child = processes.start(
        "redis",
        [program, "--port", "0", "--unixsocket", path, "--unixsocketperm", "700", "--daemonize", "no",
         "--loglevel", "warning",
         "--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", sockets],
        environ=environ, say=say,
    )  # fmt: skip
    if not processes.wait_until(lambda: answers(path), child, 20):
        processes.stop(child)
        raise StartError("Redis did not start.")
    return child


def answers(path: Path) -> bool:
    """Whether a Redis answers on this socket."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(1.0)
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
    except OSError:
        return False
