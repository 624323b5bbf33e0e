"""Reads the environment; a missing or odd value stops the start and names the variable."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The variable as it stands; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}; .env.example explains it.")
    return value


def flag(name: str, default: bool) -> bool:
    """True for 1, true, yes, on; false for 0, false, no, off and empty."""
    value = os.environ.get(name)
    if value is None:
        return default
    known = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
        "": False,
    }
    if value.lower() not in known:
        raise ImproperlyConfigured(f"{name} is {value!r}; use true or false.")
    return known[value.lower()]


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; use a whole number.") from None


def words(name: str, default: str = "") -> list[str]:
    """Comma-separated words, blanks dropped."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret(name: str, default: str | None = None) -> str:
    """The variable itself, or the contents of the file that NAME_FILE points at."""
    path = os.environ.get(f"{name}_FILE")
    if path is None:
        return text(name, default)
    try:
        return Path(path).read_text().strip()
    except OSError as problem:
        raise ImproperlyConfigured(f"{name}_FILE points at {path}, which cannot be read: {problem.strerror}.") from None


def database(name: str, default: str | None = None) -> dict[str, Any]:
    """A Django database entry from a URL: postgres://role:password@host:port/name, or ?host=/folder for a socket."""
    url = urlsplit(secret(name, default))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgres://; this product speaks PostgreSQL only.")
    options = {key: values[-1] for key, values in parse_qs(url.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", url.hostname or ""),
        "PORT": str(url.port or ""),
        "OPTIONS": options,
    }
