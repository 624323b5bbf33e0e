"""Invented people: no name here belongs to anybody known to us."""

from dataclasses import dataclass

# A name, and how many of eighty people work there; the last one stands apart.
DEPARTMENTS = (("Community Care", 23), ("Learning", 17), ("Operations", 17), ("Fundraising", 13), ("Digital", 10))
APART = len(DEPARTMENTS) - 1


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_NAMES = _words("""Amara Jonas Leila Tom Priya Mateo Ingrid Kwame Sofia Yusuf Hana Declan Nadia Oskar Mei Rafael
Zanele Piotr Aisha Lukas Farah Ravi Greta Samuel Ximena Dmitri Noor Elias Camille Tariq Freya Andre Salma
Viktor Lucia Hamza Bronwyn Kenji Imani Paolo Roisin Arjun Mila Emeka Tove Rashid Clara Bilal Astrid Diego
Sana Marek Lindiwe Otto Rosa Hugo Anika Malik Elena Bashir Wren Cosmo Dina Ewan Folake Gil Heidi Ismael
Jaya Kofi Lena Musa Nell Omar Petra Quentin Rania Sven Thandi Ulla""")
FAMILY_NAMES = _words("""Okafor Weber Haddad Ashby Raman Vidal Solberg Mensah Marino Demir Sato Byrne Petrova Lind Chen
Costa Dube Nowak Rahman Vogel Aziz Iyer Holm Adeyemi Rojas Volkov Siddiqui Berg Laurent Mansour Dahl Silva
Khoury Novak Ferrari Malik Pryce Mori Njoroge Greco Nolan Mehta Kovac Obi Nyberg Karim Duarte Hassan Lund
Castro Mirza Zielinski Khumalo Brandt Molina Klein Sharma Jallow Popescu Farouk Hale Reyes Amari Fraser
Bello Navarro Keller Diallo Pillai Boateng Fischer Sesay Whelan Nasser Horak Leroy Saleh Eriksen Zulu Salo""")
ADMIN = "Una Whitlow"
STEP = 7  # shares no factor with the number of family names, so that no pair comes twice


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    name: str
    department: str

    def email(self, house: str) -> str:
        """An address that can never receive anything."""
        return f"{self.name.lower().replace(' ', '.')}@{house}.example"


def full_name(number: int) -> str:
    """The name of the person of that number; each number has a name of its own."""
    turn, first = divmod(number, len(FIRST_NAMES))
    further, turn = divmod(turn, len(FAMILY_NAMES))
    names = [FIRST_NAMES[first], FAMILY_NAMES[(first + STEP * turn) % len(FAMILY_NAMES)]]
    if further:
        names.insert(1, FAMILY_NAMES[further % len(FAMILY_NAMES)])
    return " ".join(names)


def departments(count: int) -> list[int]:
    """
    The department of each of so many people, in the proportions of DEPARTMENTS and well mixed.

    >>> [departments(80).count(number) for number in range(5)]
    [23, 17, 17, 13, 10]
    """
    whole = sum(size for _, size in DEPARTMENTS)
    seats = [(place + 0.5) / size for _, size in DEPARTMENTS for place in range(size)]
    owners = [number for number, (_, size) in enumerate(DEPARTMENTS) for _ in range(size)]
    turn = [number for _, number in sorted(zip(seats, owners, strict=True))]
    return [turn[place % whole] for place in range(count)]


def invented(count: int, main: int) -> list[Invented]:
    """So many people; the one who matters most on the pages bears the first name."""
    numbers = list(range(count))
    numbers[0], numbers[main] = numbers[main], numbers[0]
    return [
        Invented(full_name(number), DEPARTMENTS[department][0])
        for number, department in zip(numbers, departments(count), strict=True)
    ]
