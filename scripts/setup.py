"""Makes the virtual environment and installs what a lock file names. Run by make with whatever Python is there.

    python3 scripts/setup.py app|dev|bench

Written so that an older Python can read it and say what is wrong.
"""

import hashlib
import json
import os
import ssl
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".stamp"
LEVELS = ["app", "dev", "bench"]


class SetupError(Exception):
    """A reason in one sentence."""


def lock(level):
    return ROOT / "requirements" / f"{level}.txt"


def in_venv(name):
    return VENV / "bin" / name


def check_python():
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        major, minor = sys.version_info[:2]
        raise SetupError(
            f"This needs Python 3.11, 3.12 or 3.13; `{sys.executable}` is {major}.{minor}. "
            "Name another: `make run PYTHON=python3.12`."
        )


def is_slow():
    """Whether somebody built this Python without optimization, as pyenv does unasked."""
    built_with = sysconfig.get_config_var("CONFIG_ARGS")
    return bool(built_with) and "--enable-optimizations" not in built_with and sys.base_prefix != "/usr"


def quicker():
    """The system's own Python, which distributions build with care, if it is recent enough and makes environments."""
    for minor in (13, 12, 11):
        found = Path(f"/usr/bin/python3.{minor}")
        asked = [found, "-c", "import ensurepip, venv"]
        if found.exists() and not subprocess.run(asked, stderr=subprocess.DEVNULL, check=False).returncode:
            return str(found)
    return None


def use_quicker():
    """Goes on with a quicker Python than one nobody named: pages and tests take a third less time with it."""
    found = quicker() if is_slow() and "PYTHON" not in os.environ else None
    if found:
        os.execv(found, [found, *sys.argv])  # noqa: S606 -- no shell is wanted


def state(level):
    """What the environment is made from: the lock, the installer's lock and the Python."""
    digest = hashlib.sha256(sys.version.encode())
    for name in (level, "setup"):
        digest.update(lock(name).read_bytes())
    return digest.hexdigest()


def stamp():
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}


def make_venv():
    if stamp().get("python") == sys.version and in_venv("python").exists():
        return
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        said = done.stdout.decode(errors="replace")
        if "ensurepip" in said:
            raise SetupError(
                "This Python makes no virtual environments; on Debian or Ubuntu: apt-get install python3-venv"
            )
        raise SetupError("The virtual environment .venv could not be made: " + (said.strip().splitlines() or ["?"])[-1])


def run(*command):
    return subprocess.run([str(part) for part in command], cwd=str(ROOT), check=False).returncode == 0


def install(level):
    """uv when it can be had, for it is several times as fast; else pip with the same lock."""
    python = in_venv("python")
    pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
    # uv brings certificates of its own; an office's proxy has put its certificate among the machine's.
    certificates = ["--system-certs"] if ssl.get_default_verify_paths().cafile else []
    sync = ["pip", "sync", "--quiet", "--require-hashes", "--python", python, *certificates, lock("setup"), lock(level)]
    if run(*pip, "-r", lock("setup")) and run(in_venv("uv"), *sync):
        return
    print("uv could not install the packages; pip tries.", flush=True)
    if not run(*pip, "-r", lock(level)):
        raise SetupError("The packages could not be installed; the reason is above.")


def make_catalogs():
    """The .mo files that Django reads; the repository holds the .po files alone."""
    texts = ROOT.glob("locale/*/LC_MESSAGES/*.po")
    made = [(text, text.with_suffix(".mo")) for text in texts]
    if all(mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime for po, mo in made):
        return
    if not run(in_venv("python"), "-m", "belonging.operation.catalogs", "compile"):
        raise SetupError("The catalogs of the languages could not be compiled; the reason is above.")


def make_packages(level):
    there = stamp()
    # Never fewer packages than there are: `make run` leaves the tools of `make test` alone.
    level = max(level, there.get("level", "app"), key=LEVELS.index)
    if there.get("state") == state(level):
        return
    began = time.time()
    print(f"Setting up .venv from requirements/{level}.txt …", flush=True)
    make_venv()
    install(level)
    STAMP.write_text(json.dumps({"level": level, "state": state(level), "python": sys.version}))
    print(f"Set up in {time.time() - began:.0f} s.", flush=True)


def main(level):
    check_python()
    make_packages(level)
    make_catalogs()


if __name__ == "__main__":
    use_quicker()
    try:
        main(sys.argv[1])
    except SetupError as problem:
        sys.exit(str(problem))
