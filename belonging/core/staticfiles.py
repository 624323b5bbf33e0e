"""Static files for release: one joined style sheet, hashed names, gzip copies. Development needs none of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/app.css"

_IMPORT = re.compile(r'@import "\./(?P<path>[^"]+)" layer\((?P<layer>[\w-]+)\);\s*')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FONT_FACE = re.compile(r'@font-face \{[^}]*?url\("\.\./(?P<path>fonts/[^"]+)"\)[^}]*\}\s*')


def join_styles(read: Callable[[str], str], exists: Callable[[str], bool]) -> str:
    """One style sheet out of css/app.css and all it imports, each part in its own layer.

    `read` and `exists` take names relative to the static root. A font that is not there is left out, so the page falls
    back to system letters without asking for a file in vain.
    """

    def inline(match: re.Match[str]) -> str:
        text = _COMMENT.sub("", read(f"css/{match['path']}"))
        text = _FONT_FACE.sub(lambda face: face[0] if exists(face["path"]) else "", text)
        return f"@layer {match['layer']} {{{_tight(text)}}}\n"

    return _IMPORT.sub(inline, _COMMENT.sub("", read(ENTRY))).strip() + "\n"


def _tight(text: str) -> str:
    """Without the space that only people need; the space around + and > stays, since calc() needs it."""
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", text)).replace(";}", "}").strip()


class JoinedManifestStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, with css/app.css joined before it is hashed."""

    def post_process(self, paths: dict[str, tuple[Storage, str]], **options: Any) -> Iterator[tuple[str, str, Any]]:
        """This will join the styles, then hash and compress all files."""
        if ENTRY in paths and not options.get("dry_run"):
            read = _reader(paths)
            joined = join_styles(read, paths.__contains__)
            if self.exists(ENTRY):
                self.delete(ENTRY)
            self.save(ENTRY, ContentFile(joined.encode()))
            # The parts are inside it now: no page asks for them, so they need no hashed copies.
            parts = {f"css/{path}" for path, _ in _IMPORT.findall(read(ENTRY))}
            paths = {name: place for name, place in paths.items() if name not in parts} | {ENTRY: (self, ENTRY)}
        yield from super().post_process(paths, **options)


def _reader(paths: Mapping[str, tuple[Storage, str]]) -> Callable[[str], str]:
    """Reads from where the files came from: a copy in the static root may be an older joined one."""

    def read(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return bytes(file.read()).decode()

    return read
