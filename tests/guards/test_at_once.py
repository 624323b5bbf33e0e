"""
The same form sent by two at the same moment, each in a database of its own: a press is done once, a change is refused.

What one press does and what two do is compared by the rows that came of it.
"""

import contextlib
import os
import pickle
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction
from pytest_django import DjangoDbBlocker

from belonging.core.editions import EDITION
from tests.effort import is_whole
from tests.guards.actors import Caller
from tests.guards.conftest import database_like
from tests.guards.forms import opened
from tests.guards.routes import Place, address
from tests.guards.tables import Planted
from tests.guards.test_lost_edits import changing, other, send, the_form, told, tried
from tests.guards.test_pressed_twice import BROKEN, DONE, MANY, SHOWS, answer, counts, forms, more, people, press

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

AT_ONCE, FEW_PRESSES, FEW_CHANGES = 2, 4, 2  # at the same moment, and forms of a sample


@contextlib.contextmanager
def copied(planted: tuple[str, bytes]) -> Iterator[Planted]:
    """A database of its own with the planted houses, in which what is done is done; and the first of the houses."""
    with database_like(planted[0], f"pressed_{os.getpid()}"):
        yield pickle.loads(planted[1])[0]


def counted() -> dict[str, int]:
    """The same, of what is committed."""
    with transaction.atomic():
        found = counts()
    connection.close()
    return found


def at_once(callers: list[Caller], send: Any) -> list[Any]:
    """What each gets who sends at the same moment."""
    gate = Barrier(len(callers))

    def go(caller: Caller) -> Any:
        try:
            gate.wait()
            return send(caller)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(callers)) as pool:
        return list(pool.map(go, callers))


# security R5
def test_two_presses_at_once_make_one_thing(
    planted_database: tuple[str, bytes], django_db_blocker: DjangoDbBlocker, dice: random.Random
) -> None:
    every, wrong = forms(), []
    chosen = sorted(every) if is_whole() else dice.sample(sorted(every), FEW_PRESSES)
    with django_db_blocker.unblock():
        for route in chosen:
            results = []
            for presses in (1, AT_ONCE):
                with copied(planted_database) as here:
                    caller = people(here.house)[every[route]]
                    before = counted()
                    sent = at_once([caller] * presses, lambda one, r=route, h=here: press(one, r, h))
                    results.append((more(before, counted()), [answer(one) for one in sent]))
            (once, alone), (together, answers) = results
            is_wrong = max(status for status, _to in answers) >= BROKEN
            if alone[0][0] in DONE and route not in MANY:
                is_wrong |= together != once or (route not in SHOWS and len(set(answers)) > 1)
            wrong += [f"{route}: {once} by one, {together} by {AT_ONCE}: {answers}"] * is_wrong

    print(f"R5: {len(chosen)} of {len(every)} forms pressed {AT_ONCE} times at once, {len(wrong)} wrong")
    assert wrong == []


# security R7
def test_of_two_at_the_same_moment_one_is_told(
    planted_database: tuple[str, bytes], django_db_blocker: DjangoDbBlocker, dice: random.Random
) -> None:
    wrong, tried_at_once = [], 0
    with django_db_blocker.unblock():
        with copied(planted_database) as here, transaction.atomic():
            callers = people(here.house)
            edits, _silent, _count = changing((here, here), callers, dice)
            names = {edit: tried(callers[edit.role], edit, dice) for edit in edits}
            transaction.set_rollback(True)
        moving = [edit for edit, name in names.items() if name]
        for edit in moving if is_whole() else dice.sample(moving, min(FEW_CHANGES, len(moving))):
            with copied(planted_database) as here:
                caller = people(here.house)[edit.role]
                forms = [form for _tab in range(2) if (form := the_form(caller, edit))]
                changes = iter([other(form.fields[names[edit]], dice) for form in forms])
                sent = [(form, {names[edit]: next(changes)}) for form in forms]
                connection.close()
                turns = iter(sent)
                answers = at_once([caller] * 2, lambda one, t=turns: told(send(one, *next(t))))
            tried_at_once += 1
            wrong += [f"{edit.route}: {answers}"] * (sorted(answers) != [False, True])

    print(
        f"R7: {tried_at_once} forms sent by two at the same moment, {len(wrong)} of them without a word to the second"
    )
    assert wrong == []


# security R7
def test_of_two_admins_who_name_one_thing_at_the_same_moment_one_is_told(
    planted_database: tuple[str, bytes], django_db_blocker: DjangoDbBlocker
) -> None:
    """An organization is read before a press stands in line: what is compared has to be read once more."""
    with django_db_blocker.unblock(), copied(planted_database) as here:
        una, house = people(here.house)[2], here.house
        at = address(
            "tenancy:word-edit", Place("own", house.organization.slug, house.program.slug, here, house.program)
        )
        mark = next(iter(form.fields[EDITION].values[0] for form in opened(una, at) if EDITION in form.fields))
        turns = iter([{EDITION: mark, "one": word, "many": f"{word}s"} for word in ("guide", "leader")])
        connection.close()
        answers = at_once([una] * 2, lambda one: one.ask("POST", at, next(turns), form=True).status_code)

    assert sorted(answers) == [302, 422]
