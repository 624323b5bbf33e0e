"""How a person's name is shortened, and what an id looks like: the same everywhere."""

from uuid import UUID


def first_name(name: str) -> str:
    """
    The first word of a name, as people say it.

    >>> first_name("Ada Maria Tester"), first_name("Ada"), first_name("")
    ('Ada', 'Ada', '')
    """
    return name.strip().partition(" ")[0]


def initials(name: str) -> str:
    """
    Two letters for the round face, one for a name of one word.

    >>> initials("Ada Maria Tester"), initials("Ada"), initials("")
    ('AT', 'A', '?')
    """
    words = name.split() or ["?"]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


def is_uuid(text: str) -> bool:
    """
    Whether a form sent an id.

    >>> is_uuid("0"), is_uuid("00000000-0000-4000-8000-000000000000")
    (False, True)
    """
    try:
        UUID(text)
    except ValueError:
        return False
    return True


# What spreadsheets take for the beginning of a formula, a command or another cell; the full-width forms among it.
BEGINS_A_FORMULA = frozenset("=+-@\t\r\n\0|%＝＋－＠")


def harmless(cell: str) -> str:
    """
    A cell of a file that spreadsheets open: what looks like a formula stays a text, and can be read back.

    One apostrophe comes before it, and before a text that begins like something made harmless already; who reads the
    file takes it away again.

    >>> harmless("=1+1"), harmless("Ada"), harmless("'=1")
    ("'=1+1", 'Ada', "''=1")
    """
    return f"'{cell}" if cell.lstrip("'")[:1] in BEGINS_A_FORMULA else cell
