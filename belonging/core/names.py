"""How a person's name is shortened: the same everywhere."""


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
