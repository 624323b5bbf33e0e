"""Small volumes that a test fills: each a file system of its own, where this process may mount one."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

MEGABYTE = 1024 * 1024


class Volume:
    """A folder that holds so much and no more."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        self.folder, self.ballast = folder, folder / "ballast"
        folder.mkdir(mode=0o755)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", folder], check=True)

    def fill(self) -> None:
        """Leaves room for nothing."""
        with contextlib.suppress(OSError), self.ballast.open("wb", buffering=0) as file:
            for size in (MEGABYTE, 4096, 1):
                with contextlib.suppress(OSError):
                    while file.write(b"\0" * size):
                        pass

    @property
    def free(self) -> int:
        """The bytes that are left."""
        return shutil.disk_usage(self.folder).free

    def make_room(self) -> None:
        """What an operator does."""
        self.ballast.unlink(missing_ok=True)

    def give_back(self) -> None:
        """Takes the volume away with all that is in it."""
        subprocess.run(["umount", "--lazy", self.folder], check=True)


def may_mount() -> bool:
    """Whether this process may have volumes of its own."""
    return os.geteuid() == 0 and shutil.which("mount") is not None


@contextlib.contextmanager
def volumes(folder: Path, **megabytes: int) -> Iterator[dict[str, Volume]]:
    """So many small volumes, each by its name."""
    with contextlib.ExitStack() as made:
        found = {}
        for name, size in megabytes.items():
            found[name] = Volume(folder / name, size)
            made.callback(found[name].give_back)
        yield found
