"""What a command finds in its environment when nobody set it: the running product's own servers."""

import json
import os
import secrets
from pathlib import Path

from belonging.runtime.places import ROOT, Places

# A command that needs no database runs without one; one that does is told what is missing by the name of this folder.
NOWHERE = "postgres://belonging_app@/belonging?host=/DATABASE_URL-is-not-set-and-make-run-is-not-running"
_filled: set[str] = set()


def is_given(environ: dict[str, str], name: str) -> bool:
    """Whether a variable was set, directly or as a file."""
    return name in environ or f"{name}_FILE" in environ


def secret_key(place: Places) -> str:
    """The key that signs sessions: made once, kept beside the data, readable by its owner only."""
    file = place.var / "secret_key"
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        made = secrets.token_urlsafe(48)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(made)
        return made


def publish(place: Places, environ: dict[str, str]) -> None:
    """Writes down the addresses of the running servers, for commands started beside them."""
    file = place.run / "env.json"
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
        json.dump({"pid": os.getpid(), "environ": environ}, new)


def withdraw(place: Places) -> None:
    """Removes what `publish` wrote."""
    (place.run / "env.json").unlink(missing_ok=True)


def published(place: Places) -> dict[str, str]:
    """The environment of the running product; empty when it does not run."""
    try:
        found = json.loads((place.run / "env.json").read_text())
        os.kill(found["pid"], 0)
    except PermissionError:
        return {}
    except (OSError, ValueError, KeyError):
        return {}
    return {str(name): str(value) for name, value in found["environ"].items()}


def fill_in() -> None:
    """For `manage.py`: sets what the environment leaves open, so that a command works with `make run` or without."""
    environ = dict(os.environ)
    if is_given(environ, "DATABASE_URL"):
        return
    place = Places(Path(environ.get("BELONGING_VAR", str(ROOT / "var"))).resolve())
    defaults = published(place) or {"DATABASE_URL": NOWHERE}
    # A key of the moment: without the database there is no session it could sign.
    defaults.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
    for name, value in defaults.items():
        if not is_given(environ, name):
            os.environ[name] = value
            _filled.add(name)


def given() -> dict[str, str]:
    """The environment without what `fill_in` added."""
    return {name: value for name, value in os.environ.items() if name not in _filled}
