"""The Chromium of the journeys: found on the path, else installed with the system's package manager. Never skipped.

`python -m tests.browser` sees to it; `chromium()` tells where it is.
"""

import os
import shutil
import subprocess
import sys

from tests import debian

# The one without windows draws the same pages in a fifth less of a processor.
NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
PACKAGES = NAMES[:2]  # Debian has both, others the second


class NoBrowserError(Exception):
    """There is no browser, and why."""


def find() -> str | None:
    """The browser named by CHROMIUM, or the first one on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def chromium() -> str:
    """The program; without one the journeys fail and say what to do."""
    found = find()
    if found is None or not os.access(found, os.X_OK):
        raise NoBrowserError(
            "The journeys need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path."
        )
    return found


def install() -> None:
    """Installs Debian's Chromium, without windows where there is one."""
    for package in PACKAGES:
        if find() is None:
            debian.install(package)


def main() -> int:
    """Finds or installs the browser and says which one it is."""
    if find() is None:
        install()
    try:
        program = chromium()
    except NoBrowserError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    if version.returncode:
        sys.stderr.write(f"{program} does not start: {version.stderr.strip()}\n")
        return 1
    sys.stdout.write(f"Browser: {version.stdout.strip()} ({program})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
