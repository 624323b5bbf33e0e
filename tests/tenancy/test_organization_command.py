"""The first organization of a server, and its first admin."""

import re
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from belonging.accounts.models import User
from belonging.tenancy.enums import Role
from belonging.tenancy.models import AuditEntry, Membership, Organization
from belonging.tenancy.scope import open_scope
from tests.cast import House

EMAIL = "noor@people.example"


def make(name: str = "Harbour Trust", slug: str = "harbour", admin: str = EMAIL) -> str:
    """What the command says."""
    out = StringIO()
    call_command("organization", name=name, slug=slug, admin=admin, stdout=out)
    return out.getvalue()


def test_link_makes_the_first_admin_once(db: None, client: Client) -> None:
    said = make(admin="Noor@People.example")
    path = urlsplit(re.search(r"https?://\S+", said)[0]).path  # type: ignore[index]

    assert client.get(path).status_code == 200
    client.force_login(User.objects.create_user(EMAIL))
    assert client.post(path).headers["Location"] == "/o/harbour/"
    assert client.post(path).status_code == 410

    organization = Organization.objects.get(slug="harbour")
    with open_scope(organization.id):
        assert [(one.email, one.role) for one in Membership.objects.all()] == [(EMAIL, Role.ADMIN)]
        verbs = AuditEntry.objects.order_by("id").values_list("verb", flat=True)
        assert list(verbs) == ["organization.created", "invitation.accepted"]
    assert client.get("/o/harbour/settings/members/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"slug": "northlight"}, "taken"),
        ({"slug": "North Light"}, "small letters"),
        ({"name": " "}, "1 to 120"),
        ({"admin": "noor"}, "not an e-mail address"),
    ],
)
def test_what_cannot_be_is_refused_with_words(wrong: dict[str, str], words: str, northlight: House) -> None:
    with pytest.raises(CommandError, match=words):
        make(**wrong)

    assert Organization.objects.count() == 1
