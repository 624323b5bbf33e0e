"""A database whose disk is full is answered like one that is away; the same form goes through once there is room."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from network.models import Interaction
from tests.cast import House
from tests.conftest import SignIn


def full(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """PostgreSQL itself says that its disk is full, where time together is to be written."""
    if sql.startswith('INSERT INTO "network_interaction"'):
        execute("DO $$ BEGIN RAISE disk_full; END $$", None, False, context)
    return execute(sql, params, many, context)


# security R10
@pytest.mark.parametrize("address", ["page", "api"])
def test_full_disk_is_told_and_survived(address: str, northlight: House, sign_in: SignIn) -> None:
    client, key = sign_in(northlight.ben, raise_request_exception=False), str(uuid4())
    who = str(northlight.mira.place.public_id)

    def send() -> Any:
        if address == "page":
            form = {"who": who, "when": "today", "kind": "peer", "token": key}
            return client.post(northlight.address("log/"), form)
        body = {"people": [who], "happened_on": "2026-07-09", "kind": "peer"}
        return client.post(northlight.api("interactions/"), body, "application/json", headers={"Idempotency-Key": key})

    with connection.execute_wrapper(full):
        refused = send()
    kept = send()

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert kept.status_code == (302 if address == "page" else 201)
    with northlight.open():
        assert Interaction.objects.count() == 1
