"""The joined style sheet."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from belonging.core.staticfiles import join_styles

FILES = {
    "css/app.css": '/* why */\n@layer a, b;\n@import "./a.css" layer(a);\n@import "./x/b.css" layer(b);\n',
    "css/a.css": (
        '@font-face { font-family: "F"; src: url("../fonts/f.woff2"); }\n'
        "/* c */\n.a > .b { inline-size: calc(1px + 2px); }\n"
    ),
    "css/x/b.css": "@media print { .c { color: red; } }\n",
}


def test_join_keeps_order_and_layers() -> None:
    joined = join_styles(FILES.__getitem__, lambda name: False)

    assert joined == (
        "@layer a, b;\n@layer a {.a > .b{inline-size: calc(1px + 2px)}}\n@layer b {@media print{.c{color: red}}}\n"
    )


def test_join_keeps_a_font_that_is_there() -> None:
    assert 'url("../fonts/f.woff2")' in join_styles(FILES.__getitem__, {"fonts/f.woff2"}.__contains__)


def test_collecting_joins_and_hashes_the_styles(tmp_path: Path) -> None:
    storage = {"BACKEND": "belonging.core.staticfiles.JoinedManifestStorage"}
    storages = {**settings.STORAGES, "staticfiles": storage}

    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        sheet = (tmp_path / staticfiles_storage.stored_name("css/app.css")).read_text()

    assert "@import" not in sheet
    assert sheet.startswith("@layer reset, tokens, base, layout, components, pages, utilities;")
    assert sheet.count("@layer utilities {") == 2
