"""Every template: it compiles, fits the strict policy, includes with only, and its words can be translated."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.suffix in {".html", ".txt"})
PAGES = [name for name in NAMES if name.endswith(".html")]

# Parts of the frame: they show what the frame knows, so they take its whole context.
WHOLE_CONTEXT = {"components/menu.html", "network/parts/log_sheet.html"}

FORBIDDEN = {
    "a script without src": r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)",
    "a style element": r"<style",
    "a style attribute": r"\sstyle\s*=",
    "an event handler": r"\son[a-z]+\s*=",
    "hx-on": r"hx-on",
    "hx-vals or hx-headers with js:": r"\bjs:",
    "a javascript address": r"javascript:",
    "a filter in hx-trigger": r"hx-trigger=\"[^\"]*\[",
}
COMMENTS = re.compile(r"{#.*?#}|{% comment.*?endcomment %}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"{% block(?:trans|translate)\b.*?{% endblock(?:trans|translate) %}", re.DOTALL)
MESSAGES = re.compile(
    r"{% trans(?:late)? (?P<quote>['\"])(?P<one>.*?)(?P=quote)"
    r"|{% block(?:trans|translate)\b[^%]*%}(?P<many>.*?){% endblock(?:trans|translate)",
    re.DOTALL,
)
SPOKEN = re.compile(r"\s(?:aria-label|alt|title|placeholder)=(?:\"([^\"]*)\"|'([^']*)')")
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAME_OF_THE_PRODUCT = "Belonging"
UNFIT = re.compile(r"!|\boops\b|\bplease\b", re.IGNORECASE)


def source(name: str) -> str:
    return COMMENTS.sub("", (FOLDER / name).read_text())


def untranslated(text: str) -> list[str]:
    """Letters a person would read or hear that stand outside translation tags."""
    text = TRANSLATED.sub("", text)
    spoken = [re.sub(r"{{.*?}}|{%.*?%}", "", a or b) for a, b in SPOKEN.findall(text)]
    text = re.sub(r"<(script|svg).*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r"{{.*?}}|{%.*?%}", " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>|&\w+;", " ", text, flags=re.DOTALL)
    return [
        part.strip() for part in [*spoken, *text.split("\n")] if LETTERS.search(part.replace(NAME_OF_THE_PRODUCT, ""))
    ]


def python_messages() -> list[tuple[str, str]]:
    """Every text given to gettext in the product, with its file."""
    found = []
    for app in ("belonging", "programs", "surveys", "network", "mentoring", "community", "dashboards"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                    continue
                if node.func.id in {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}:
                    texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                    found += [(str(path), text) for text in texts if isinstance(text, str)]
    return found


def test_there_are_templates() -> None:
    assert {"base.html", "404.html", "components/field.html"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_template_fits_the_policy(name: str) -> None:
    assert [what for what, pattern in FORBIDDEN.items() if re.search(pattern, source(name))] == []


@pytest.mark.parametrize("name", PAGES)
def test_template_includes_with_only(name: str) -> None:
    includes = re.findall(r"{% include (.*?)%}", source(name))

    open_ones = [tag.split()[0].strip("\"'") for tag in includes if not tag.strip().endswith("only")]
    assert [part for part in open_ones if part not in WHOLE_CONTEXT] == []


@pytest.mark.parametrize("name", PAGES)
def test_template_words_can_be_translated(name: str) -> None:
    assert untranslated(source(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_template_words_are_calm(name: str) -> None:
    messages = [match["one"] or match["many"] for match in MESSAGES.finditer(source(name))]

    assert [text for text in messages if UNFIT.search(text)] == []


def test_messages_are_calm() -> None:
    assert [(path, text) for path, text in python_messages() if UNFIT.search(text)] == []


def test_forms_that_post_carry_the_token() -> None:
    posting = [name for name in PAGES if re.search(r"<form[^>]*method=\"post\"", source(name), flags=re.IGNORECASE)]

    forms = {name: re.findall(r"<form.*?</form>", source(name), flags=re.DOTALL) for name in posting}
    bare = [name for name, found in forms.items() if any("post" in form and "csrf_token" not in form for form in found)]
    assert bare == []


def test_lost_pages_say_the_same_and_hold_nothing_of_the_request() -> None:
    assert get_template("403.html").render() == get_template("404.html").render()
    chain = source("404.html") + source("layouts/lost.html") + source("layouts/bare.html")
    assert re.search(r"request|csrf|frame|user|message", chain) is None
