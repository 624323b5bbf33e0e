"""
No word on any page stands there untranslated: every page is opened, in German or Arabic, with all translations marked.

What is found outside the marks is looked for among what people wrote, and among names: nothing else may be left.
"""  # peers 7.15

import re
from collections.abc import Iterator, Mapping

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from belonging.accounts.models import User
from belonging.core.wording.terms import TERMS
from tests.guards.actors import Actor, fresh_caller, ten_actors
from tests.guards.conftest import Houses
from tests.guards.reading import Known, Reader, mark_translations, written_by_people
from tests.guards.routes import ARGUMENTS, Place, address, is_page
from tests.guards.test_outside import outside

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

# Who opens a page in which language: those who run programs, and for what is not for them a participant.
READERS = (("admin", "de"), ("facilitator", "ar"), ("participant", "ar"))
# What a browser draws or fills in by: a figure there is never written as people write it.
DRAWN = re.compile(r"\s(?:x|y|r|cx|cy|rx|x1|x2|y1|y2|width|height|value|min|max)=\"-?\d+,\d+\"")
Page = tuple[str, HttpResponse]


def is_read(answer: HttpResponse) -> bool:
    return answer.status_code in {200, 404} and answer.headers.get("Content-Type", "").startswith("text/html")


def inside_pages(houses: Houses, actors: Mapping[str, Actor]) -> Iterator[Page]:
    """Every page of an organization, as the first who may read it does."""
    here = houses[0]
    place = Place("own", here.house.organization.slug, here.house.program.slug, here, here.house.program)
    for who, language in READERS:
        User.objects.filter(pk=getattr(actors[who].user, "pk", None)).update(language=language)
    for route in filter(is_page, sorted(ARGUMENTS)):
        for who, language in READERS:
            answer = fresh_caller(actors[who].user).ask("GET", address(route, place), {}, form=True)
            if answer.status_code == 200 and is_read(answer):
                yield f"{route} ({language})", answer
                break


def outside_pages(houses: Houses) -> Iterator[Page]:
    """Every page under no organization, signed out in German and signed in in Arabic."""
    ben = houses[0].house.ben.user
    User.objects.filter(pk=ben.pk).update(language="ar")
    for name, arguments in outside():
        target = reverse(name, kwargs=arguments)
        for caller, language in ((fresh_caller(None), "de"), (fresh_caller(ben), "ar")):
            answer = caller.generic("GET", target, headers={"Accept-Language": language})
            if is_read(answer):  # type: ignore[arg-type]
                yield f"{name} ({language})", answer  # type: ignore[misc]


def in_other_languages() -> set[str]:
    """Where an organization says what it calls things in English, the product's English stands on the page."""
    forms = [form for term in TERMS.values() for of_language in term.forms.values() for form in of_language]
    return {form.text for form in forms} | {form.stands_in for form in forms}


def test_no_page_says_what_no_catalog_holds(houses: Houses) -> None:  # peers 7.15
    actors = ten_actors(*houses)
    with houses[0].house.open(), transaction.atomic():
        known = Known(written_by_people() | {name for _code, name in settings.LANGUAGES} | in_other_languages())
    found, seen = [], 0

    with pytest.MonkeyPatch.context() as patch:
        mark_translations(patch)
        for pages in (inside_pages(houses, actors), outside_pages(houses)):
            for name, answer in pages:
                reader = Reader()
                reader.feed(answer.content.decode())
                seen += 1
                found += [f"{name}: {run}" for run in reader.bare if not known.explains(run)]
                found += [f"{name}: {figure}" for figure in DRAWN.findall(answer.content.decode())]
    print(f"7.15: {seen} pages opened, {len(found)} texts from no catalog")
    assert seen > 200
    assert found == [], "\n".join(found)
