"""How much a page weighs on the wire: gzip -9, as WhiteNoise makes it. Limits are those of the design (U5)."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from belonging.core.staticfiles import join_styles

KB = 1024
STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
NETWORK_IN_DETAIL = "dashboards/network_detail.html"


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def named_files() -> set[str]:
    """Every static file a template asks for by name."""
    pages = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    return {name for page in pages for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", page)}


def test_styles_weigh_at_most_15_kb() -> None:
    joined = join_styles(lambda name: (STATIC / name).read_text(), lambda name: True)

    assert weight(joined.encode()) <= 15 * KB


def scripts_of(name: str) -> set[str]:
    """The script files a page loads: its own and those of the templates it extends."""
    source = Path(get_template(name).template.origin.name).read_text()  # type: ignore[attr-defined]
    parent = re.search(r'{% extends "([^"]+)"', source)
    own = set(re.findall(r"<script[^>]*{% static ['\"]([^'\"]+)['\"]", source))
    return own | (scripts_of(parent[1]) if parent else set())


def pages_with_scripts() -> list[str]:
    """Every template that loads scripts of its own."""
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")]
    return sorted(name for name in names if "<script" in (TEMPLATES / name).read_text())


@pytest.mark.parametrize("page", pages_with_scripts())
def test_scripts_of_a_page_weigh_at_most_25_kb(page: str) -> None:
    files = [finders.find(name) for name in scripts_of(page)]
    most = 60 if page == NETWORK_IN_DETAIL else 25

    assert files
    assert sum(weight(Path(file).read_bytes()) for file in files if isinstance(file, str)) <= most * KB


def test_fonts_weigh_at_most_45_kb() -> None:
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) <= 45 * KB


@pytest.mark.parametrize("name", sorted(named_files()))
def test_named_file_is_there(name: str) -> None:
    assert finders.find(name)


def test_every_style_file_is_imported() -> None:
    entry = (STATIC / "css/app.css").read_text()

    files = {str(path.relative_to(STATIC / "css")) for path in (STATIC / "css").rglob("*.css")} - {"app.css"}
    assert {name for name in files if f'"./{name}"' not in entry} == set()
