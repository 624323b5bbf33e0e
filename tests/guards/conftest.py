"""Two full houses, made once for a module: guards ask thousands of times and change nothing."""

import logging
import sys
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.guards.tables import Planted, plant

Houses = tuple[Planted, Planted]


@pytest.fixture(scope="module")
def planted_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Houses]:
    """Northlight and Southgate with a row in every tenant table, in one transaction that is thrown away at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield plant("northlight"), plant("southgate")
        transaction.set_rollback(True)


@pytest.fixture
def houses(planted_once: Houses) -> Iterator[Houses]:
    """The two houses; whatever the test does to them is taken back. Not to be used beside `db`."""
    with transaction.atomic():
        yield planted_once
        transaction.set_rollback(True)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refusals need no lines in the log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a figure past pytest's capture: what was counted is part of the result."""

    def write(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{text} ")

    return write
