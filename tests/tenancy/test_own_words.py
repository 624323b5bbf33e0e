"""What an organization calls things stands on its pages, in its mails, files and answers, and in nobody else's."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, ngettext

from belonging.core.wording.speech import form_in
from belonging.core.wording.terms import TERMS
from belonging.tenancy.cache import kept
from belonging.tenancy.enums import Role
from belonging.tenancy.models import AuditEntry, Organization
from belonging.tenancy.services import WordRefused, set_own_word
from belonging.tenancy.wording import said_plainly
from mentoring.models import Pair
from mentoring.tasks import look_after_pairs
from programs.enums import Attendance, ReplyState
from programs.models import Event, Reply
from tests.cast import NOON, TODAY, House, Person
from tests.conftest import SignIn
from tests.mentoring.people import paired
from tests.programs.test_event_services import plan

LIST = "/o/northlight/settings/words/"
PAGE = f"{LIST}en/facilitator/"
OWN = {
    "en": {"facilitator": {"one": "adviser", "many": "advisers"}, "participant": {"one": "guest", "many": "guests"},
           "mentoring": {"one": "tandem riding"}, "mentor": {"many": "tandems"}, "practice": {"one": "guild"},
           "found": {"one": "island", "many": "islands"}},
    "de": {"facilitator": {"one": "Coach", "gender": "der"}, "participant": {"many": "Gäste"},
           "mentoring": {"one": "Patenschaft", "gender": "die"}, "mentor": {"many": "Pat:innen"},
           "practice": {"one": "Gilde", "gender": "die"}, "found": {"one": "Insel", "gender": "die", "many": "Inseln"}},
    "ar": {"facilitator": {"one": "مرافق", "many": "مرافقون"}, "participant": {"one": "ضيف", "many": "ضيوف"},
           "mentoring": {"one": "مصاحبة"}, "mentor": {"two": "صاحبان"}, "practice": {"one": "رابطة"},
           "found": {"one": "جزيرة", "many": "جزر"}},
}  # fmt: skip
PAGES = ("consents/", "introductions/", "mentoring/", "office-hours/", "dashboard/", "plan/")


class Read(HTMLParser):
    """What a page says to whoever looks at it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += f"\n{data}"


def give_words(house: House, only: tuple[str, ...] = tuple(OWN)) -> None:
    """The house has its own words for everything."""
    with house.open():
        for language in only:
            for key, own in OWN[language].items():
                set_own_word(actor=house.una.membership, term=TERMS[key], language=language, own=own, now=NOON)


def speaks(person: Person, language: str) -> None:
    person.user.language = language
    person.user.save(update_fields=["language"])


def left(language: str, text: str) -> list[str]:
    """The product's words that a text still says."""
    found = (one["form"] for term in TERMS.values() for one in form_in(term, language).finditer(text))
    return [form for form in found if form]


def page_of(sign_in: SignIn, person: Person, address: str) -> str:
    """A page, without what is another at each look."""
    page = sign_in(person).get(address).content.decode()
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=value=\")\w{64}(?=\")|(?<=csrf-token\": \")[^\"]+", "", page)


# peers 7.5
@pytest.mark.parametrize("language", list(OWN))
def test_pages_say_the_words_of_their_organization_and_of_no_other(
    northlight: House, southgate: House, sign_in: SignIn, language: str
) -> None:  # security T6
    houses = (northlight, southgate)
    for house in houses:
        speaks(house.ada, language)
        speaks(house.una, language)
    pages = [(house, house.ada, house.address(rest)) for house in houses for rest in PAGES]
    pages += [(house, house.una, f"/o/{house.organization.slug}/settings/members/") for house in houses]
    before = {address: page_of(sign_in, person, address) for _house, person, address in pages}
    give_words(northlight)

    after = {address: page_of(sign_in, person, address) for _house, person, address in pages}

    mine = [address for house, _person, address in pages if house is northlight]
    said = sum(len(left(language, Read(before[address]).text)) for address in mine)
    assert [found for address in mine for found in left(language, Read(after[address]).text)] == []
    assert [address for address in mine if before[address] == after[address]] == []
    assert {address for address in after if address not in mine and before[address] != after[address]} == set()
    print(f"T6: {said} words in {language} on {len(mine)} pages said otherwise, {len(mine)} of another house unchanged")
    assert said > 10


# peers 7.5
@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "You got this because you take part in peer tandem riding."),
        ("de", "Du bekommst das, weil du bei der Patenschaft auf Augenhöhe dabei bist."),
        ("ar", "وصلتك هذه الرسالة لأنك تشارك في المصاحبة بين الأقران."),
    ],
)
def test_mail_of_a_task_says_them_in_the_language_of_its_reader(northlight: House, language: str, subject: str) -> None:
    speaks(northlight.ben, language)
    speaks(northlight.mira, "de" if language == "en" else "en")
    give_words(northlight)
    with northlight.open():
        paired(northlight, northlight.ben, northlight.mira)
        Pair.objects.update(term_ends_on=TODAY - timedelta(days=1))
    mail.outbox.clear()

    with TestCase.captureOnCommitCallbacks(execute=True):
        look_after_pairs(organization_id=str(northlight.organization.id))

    (found,) = [one for one in mail.outbox if one.to == [northlight.ben.user.email]]
    assert subject in found.body
    assert left(language, found.subject + re.sub(r"https?://\S+", "", found.body)) == []


# peers 7.5
def test_answer_of_the_api_says_them(northlight: House, sign_in: SignIn) -> None:
    give_words(northlight)
    with northlight.open():
        (event,) = plan(northlight)
        Event.objects.update(starts_at=NOON, ends_at=NOON.replace(hour=14), check_in_code="ABCD")
        row = {"event": event, "participant": northlight.ben.place, "asked_at": NOON}
        Reply.objects.create(state=ReplyState.GOING, attendance=Attendance.ABSENT, **row)

    address = northlight.api(f"events/{event.public_id}/here/")
    ben, code = sign_in(northlight.ben), json.dumps({"code": "ABCD"})
    answer = ben.post(address, code, content_type="application/json", headers={"accept-language": "de"})

    assert answer.status_code == 422
    assert "Der Coach hat notiert, dass du nicht da warst." in json.dumps(answer.json(), ensure_ascii=False)


def test_lazy_texts_plurals_and_names_follow_whichever_organization_is_open(
    northlight: House, southgate: House
) -> None:  # peers 7.5
    give_words(northlight)
    lazy = gettext_lazy(
        "What %(name)s logs with you will not reach you or count. Nobody is told, facilitators included."
    )

    def heard() -> list[str]:
        with translation.override("en"):
            return said_now()

    def said_now() -> list[str]:
        several = ngettext(
            "And %(smaller)s circle of fewer than five people, which is not shown.",
            "And %(smaller)s circles of fewer than five people, which are not shown.",
            2,
        ) % {"smaller": 2}
        return [str(Role.FACILITATOR.label), lazy % {"name": "Fay facilitators"}, several]  # type: ignore[list-item]

    plain = heard()
    with northlight.open():
        own = heard()
        with southgate.open():
            other = heard()
        again = heard()

    assert own == again == [
        "Adviser",
        "What Fay facilitators logs with you will not reach you or count. Nobody is told, advisers included.",
        "And 2 islands of fewer than five people, which are not shown.",
    ]  # fmt: skip
    assert other == plain == heard()


# security T10
def test_what_is_kept_knows_the_words_it_was_made_with(northlight: House, southgate: House) -> None:
    def draw() -> str:
        return gettext("Facilitators")

    seen = []
    for give in (lambda: None, lambda: give_words(northlight, ("en",))):
        give()
        for house in (northlight, southgate, northlight):
            with house.open(), translation.override("en"):
                seen.append(kept("words", ["x"], draw))

    assert seen == ["Facilitators"] * 3 + ["Advisers", "Facilitators", "Advisers"]
    print(f"T10: {len(seen)} drawings with and without an organization's own words, 0 of them another's")


def test_what_outlives_the_scope_it_is_made_in_says_the_words_of_the_product(northlight: House) -> None:
    give_words(northlight, ("en",))

    with northlight.open(), translation.override("en"):
        assert gettext("Facilitators") == "Advisers"
        with said_plainly():
            assert gettext("Facilitators") == "Facilitators"


# peers 7.5
def test_admin_sees_how_it_reads_says_so_and_takes_it_back(northlight: House, sign_in: SignIn) -> None:
    una = sign_in(northlight.una)
    look = una.post(PAGE, {"one": "adviser", "many": "advisers", "look": "1"})
    part = una.post(PAGE, {"one": "adviser", "look": "1"}, headers={"hx-request": "true"}).content.decode()
    nothing_yet = Organization.objects.get(pk=northlight.organization.pk).words

    half = una.post(PAGE, {"one": "adviser"})
    done = una.post(PAGE, {"one": "adviser", "many": "advisers", "form:a": ""})
    shown = una.get(LIST).content.decode()
    kept_as = Organization.objects.get(pk=northlight.organization.pk).words
    back = una.post(PAGE, {"one": "", "many": ""})

    assert (look.status_code, half.status_code, done.status_code, back.status_code) == (200, 422, 302, 302)
    assert "You all said yes. An adviser looks at it before you begin." in look.content.decode()
    assert part.startswith("<ul")
    assert "An adviser looks at it" in part
    assert nothing_yet is None
    assert kept_as == {"en": {"facilitator": {"one": "adviser", "many": "advisers"}}}
    assert "adviser</bdi></strong>" in shown
    assert Organization.objects.get(pk=northlight.organization.pk).words is None
    with northlight.open():
        lines = AuditEntry.objects.filter(verb="organization.word_set").order_by("id").values_list("detail", flat=True)
        assert list(lines) == [{"word": "facilitator", "language": "en", "is_own": own} for own in (True, False)]


def test_second_admin_is_told_that_the_word_is_another_now(northlight: House, sign_in: SignIn) -> None:
    una = sign_in(northlight.una)
    (mark,) = set(re.findall(r'name="edition" value="(\w+)"', una.get(PAGE).content.decode()))
    una.post(PAGE, {"one": "guide", "many": "guides"})

    late = una.post(PAGE, {"one": "coach", "many": "coaches", "edition": mark})

    assert late.status_code == 422
    assert Organization.objects.get(pk=northlight.organization.pk).words["en"]["facilitator"]["one"] == "guide"  # type: ignore[index]


# security X1
@pytest.mark.parametrize("text", ["<b>x</b>", "x%(y)s", "{x}", "a\u202eb", "x" * 41, 'x"y', "x\ny"])
def test_what_is_no_word_is_refused(northlight: House, sign_in: SignIn, text: str) -> None:
    answer = sign_in(northlight.una).post(PAGE, {"one": text, "many": "guides"})

    assert answer.status_code == 422
    with northlight.open(), pytest.raises(WordRefused):
        set_own_word(
            actor=northlight.una.membership, term=TERMS["facilitator"], language="en", own={"one": text}, now=NOON
        )
    assert Organization.objects.get(pk=northlight.organization.pk).words is None


def test_word_or_language_that_nobody_knows_is_not_there(northlight: House, sign_in: SignIn) -> None:
    una = sign_in(northlight.una)

    assert [una.get(f"{LIST}{rest}/").status_code for rest in ("fr/facilitator", "en/table", "en")] == [404] * 3


def test_own_words_ask_the_database_nothing_more(
    northlight: House, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    ben, page = sign_in(northlight.ben), northlight.address("consents/")
    ben.get(page)
    with CaptureQueriesContext(connection) as plain:
        ben.get(page)
    give_words(northlight)

    with django_assert_num_queries(len(plain)):
        said = ben.get(page).content.decode()

    assert "Tandem riding" in said
