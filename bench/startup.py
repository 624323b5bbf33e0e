"""Seconds from `make run` to the first page: on an empty folder, and again with everything there."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from belonging.runtime.places import ROOT

GOAL = 8.0
WARM_STARTS = 3
SERVERS = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY"}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(var: str) -> tuple[float, float]:
    """Starts the product, waits for its first page and stops it: seconds until then, seconds to stop."""
    environ = {name: value for name, value in os.environ.items() if name not in SERVERS} | {"BELONGING_VAR": var}
    command = [sys.executable, "-m", "belonging.runtime", "--port", str(free_port())]
    product = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert product.stdout
    said = []
    for line in product.stdout:
        said.append(line)
        if found := re.search(r"first page after ([\d.]+) s", line):
            asked = time.perf_counter()
            product.send_signal(signal.SIGTERM)
            product.communicate(timeout=60)
            return float(found[1]), time.perf_counter() - asked
    sys.exit("The product did not start:\n" + "".join(said[-20:]))


def main() -> None:
    """Prints the seconds and the goal."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        cold, _ = start(folder)
        warm = sorted(start(folder) for _ in range(WARM_STARTS))
    middle = warm[len(warm) // 2][0]
    print(f"Cold start with demo: first page after {cold:.1f} s.")
    print(f"Warm start: first page after {middle:.1f} s (goal {GOAL:.0f} s; {', '.join(f'{s:.1f}' for s, _ in warm)}).")
    print(f"Stop right after it: {max(stop for _, stop in warm):.1f} s.")
