"""How tests send to the API."""

from typing import Any

from django.test import Client


def send(client: Client, method: str, address: str, words: object = None, **headers: str) -> Any:
    """One request with its words as JSON; headers by name with a line below, as `If_Match`."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(address, words or {}, content_type="application/json", headers=said)
