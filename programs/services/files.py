"""Files that wait to be brought in, emptied for the sake of somebody who is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from programs.selectors.programs import full_files

if TYPE_CHECKING:
    from collections.abc import Collection


@transaction.atomic
def empty_files_naming(*, words: Collection[str]) -> int:
    """This will empty every file of the open organization in which one of the words stands, and count those."""
    needles = [word.encode() for word in words if word]
    named = [file for file in full_files() if any(needle in bytes(file.content) for needle in needles)]
    for file in named:
        file.content = b""
        file.save(update_fields=["content"])
    return len(named)
