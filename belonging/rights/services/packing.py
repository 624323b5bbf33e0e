"""A person's copy as one file: JSON for other programs, a page for reading."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

if TYPE_CHECKING:
    from datetime import datetime

    from belonging.rights.selectors import Table
    from belonging.tenancy.models import Membership

JSON_FILE, PAGE_FILE = "everything.json", "everything.html"


def packed(member: Membership, tables: list[Table], made_at: datetime) -> bytes:
    """The zip: everything.json and everything.html hold the same."""
    words = {
        "organization": member.organization.name,
        "person": member.name,
        "made_at": made_at.isoformat(),
        "tables": [_table(one) for one in tables],
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(JSON_FILE, json.dumps(words, indent=1, ensure_ascii=False, default=str))
        page = {"member": member, "tables": [one for one in tables if one.rows or one.withheld]}
        archive.writestr(PAGE_FILE, render_to_string("rights/copy.html", page | {"made_at": made_at}))
    return file.getvalue()


def _table(table: Table) -> dict[str, Any]:
    told = asdict(table)
    told["rows"] = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return told
