"""The reader of environment variables."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from belonging import env

NAME = "A_VARIABLE_OF_THIS_TEST"


def test_text_that_is_missing() -> None:
    with pytest.raises(ImproperlyConfigured) as problem:
        env.text(NAME)

    assert str(problem.value) == f"Set the environment variable {NAME}; .env.example explains it."
    assert env.text(NAME, "otherwise") == "otherwise"


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("Yes", True), ("on", True), ("false", False), ("", False)])
def test_flag(monkeypatch: pytest.MonkeyPatch, value: str, meant: bool) -> None:
    monkeypatch.setenv(NAME, value)

    assert env.flag(NAME, default=not meant) is meant


@pytest.mark.parametrize(
    ("reader", "value", "message"),
    [
        (lambda: env.flag(NAME, default=False), "perhaps", f"{NAME} is 'perhaps'; use true or false."),
        (lambda: env.number(NAME, 1), "ten", f"{NAME} is 'ten'; use a whole number."),
        (
            lambda: env.database(NAME),
            "mysql://x",
            f"{NAME} must begin with postgres://; this product speaks PostgreSQL only.",
        ),
    ],
)
def test_odd_value_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, reader: object, value: str, message: str
) -> None:
    monkeypatch.setenv(NAME, value)

    with pytest.raises(ImproperlyConfigured) as problem:
        reader()

    assert str(problem.value) == message


def test_secret_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("whispered\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "secret"))
    assert env.secret(NAME) == "whispered"

    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(
        ImproperlyConfigured, match=rf"^{NAME}_FILE points at .*/nowhere, which cannot be read: No such file"
    ):
        env.secret(NAME)


def test_database_over_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgres://app@/belonging?host=%2Frun%2Fhere&sslmode=disable")

    assert env.database(NAME) == {
        "ENGINE": "django.db.backends.postgresql", "NAME": "belonging", "USER": "app", "PASSWORD": "",
        "HOST": "/run/here", "PORT": "", "OPTIONS": {"sslmode": "disable"},
    }  # fmt: skip


def test_database_over_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "postgres://app:p%40ss@db.example.org:5433/belonging")

    found = env.database(NAME)

    assert (found["PASSWORD"], found["HOST"], found["PORT"]) == ("p@ss", "db.example.org", "5433")


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " a, ,b,")

    assert env.words(NAME) == ["a", "b"]
