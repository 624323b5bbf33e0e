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
