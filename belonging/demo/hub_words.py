"""What the demo's people write to each other in groups: sentences of our own, about nobody in particular."""

from dataclasses import dataclass

from community.enums import Entry


@dataclass(frozen=True)
class Thread:
    """A post and its answers; `{asker}` is who wrote it, `{main}` whoever looks at the demo."""

    text: str
    answers: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True)
class Circle:
    """A group: how people come in, how many of a hundred do, and what is written there, oldest first."""

    name: str
    about: str
    entry: Entry
    topics: tuple[str, ...]
    share: int
    threads: tuple[Thread, ...]


COMMON_ROOM = Circle(
    "Common room",
    "Where everybody drops in: a question on Mondays, good news, and umbrellas that lost their people.",
    Entry.OPEN,
    ("Good news", "Everyday help"),
    34,
    (
        Thread(
            "Hello, everybody. This room has no agenda. Say hello if you like, and read along if you would rather.",
            ("Hello from somebody who reads first and writes second.", "Good to have a place that is not a mailbox."),
        ),
        Thread(
            "A green umbrella with a wooden handle has been standing by the kitchen door since Tuesday. It misses you.",
            ("Mine! Thank you, {asker}. It has been through three offices with me.",),
            "Lost and found",
        ),
        Thread(
            "Good news: the night shift and the day shift ate breakfast together today, for the first time in years. "
            "It took one pot of porridge and a sign on the door.",
            (
                "I was there by accident and stayed for an hour.",
                "Could we do that once a month? I would bring the plums.",
                "Count me in for washing up.",
            ),
            "Good news",
        ),
        Thread(
            "Does anybody know how to book the small meeting room for less than an hour? The form wants a "
            "whole morning.",
            (
                "Write “15 min” into the remarks. Nobody told me either until last month.",
                "And if that fails: the table by the window is nobody’s before ten.",
            ),
            "Everyday help",
        ),
        Thread(
            "I sat at a table of strangers on Thursday and left with a lift home. Whoever thought of "
            "mixed tables: thank you.",
            ("Same here. I now know who keeps the keys to the bicycle shed.",),
            "Good news",
        ),
        Thread(
            "Somebody asked me today who knows about easy language. I did not know. Do you?",
            (
                "I have written two leaflets in it and am happy to read a third.",
                "There is a checklist of one page that I like. I will bring it to lunch.",
            ),
            "Everyday help",
        ),
    ),
)

LUNCH_WALKS = Circle(
    "Lunch walks",
    "Twenty minutes by the water, Tuesdays and Thursdays. One pace, the slowest; talking is not required.",
    Entry.REQUEST,
    ("Walking", "Lunch"),
    14,
    (
        Thread(
            "First walk on Tuesday, ten past twelve, at the side door. We turn back at the second bridge, "
            "whoever is there.",
            (
                "I will be the one with the large thermos.",
                "Can I bring a very old dog?",
                "The dog sets the pace, then.",
            ),
        ),
        Thread(
            "Rain is forecast for our next walk. Do we go?",
            ("We walk until the first bridge and complain together.", "I have two spare hoods."),
        ),
        Thread(
            "On our last walk we talked all the way about how each of us got our first job. I did not know any of it.",
            ("I have thought about the fish market all evening.",),
        ),
        Thread(
            "The towpath is closed between the bridges until next week. Shall we go round by the allotments?",
            ("Yes, and we can look at the pumpkins.", "I know the gate code. It is on the gate."),
        ),
    ),
)

ALLOTMENT = Circle(
    "Allotment and kitchen",
    "Seeds, gluts, and what to cook from them. Beginners kill plants here in good company.",
    Entry.OPEN,
    ("Gardening", "Cooking"),
    22,
    (
        Thread(
            "I have eleven tomato plants too many on my window sill. Who has sun?",
            ("Two for me, please. I will pay in basil.", "One for the staff kitchen? It faces south."),
            "Swaps",
        ),
        Thread(
            "My beans look like lace. Slugs, or something worse?",
            (
                "Slugs. Go out with a lamp at ten, and you will not like what you see.",
                "Coffee grounds helped me a little. Patience helped more.",
            ),
            "Gardening",
        ),
        Thread(
            "Soup of whatever is left, for twelve people, in under an hour. What is your trick?",
            (
                "Roast everything first, on one tray. Nobody can tell what it was.",
                "Lentils. The answer is nearly always lentils.",
                "A spoon of vinegar at the very end.",
            ),
            "Cooking",
        ),
        Thread(
            "The courgettes have begun. Take some from the box by the stairs; take two, they are small. "
            "They are not small.",
            (
                "I took three and regret nothing.",
                "@{main}, did you not want to try that cake? There is enough for ten.",
            ),
            "Swaps",
        ),
    ),
)

CHOIR = Circle(
    "Singing after work",
    "Every second Wednesday at six. Nobody auditions, nobody performs, three songs and then home.",
    Entry.OPEN,
    ("Music",),
    15,
    (
        Thread(
            "We start with rounds, because nobody can be wrong for long in a round.",
            (
                "I have not sung since school. Is that all right?",
                "That makes two of us. {asker} promised me a back row.",
            ),
        ),
        Thread(
            "Would anybody teach us one song from home? One verse is plenty, and we learn it by ear.",
            ("I have a harvest song with four words in it.", "My grandmother’s lullaby, if you do not mind my pitch."),
            "Songs",
        ),
        Thread(
            "There were more of us than chairs last time, and the caretaker sang bass from the corridor.",
            ("He says he will come in next time if there is tea.",),
        ),
    ),
)

FIRST_TIME_LEADING = Circle(
    "First time leading others",
    "For people who lead a team for the first time. What is said here stays here.",
    Entry.INVITATION,
    ("Leading",),
    9,
    (
        Thread(
            "I gave my first difficult feedback today. I rehearsed for an hour and it took four minutes.",
            ("How do you feel now?", "The rehearsing is the kindness, I think. Well done."),
        ),
        Thread(
            "How do you say no to somebody who was your colleague last year?",
            (
                "I say what I can do instead, and by when. Then it is half a yes.",
                "I told mine that I was new at this. It helped us both.",
            ),
        ),
        Thread(
            "Small thing that worked: I begin our Mondays by asking what I should stop doing. This week "
            "it was one report.",
            ("I will steal that.",),
        ),
    ),
)

CIRCLES = (COMMON_ROOM, LUNCH_WALKS, ALLOTMENT, CHOIR, FIRST_TIME_LEADING)

PROJECT = "Book swap shelf"
PROJECT_GOAL = "A shelf in the stairwell from which anybody takes a book and leaves another."
PROJECT_TOPICS = ("Reading", "Lending")
STEPS = (
    "Ask whether the stairwell may have a shelf",
    "Find a shelf that somebody no longer wants",
    "Collect the first forty books",
    "Paint a sign that people understand without words",
)
PROJECT_THREAD = Thread(
    "We have the permission, in writing, with a stamp. Who has a drill?",
    ("I have a drill and a level, and I can do Friday after four.", "I have forty books and no drill."),
)

# Asked on Mondays, one after the other from the first again; each with what people say to it.
PROMPTS = (
    (
        "What made your last week easier, and who had a hand in it?",
        (
            "Somebody moved a meeting by half an hour so that I could take my son to school.",
            "A checklist that was not mine. I copied it and wrote a thank-you on top.",
            "I asked for help before noon instead of after five.",
        ),
    ),
    (
        "Which small thing could we stop doing without anybody missing it?",
        (
            "Copying everybody. If I need to know, you know where I sit.",
            "The second reminder. The first one works.",
            "Apologising for a question before asking it.",
        ),
    ),
    (
        "What did you learn lately that you would teach somebody over one coffee?",
        (
            "How to read a rota backwards. It is less strange than it sounds.",
            "Three sentences in sign language. Come and try.",
            "To leave the first ten seconds after a question empty.",
        ),
    ),
    (
        "Whom did you meet here that you would not have met otherwise?",
        (
            "The person whose name has stood under my invoices for four years. We laughed for an hour.",
            "Two people from a table I nearly walked past.",
            "A neighbour. We live one street apart and met by the canal.",
        ),
    ),
    (
        "Where do you go in this building to think?",
        (
            "The landing on the third floor. It has a plant and no printer.",
            "The bench by the bins, and I stand by that.",
            "I walk round the block. Come along, we need not talk.",
        ),
    ),
    (
        "What would you like to be asked more often?",
        (
            "How I would do it.",
            "What I have left out.",
            "Whether now is a good time. Mostly it is.",
        ),
    ),
)  # fmt: skip
PROMPTS_TO_COME = ("What is one thing you promised, and how is it going?", "Who could use a hand this week?")

FIRST_TOURS = (
    (
        ("I know where to write when I have a question", "I can see who knows what", "Nobody is counted"),
        ("The roadmap is long on my phone", "I would like to see which groups meet in person"),
        "Three people said hello before I had found the button.",
    ),
    (
        ("The map made me think of people I had nearly forgotten", "Short texts", "I decide who sees what"),
        ("It took me a while to find the calendar", "More evenings for people with shifts"),
        "My card asked me something nobody at work ever had.",
    ),
)
