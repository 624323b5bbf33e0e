"""What names people is for the owner's eyes, and a password is shown and not kept."""

from pathlib import Path

import pytest
from django.core.mail import send_mail
from pytest_django import Settings

from belonging.runtime.log import Log
from belonging.runtime.places import places


def mode(folder: Path) -> int:
    """Who may do what with a folder."""
    return folder.stat().st_mode & 0o777


def test_log_and_mail_are_private(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir(mode=0o755)  # of an earlier version

    place = places({"BELONGING_VAR": str(tmp_path)})

    assert [mode(place.log), mode(place.mail)] == [0o700, 0o700]


def test_mail_without_the_supervisor_is_private_too(tmp_path: Path, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "belonging.core.mail.ConsoleAndFileBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    send_mail("Subject", "Text", None, ["noor@people.example"])

    assert mode(tmp_path / "mail") == 0o700
    assert len(list((tmp_path / "mail").iterdir())) == 1


def test_secret_lines_go_to_the_terminal_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = Log(tmp_path)

    log.say("demo", "Admin: una@x.example  password: hush", is_secret=True)
    log.tell("password: hush", is_secret=True)
    log.tell("It runs.")
    log.close()

    assert capsys.readouterr().out.count("hush") == 2
    assert (log.file.read_text().count("hush"), "It runs." in log.file.read_text()) == (0, True)
    assert log.last["demo"][-1].endswith("hush")
