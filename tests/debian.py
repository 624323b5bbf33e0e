"""Programs that tests need and no wheel brings, from Debian's packages: as root, or by sudo without a password."""

import os
import shutil
import subprocess
import sys


def install(package: str) -> None:
    """Installs a package where that can be done here, and says what went wrong; whether it is there, ask afterwards."""
    before = [] if os.getuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") is None or (before and shutil.which("sudo") is None):
        return
    sys.stdout.write(f"Installing {package} …\n")
    sys.stdout.flush()
    _run([*before, "apt-get", "update", "-qq"])
    _run([*before, "apt-get", "install", "-y", "-qq", "--no-install-recommends", package])


def _run(command: list[str]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
