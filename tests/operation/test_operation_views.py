"""What operators ask: with their token, and for nobody else."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from pytest_django import Settings

from belonging.operation import health
from belonging.operation.health import Part
from belonging.operation.metrics import page_of
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.guards.routes import NOWHERE

TOKEN = "a token of forty letters, or thereabouts"
SENT = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def opened(settings: Settings) -> None:
    settings.OPERATOR_TOKEN = TOKEN


@pytest.fixture
def well(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Faults by part; the parts themselves are asked in tests/stack/test_health.py."""
    faults = {"database": "", "redis": ""}
    for module in ("views", "metrics"):
        monkeypatch.setattr(
            f"belonging.operation.{module}.examine", lambda now: [Part(name, fault) for name, fault in faults.items()]
        )
    return faults


# security R12: the token opens, everybody else finds no page, signed in or not
@pytest.mark.parametrize("path", ["/status", "/metrics"])
def test_only_the_token_opens(path: str, northlight: House, sign_in: SignIn, settings: Settings) -> None:
    admin = sign_in(northlight.una)
    assert [admin.get(path).status_code, admin.get(path, headers=SENT).status_code] == [404, 404]  # no token is set

    settings.OPERATOR_TOKEN = TOKEN
    wrong = [{}, {"authorization": "Bearer "}, {"authorization": f"Bearer {TOKEN}x"}]
    assert [admin.get(path, headers=headers).status_code for headers in wrong] == [404, 404, 404]


# security R12
@pytest.mark.usefixtures("opened")
def test_status_names_the_part_that_is_not_well(client: Client, db: None, well: dict[str, str]) -> None:
    answer = client.get("/status", headers=SENT)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": {"database": "ok", "redis": "ok"}})

    well["redis"] = "does not answer"
    answer = client.get("/status", headers=SENT)
    assert (answer.status_code, answer.json()["parts"]) == (503, {"database": "ok", "redis": "does not answer"})


@pytest.mark.usefixtures("opened")
def test_metrics_time_pages_by_name(northlight: House, sign_in: SignIn, client: Client, well: dict[str, str]) -> None:
    sign_in(northlight.ben).get("/o/northlight/p/common-ground/")
    well["redis"] = "does not answer"

    said = client.get("/metrics", headers=SENT).content.decode()

    assert 'belonging_request_seconds_count{page="network:home",status="2xx"}' in said
    assert 'belonging_part_well{part="redis"} 0.0' in said
    assert "northlight" not in said


def paths(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from paths(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


# security X9: a counter that rises says when somebody answered
def test_no_page_of_a_survey_is_timed(northlight: House, sign_in: SignIn) -> None:
    resolver, seen = get_resolver(), 0
    for path, _ in paths(resolver.url_patterns):
        if "/surveys/" not in path:
            continue
        seen += 1
        filled = re.sub("<uuid:[a-z_]+>", str(NOWHERE), path)
        filled = re.sub("<[a-z]+:[a-z_]+>", "1", filled)
        request = RequestFactory().get(f"/{filled}")
        request.resolver_match = resolver.resolve(f"/{filled}")
        assert page_of(request) is None, path
    print(f"X9: {seen} addresses of surveys, none timed")
    assert seen > 20


# security R12: a part that raises or never answers is not well, and whoever asks does not wait for it
def test_a_part_that_breaks_is_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError("an address that nobody should read")

    monkeypatch.setattr(health, "_redis", broken)

    found = {part.name: part.fault for part in health.examine(NOON)}

    assert found["redis"] == "does not answer"
    assert found["disk"] == ""
