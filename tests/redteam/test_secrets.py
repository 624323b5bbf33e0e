"""A dump of everything, with a survey open and another closed, holds no key that opens or signs anything."""

import base64
import os
from pathlib import Path

import pytest
from django.conf import settings

from surveys.enums import WaveKind
from tests.cast import make_house
from tests.redteam import attack
from tests.surveys.community import after, make_community

pytestmark = pytest.mark.django_db(transaction=True)


def spellings(secret: bytes) -> set[str]:
    """How a secret may stand in a dump."""
    ways = {secret.hex(), base64.b64encode(secret).decode(), base64.urlsafe_b64encode(secret).decode()}
    return ways | ({secret.decode()} if secret.isascii() else set())


# security O2
def test_a_dump_holds_no_key(tmp_path: Path) -> None:
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]
    house = make_house("northlight")
    with house.open():
        community = make_community(house, 12)
        closed = community.opened(WaveKind.BASELINE)
        community.answer(closed, 12)
        community.closed(closed)
        community.answer(community.opened(WaveKind.PULSE, at=after(closed)), 12, at=after(closed))

    loot = attack.read_everything(os.environ["DATABASE_OWNER_URL"], settings.DATABASES["default"]["NAME"])
    keys = {file.stem: file.read_bytes() for file in (tmp_path / "keys").iterdir()}
    wanted = keys | {"SECRET_KEY": settings.SECRET_KEY.encode()}
    found = [name for name, secret in wanted.items() if any(word in loot.dump for word in spellings(secret))]

    print(f"O2: {len(wanted)} keys of surveys, of a program and of the product sought in a dump, {len(found)} found")
    assert found == []
    assert {name.partition("-")[0] for name in keys} == {"wave", "program"}
