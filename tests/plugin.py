"""Starts one PostgreSQL and one Redis for the whole test session, before pytest-django reads the settings.

Loaded with `-p tests.plugin`: a conftest.py would be too late. Workers of xdist inherit the environment.
"""

import contextlib
import gc
import os
import re

import pytest

from belonging.runtime.places import ROOT
from belonging.runtime.temporary import temporary_servers
from tests import effort, figures
from tests.ready import ready_data

STARTED = "BELONGING_TEST_SERVERS"
_servers = contextlib.ExitStack()


def documented_names() -> set[str]:
    """Every variable the product reads, by .env.example."""
    return set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="try the whole of what other runs draw a sample of")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(args: list[str]) -> None:
    if "--whole" in args:
        os.environ[effort.VARIABLE] = "1"
    if STARTED in os.environ:
        return
    for name in documented_names():
        os.environ.pop(name, None)  # tests do not depend on the shell they are started from
    os.environ |= _servers.enter_context(temporary_servers(start_from=ready_data()))
    os.environ[STARTED] = str(os.getpid())


def pytest_configure(config: pytest.Config) -> None:
    from tests import databases

    config.pluginmanager.register(databases)  # after pytest-django, so that its set-up is the one that counts
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(figures.Figures(effort.is_whole()))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begins first: nothing long is left to run alone at the end."""
    items.sort(key=lambda item: -max((marker.args[0] for marker in item.iter_markers("lengthy")), default=0))


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the collector need not walk through it thousands of times."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def pytest_unconfigure() -> None:
    if os.environ.get(STARTED) == str(os.getpid()):
        _servers.close()
