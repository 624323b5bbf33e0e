"""Cards and the directory: three answers, who sees which field, and that no other program is found."""

import pytest
from pytest_django import DjangoAssertNumQueries

from community.enums import Entry, ProfileField, Sight
from community.models import ProfileLine
from community.selectors.profiles import cards_for, directory, next_question
from community.services.groups import found_group, join_group
from community.services.leaving import detach_names
from community.services.profiles import ProfileRefused, write_profile
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person
from tests.conftest import SignIn

HELP, SEEK = ProfileField.HELP, ProfileField.SEEK


def say(person: Person, text: str, sight: Sight = Sight.EVERYBODY, field: ProfileField = HELP) -> None:
    write_profile(participant=person.place, words={field: (text, sight)}, now=NOON)


def names(house: House, me: Person, query: str, field: ProfileField = HELP) -> list[str]:
    return [one.first_name for one in directory(house.program, me.place, field, query)]


def lines(house: House, person: Person, me: Person) -> list[str]:
    card = cards_for(house.program, [person.place], me.place)[0]
    return [line for field in card.fields for line in field.lines]


# peers 5.15, security T13: words of another program are found by nobody, however exactly they are asked for
def test_directory_finds_by_words_inside_the_program_alone(inside: House) -> None:
    say(inside.mira, "Sourdough bread, Old radios")
    say(inside.ben, "Bread", field=SEEK)
    say(inside.sam, "Marmalade from Seville")

    assert names(inside, inside.ben, "BREÁD") == ["Mira"]
    assert names(inside, inside.ben, "radio old") == ["Mira"]
    assert names(inside, inside.ben, "bread", SEEK) == ["Ben"]
    assert names(inside, inside.ben, "Marmalade from Seville") == []
    assert names(inside, inside.ben, "") == ["Ada", "Ben", "Mira"]
    assert [one.first_name for one in directory(inside.sibling, inside.sam.place, HELP, "seville")] == ["Sam"]


# peers 5.16
@pytest.mark.parametrize(
    ("sight", "seen"), [(Sight.EVERYBODY, (True, True, True)), (Sight.GROUPS, (True, True, False)),
                        (Sight.MYSELF, (True, False, False))]
)  # fmt: skip
def test_each_field_is_seen_by_whom_its_person_says(sight: Sight, seen: tuple[bool, ...], inside: House) -> None:
    group = found_group(founder=inside.mira.place, name="Cooks", about="", entry=Entry.REQUEST, now=NOON)
    for person in (inside.ben, inside.ada):  # Ben is let in; Ada facilitates, and only asks
        seat = join_group(group=group, participant=person.place, now=NOON)
        if person is inside.ben:
            seat.state = "in"
            seat.save(update_fields=["state"])
    say(inside.mira, "Bread", sight)
    say(inside.mira, "A quiet flat", field=SEEK)

    readers = (inside.mira, inside.ben, inside.ada)
    assert tuple("Bread" in lines(inside, inside.mira, me) for me in readers) == seen
    assert tuple(names(inside, me, "bread") == ["Mira"] for me in readers) == seen
    assert all("A quiet flat" in lines(inside, inside.mira, me) for me in readers)


def test_lines_are_kept_once_and_not_too_many(inside: House) -> None:
    say(inside.ben, "Bread,  bread\nBrèad, tea")

    assert lines(inside, inside.ben, inside.mira) == ["Brèad", "tea"]
    with pytest.raises(ProfileRefused, match="12 lines"):
        say(inside.ben, "\n".join(str(number) for number in range(13)))
    with pytest.raises(ProfileRefused, match="200 letters"):
        say(inside.ben, "x" * 201)
    assert lines(inside, inside.ben, inside.mira) == ["Brèad", "tea"]


# peers D54
def test_card_is_asked_for_more_only_once_it_is_begun_and_until_all_is_there(inside: House) -> None:
    asked = [next_question(inside.ben.place, TODAY)]
    say(inside.ben, "Bread")
    asked.append(next_question(inside.ben.place, TODAY))
    for field in ProfileField:
        say(inside.ben, "A word", field=field)
    asked.append(next_question(inside.ben.place, TODAY))

    assert (asked[0], asked[1] in set(ProfileField) - {HELP}, asked[2]) == (None, True, None)


def test_card_goes_with_who_leaves(inside: House) -> None:
    say(inside.mira, "Bread")
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)

    detach_names(now=NOON, participant_id=inside.mira.place.public_id)

    assert not ProfileLine.objects.exists()


# peers 5.17
def test_three_answers_make_a_card_and_a_question_a_week_grows_it(northlight: House, sign_in: SignIn) -> None:
    ben, at = sign_in(northlight.ben), northlight.address("community/people/")

    first = ben.get(f"{at}me/").content.decode()
    nothing = ben.post(f"{at}me/", {"help": " "})
    made = ben.post(f"{at}me/", {"help": "Bread <script>", "seek": "A walk"}, follow=True).content.decode()
    ben.post(f"{at}me/", {"help": "Bread", "seek": "A walk", "sight-seek": "myself"})
    asked = ben.get(at).content.decode()
    ben.post(f"{at}me/answer/", {"field": "skill", "text": "Knots"})
    empty = ben.post(f"{at}me/answer/", {"field": "skill", "text": " "}, follow=True).content.decode()
    mira = sign_in(northlight.mira).get(f"{at}{northlight.ben.place.public_id}/").content.decode()

    assert ("id_seek" in first, "id_about" in first, nothing.status_code) == (True, False, 422)
    assert "Bread &lt;script&gt;" in made
    assert "Put it on my card" in asked
    assert "it needs one" in empty
    assert ("Bread" in mira, "Knots" in mira, "A walk" in mira) == (True, True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_directory_asks_the_same_number_of_queries(
    count: int, northlight: House, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with northlight.open():
        for person in (northlight.mira, northlight.ada, northlight.ben)[:count]:
            say(person, "Bread, radios")
    una = sign_in(northlight.una)

    with django_assert_num_queries(DIRECTORY_QUERIES):
        una.get(northlight.address("community/people/?field=help&q=bread"))


DIRECTORY_QUERIES = 18
