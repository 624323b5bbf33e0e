"""How much a page weighs on the wire: gzip -9, as WhiteNoise makes it. Limits are those of the design (U5)."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from belonging.core.staticfiles import join_styles

KB = 1024
STATIC = Path(settings.BASE_DIR) / "static"
TEMPLATES = Path(settings.BASE_DIR) / "templates"
HTMX = "django_htmx/htmx-2.min.js"


def weight(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def named_files() -> set[str]:
    """Every static file a template asks for by name."""
    pages = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    return {name for page in pages for name in re.findall(r"{% static ['\"]([^'\"]+)['\"]", page)}


def test_styles_weigh_at_most_15_kb() -> None:
    joined = join_styles(lambda name: (STATIC / name).read_text(), lambda name: True)

    assert weight(joined.encode()) <= 15 * KB


def test_all_scripts_together_weigh_at_most_25_kb() -> None:
    htmx = finders.find(HTMX)
    assert isinstance(htmx, str)

    scripts = [Path(htmx), *(STATIC / "js").glob("*.js")]
    assert sum(weight(path.read_bytes()) for path in scripts) <= 25 * KB


def test_fonts_weigh_at_most_45_kb() -> None:
    assert sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")) <= 45 * KB


@pytest.mark.parametrize("name", sorted(named_files()))
def test_named_file_is_there(name: str) -> None:
    assert finders.find(name)


def test_every_style_file_is_imported() -> None:
    entry = (STATIC / "css/app.css").read_text()

    files = {str(path.relative_to(STATIC / "css")) for path in (STATIC / "css").rglob("*.css")} - {"app.css"}
    assert {name for name in files if f'"./{name}"' not in entry} == set()
