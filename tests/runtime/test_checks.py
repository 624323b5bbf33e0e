"""What must be so before a start."""

import contextlib
import os
import socket
from pathlib import Path

import pytest

from belonging.runtime import checks
from belonging.runtime.errors import StartError
from belonging.runtime.places import Places, places, private_folder


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
def test_python_version_that_was_not_tried(version: tuple[int, int]) -> None:
    with pytest.raises(StartError) as problem:
        checks.python_version(version)

    assert str(problem.value) == f"This needs Python 3.11, 3.12 or 3.13; here it is {version[0]}.{version[1]}."


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_python_version_that_was_tried(version: tuple[int, int]) -> None:
    checks.python_version(version)


@pytest.mark.parametrize("text", ["0", "65536", "-1", "eighty", "80a", " 80", "٣"])
def test_port_that_is_no_port(text: str) -> None:
    with pytest.raises(StartError) as problem:
        checks.port_number(text)

    assert str(problem.value) == f"PORT is {text!r}; use a whole number from 1 to 65535."


def test_port_that_is_taken() -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        with pytest.raises(
            StartError, match=rf"^Port {port} is taken by another program: choose another with `make run"
        ):
            checks.port_is_free(port)

    checks.port_is_free(port)


def test_only_one_product_in_a_folder(tmp_path: Path) -> None:
    place = places({"BELONGING_VAR": str(tmp_path / "var")})

    with (
        checks.only_one(place),
        pytest.raises(StartError, match=rf"^Belonging already runs here \(process {os.getpid()}\)"),
    ):
        checks.only_one(place)

    checks.only_one(place).close()


def test_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    file = tmp_path / "var"
    file.write_text("in the way")

    with pytest.raises(
        StartError, match=r"^.*/var cannot be written to \(File exists\): make it writable or set BELONGING_VAR"
    ):
        places({"BELONGING_VAR": str(file)})


def test_sockets_lie_in_a_private_folder_with_a_short_path(tmp_path: Path) -> None:
    deep = Places(tmp_path / ("deep" * 40))

    folder = private_folder(deep.sockets, None)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(str(folder / ".s.PGSQL.5432.lock")) < 104
    folder.rmdir()


def test_socket_folder_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "sockets").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(StartError, match="belongs to somebody else"):
        private_folder(tmp_path / "sockets", None)
