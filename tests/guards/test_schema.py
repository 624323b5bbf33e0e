"""
The API by its own published schema: whatever fits it or does not, as four people, nothing falls over, every answer is
one that the schema names, and nothing opens without a sign-in.
"""

import importlib
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx
import hypothesis
import pytest
import schemathesis
from django.conf import settings as product
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from hypothesis import HealthCheck, Phase, given
from pytest_django.fixtures import Settings
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import ignored_auth, negative_data_rejection, positive_data_acceptance

from belonging.core.problems import PROBLEM
from belonging.tools.enums import TokenLife, TokenScope
from belonging.tools.services.tokens import make_token
from tests.cast import NOON, TODAY, House, Person
from tests.effort import is_whole
from tests.guards.actors import Caller
from tests.guards.conftest import Houses
from tests.guards.routes import FINDERS, Place, address
from tests.guards.tables import Planted
from tests.guards.test_access_table import EXPECTED

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

SCHEMA = "/api/v1/schema/"
NO_CONTENT, INVALID, NO_METHOD, BROKEN = 204, 400, 405, 500
SLOWEST = 10.0  # seconds; on a machine busy with other things everybody waits
PARTS = 4 if is_whole() else 1  # for as many cores
# Of what fits and of what does not, at each address: in the whole, which is ten thousand a person, and in a sample.
EXAMPLES = (15, 2)
# A rule of the program may say no to what fits the schema (422), and so may somebody's change meanwhile (412).
# No text of ours holds the sign zero, which no schema can say: it is sent in what does not fit.
RULES = {"generation": {"allow-x00": False}, "checks": {
    "positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "412", "422", "429"]},
    "negative_data_rejection": {
        "expected-statuses": ["400", "401", "403", "404", "406", "412", "413", "415", "422", "428"],
    },
    "missing_required_header": {"expected-statuses": ["401", "403", "404", "428"]},
}}  # fmt: skip
# There the tool sends words where the schema asks for a file; here it depends on one field which others are needed.
MORE_THAN_A_SCHEMA_SAYS = ("/imports/", "/plan/draft/")
EMPTY_BEFORE = {"programs-api:plan-draft"}  # nothing is drafted in what is planted
WEB_ADDRESS = {"link"}  # "format: uri" is wider than what people can open
Send = Callable[..., Iterable[bytes]]
KnownBy = dict[str, dict[str, str]]  # headers or cookies


def server(*, keeps: bool = False) -> Send:
    """The product as a WSGI application in this process; what a request does is taken back, or kept."""
    handler = BaseHandler()
    handler.load_middleware()

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        request = WSGIRequest(environ)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # as Django's own test client does
        with transaction.atomic():
            response = handler.get_response(request)
            content = b"".join(response)  # type: ignore[arg-type]
            transaction.set_rollback(not keeps)
        start(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return [content]

    return answer


def session(person: Person) -> KnownBy:
    """The cookie of somebody who signed in on the pages."""
    client = Client()
    client.force_login(person.user)
    name = product.SESSION_COOKIE_NAME
    return {"cookies": {name: client.cookies[name].value}}


def token(house: House, person: Person) -> KnownBy:
    """The header of somebody's program, which may do everything they may."""
    with house.open():
        life = {"life": TokenLife.QUARTER, "now": NOON}
        secret = make_token(actor=person.membership, name="Walk", scopes=list(TokenScope), **life)[1]
    return {"headers": {"Authorization": f"Bearer {secret}"}}


def four_callers(houses: Houses) -> dict[str, KnownBy]:
    """Who comes to every address."""
    house = houses[0].house
    return {
        "participant": session(house.ben),
        "facilitator": token(house, house.ada),
        "admin": token(house, house.una),
        "admin of another organization": session(houses[1].house.una),
    }


def placed(operation: APIOperation, here: Planted) -> dict[str, str]:
    """What stands in the address, so that there is something at it."""
    house, program = here.house, here.house.program
    fixed = {"organization": house.organization.slug, "program": program.slug}
    names = [parameter.name for parameter in operation.path_parameters]
    return {name: fixed.get(name) or str(FINDERS[name](here, program)) for name in names}


def unnamed(value: Any, schema: dict[str, Any], components: dict[str, Any]) -> set[str]:
    """The fields of an answer that its schema does not name."""
    while "$ref" in schema or "allOf" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema["allOf"][0]
    if isinstance(value, list):
        return {name for one in value for name in unnamed(one, schema.get("items", {}), components)}
    if not isinstance(value, dict) or "additionalProperties" in schema:
        return set()
    named = schema.get("properties", {})
    deeper = {name for key, inner in value.items() for name in unnamed(inner, named.get(key, {}), components)}
    return (set(value) - set(named)) | deeper


def has_blank_ends(body: Any) -> bool:
    """Whether there are blanks about a text, which are stripped off before its length is asked for."""
    return isinstance(body, dict) and any(isinstance(one, str) and one != one.strip() for one in body.values())


class Walk:
    """Sends cases as everybody, and keeps what was wrong and how many there were."""

    def __init__(self, callers: dict[str, KnownBy], document: dict[str, Any]) -> None:
        self.callers, self.document = callers, document
        self.sent, self.statuses, self.answers = Counter[str](), Counter[int](), 0
        self.wrong: dict[tuple[str, str, str], str] = {}

    def send(self, case: Case) -> None:
        """One case as each of the four."""
        goes_beyond = any(part in case.operation.path for part in MORE_THAN_A_SCHEMA_SAYS)
        for who, known_by in self.callers.items():
            response = case.call(**known_by)
            is_link = response.status_code == INVALID and set(response.json().get("errors", {})) == WEB_ADDRESS
            beyond = [positive_data_acceptance] if goes_beyond or is_link else []
            beyond += [negative_data_rejection] if has_blank_ends(case.body) else []
            # It takes a cookie for one that was made up, and asks again without; tokens are asked for all the same.
            excluded = beyond if "headers" in known_by else [*beyond, ignored_auth]
            self.sent[who] += 1
            self.statuses[response.status_code] += 1
            try:
                case.validate_response(
                    response, headers=known_by.get("headers"), transport_kwargs=known_by, excluded_checks=excluded
                )
                assert response.elapsed < SLOWEST, "slow"
                assert self._unnamed(case, response) == set()
            except (Failure, FailureGroup, AssertionError) as problem:
                for one in getattr(problem, "exceptions", [problem]):
                    told = f"{case.as_curl_command()[:2000]}\n{one}\n{response.text[:300]}"
                    self.wrong.setdefault((type(one).__name__, case.operation.label, who), told)

    def _unnamed(self, case: Case, response: Any) -> set[str]:
        told = self.document["paths"][case.operation.path][case.operation.method]["responses"]
        content = told[str(response.status_code)].get("content", {}).get("application/json")
        if content is None:
            return set()  # a problem, a file, or nothing
        self.answers += 1
        return unnamed(response.json(), content["schema"], self.document["components"]["schemas"])

    def go(self, operation: APIOperation, here: Planted, seed: int) -> None:
        """So many cases of one address, half of them as the schema asks for."""
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode == GenerationMode.NEGATIVE and not (operation.body or operation.query or operation.headers):
                continue  # nothing could be said wrongly
            strategy = operation.as_strategy(mode, path_parameters=placed(operation, here) or None)
            examples = {"max_examples": EXAMPLES[0 if is_whole() else 1], "phases": [Phase.generate], "database": None}
            many = hypothesis.settings(**examples, deadline=None, suppress_health_check=list(HealthCheck))  # type: ignore[arg-type]
            hypothesis.seed(seed)(many(given(strategy)(self.send)))()


def test_more_than_is_read_at_once_is_a_problem_like_any_other(houses: Houses) -> None:
    here = houses[0]
    address = f"/api/v1/o/{here.house.organization.slug}/p/{here.house.program.slug}/templates/import/"
    client = Client()
    client.force_login(here.house.una.user)

    answer = client.post(address, {"content": "x" * 2_600_000}, content_type="application/json")

    assert (answer.status_code, answer.headers["Content-Type"]) == (413, PROBLEM)
    assert answer.json()["title"] == "This is more than can be sent at once."


# security A13, A1
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_comes_the_schema_holds(houses: Houses, settings: Settings, part: int) -> None:
    settings.API_REQUESTS_A_MINUTE = 10**9
    schema = schemathesis.openapi.from_wsgi(SCHEMA, server(), config=schemathesis.Config.from_dict(RULES))
    seed = random.randrange(2**32)
    operations = {one.ok().label: one.ok() for one in schema.get_all_operations()}
    walk = Walk(four_callers(houses), schema.raw_schema)

    tried = sorted(operations)[part::PARTS]
    for name in tried:
        walk.go(operations[name], houses[0], seed)

    addresses = f"{len(tried)} of {len(operations)} addresses"
    print(f"A13: seed {seed}, {addresses}, {dict(walk.sent)}, {sorted(walk.statuses.items())}")
    print(f"A1: {walk.answers} answers hold no field that the schema does not name")
    assert not GENERATOR_STATS, "the schema is published with warnings: manage.py spectacular --fail-on-warn"
    assert not walk.wrong, "\n\n".join(f"{where}\n{told}" for where, told in walk.wrong.items())
    assert {status for status in walk.statuses if status >= 500} == set()
    assert set(walk.sent) == set(walk.callers)
    assert 200 in walk.statuses


# security A13
def test_what_was_taken_away_is_not_there_any_more(houses: Houses) -> None:
    """No method stumbles over it afterwards, and what is read there has changed."""
    house, seen = houses[0].house, {}
    place = Place("own", house.organization.slug, house.program.slug, houses[0], house.program)
    callers = [Caller(person.user) for person in (house.ben, house.ada, house.una)]
    for route, answers in ((one, EXPECTED[one, "DELETE"]) for one, method in EXPECTED if method == "DELETE"):
        if "-api:" not in route or NO_CONTENT not in answers:
            continue
        caller, where = callers[answers.index(NO_CONTENT)], address(route, place)
        with transaction.atomic():
            before = caller.ask("GET", where, {}, form=False)
            gone = caller.ask("DELETE", where, {}, form=False).status_code
            after = caller.ask("GET", where, {}, form=False)
            others = [caller.ask(one, where, {}, form=False).status_code for one in ("DELETE", "PUT", "PATCH")]
            has_changed = after.content != before.content or after.status_code == NO_METHOD or route in EMPTY_BEFORE
            seen[route] = (gone, has_changed, max(others) < BROKEN)
            transaction.set_rollback(True)

    print(f"A13: {len(seen)} addresses used again after they were emptied")
    assert {route: saw for route, saw in seen.items() if saw != (NO_CONTENT, True, True)} == {}
    assert len(seen) > 10


def made_client(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A Python client, made from the published schema as anybody would make one."""
    schema, rules = folder / "schema.json", folder / "rules.yml"
    schema.write_bytes(Client().get(SCHEMA).content)
    rules.write_text("post_hooks: []\n")
    maker = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    where = ["--path", schema, "--config", rules, "--output-path", folder / "belonging_client"]
    done = subprocess.run([*maker, *where], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(folder)
    return importlib.import_module("belonging_client")


def called(name: str) -> ModuleType:
    """One address in the client that was made."""
    return importlib.import_module(f"belonging_client.api.{name}")


# security A13, R7
def test_client_made_from_the_schema_works(houses: Houses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house, event = houses[0].house, houses[0].events[houses[0].house.program.pk]
    secret = token(house, house.ada)["headers"]["Authorization"].removeprefix("Bearer ")
    there = httpx.WSGITransport(app=server(keeps=True))  # type: ignore[arg-type]
    client = made_client(tmp_path, monkeypatch).AuthenticatedClient(
        base_url="http://testserver", token=secret, httpx_args={"transport": there}
    )
    models = importlib.import_module("belonging_client.models")
    calls = SimpleNamespace(
        person_list=called("people.person_list"), log=called("interactions.interaction_log"),
        times=called("interactions.interaction_list"), event=called("events.event"),
        change=called("events.event_change"), confirm=called("interactions.interaction_confirm"),
    )  # fmt: skip
    place = {"organization": "northlight", "program": house.program.slug, "client": client}

    people = calls.person_list.sync(**place).results
    ben = next(one.id for one in people if one.name.startswith("Ben"))
    log = {"body": models.LogRequest(people=[ben], happened_on=TODAY), "idempotency_key": "once"}
    replies = [calls.log.sync_detailed(**place, **log) for _ in range(2)]
    said = calls.confirm.sync_detailed(**place, interaction=houses[0].times[house.program.pk].public_id)
    read = calls.event.sync_detailed(**place, event=event.public_id)
    words = {"title": "A longer supper", "starts_at": event.starts_at, "ends_at": event.ends_at}
    change = {"event": event.public_id, "body": models.EventChangeRequest(**words), "if_match": read.headers["ETag"]}
    first, second = (calls.change.sync_detailed(**place, **change) for _ in range(2))

    assert [reply.status_code for reply in replies] == [201, 201]
    assert replies[0].parsed == replies[1].parsed
    assert said.status_code == 204
    assert [one.is_confirmed for one in calls.times.sync(**place).results] == [True]
    assert read.parsed.title == "Supper"
    assert (first.status_code, second.status_code) == (204, 412)
    assert second.parsed.type_ == "about:blank#changed_meanwhile"
    assert calls.event.sync(**place, event=event.public_id).title == "A longer supper"
