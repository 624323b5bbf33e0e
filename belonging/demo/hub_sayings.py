"""What the demo's people say of each other and of themselves: sentences of our own, about nobody in particular."""

from dataclasses import dataclass

from community.enums import Ease, ProfileField, Reach

# What one may thank somebody for whom one has met.
THANKS = (
    "You showed me the rota over lunch and did not sigh once.",
    "You asked me afterwards how the call had gone. Nobody else could have known that it mattered.",
    "You read my draft overnight and left more questions than corrections.",
    "You walked me over to the right desk instead of telling me where it was.",
    "You kept a seat at your table for me.",
    "You said in front of everybody that the idea was mine.",
    "You lent me your notes, coffee ring and all.",
    "You told me honestly that the first page was too long.",
    "You stayed on the line until the form had gone through.",
)
THANKS_TO_MAIN = "You waited for me at the door so that I need not come in alone."
GROUP_THANKS = "You learned the names of everybody who came once, and said them the second time."


@dataclass(frozen=True)
class Told:
    """A story as somebody tells it."""

    title: str
    text: str
    reach: Reach
    ease: Ease
    about: str
    began: str
    comfort: str
    is_named: bool = False


STORIES = (
    Told(
        "The chair with the coat on it",
        "I came late to the first evening and every table was full of people who knew each other. One chair had a coat "
        "on it. I asked whose it was, and the answer was: “Yours. I put it there so that nobody would take the seat "
        "before somebody needed it.”\n\nI have put my coat on a chair at every evening since. It has been "
        "taken every time.",
        Reach.COMMUNITY, Ease.TABLE, "3-1-0", "0-4-0", "3", is_named=True,
    ),
    Told(
        "Four words on a note",
        "I do not like asking. For a week I had sat with a table that would not add up, and I had begun "
        "to come in early "
        "so that nobody saw.\n\nThen there was a note on my keyboard: “Shall we look together?” We looked. It was one "
        "cell. I laughed so hard that we both had to go outside. I ask sooner now, and I leave notes.",
        Reach.PUBLIC, Ease.PAIR, "0-3-1", "0-3-1", "2",
    ),
    Told(
        "Two people and a lift",
        "The lift stopped between floors with the two of us in it. We had exchanged perhaps a hundred "
        "mails and never a "
        "word. In twenty minutes we found out that we were about to order the same thing twice, from two places, for "
        "the same room.\n\nWe have had lunch on the first Monday of every month since then. We take the stairs.",
        Reach.COMMUNITY, Ease.READING, "1-0-3", "0-0-4", "5", is_named=True,
    ),
    Told(
        "What the quiet one said",
        "We were six around the table, and five of us had talked for most of an hour. Then somebody asked "
        "the sixth. She "
        "had the answer written down, from the very beginning. We begin our rounds with whoever spoke least now.",
        Reach.COMMUNITY, Ease.TABLE, "2-2-0", "1-3-0", "4",
    ),
)  # fmt: skip
ROUND_SEEN = "Most stories begin with one other person who noticed something: a chair kept free, a note, a question."
ROUND_ACT = "Keep one seat free at every table, with a coat on it"
ROUND_TOLD = (
    "You told us that it is easier to come in when somebody has thought of you before. So every table keeps a seat."
)

WALL = "After our last workshop"
WALL_SIDES = ("What emerged?", "What do I take home?")
WALL_LEFT = (
    ("We all wait for each other to ask first", "Asking"),
    ("Nobody minds a question; everybody minds guessing", "Asking"),
    ("The corridor knows more than the newsletter", "Finding out"),
    ("I did not know we had a van", "Finding out"),
    ("People who work nights hear of things a week later", "Finding out"),
)
WALL_RIGHT = (
    ("Three names and one phone number", "People"),
    ("Lunch with somebody from another floor, this week", "People"),
    ("I will say what I do not know at the start", "Habits"),
    ("Ten minutes earlier, for the talk before the talk", "Habits"),
    ("A drawing of who asks whom. It has a hole in the middle", ""),
)

SHARING = "What has this network given you that you would not have had without it?"
SHARING_NOTES = {
    "alone": (
        "A reason to go to the other building.", "Somebody who tells me when I am too fast.",
        "Courage, mostly borrowed.",
        "A second opinion before lunch.", "People who say hello by name.", "A good recipe and a better bicycle route.",
        "The feeling that I may ask.", "Two friends, to be honest.",
    ),
    "pairs": ("We both ask earlier than a year ago.", "We found out that we plan for the same street.",
              "Names, and what is behind them.", "It is lighter to bring bad news to a face."),
    "fours": ("People first, then the matter: it is quicker that way.",
    "What we needed was mostly there, one floor away."),
    "all": ("We know whom to ask, and we ask.",),
}  # fmt: skip

# What somebody would like a hand with: the word that is looked for on cards, and the sentence.
HELP_WANTED = (
    ("spreadsheets", "My totals and the totals of the office never agree. Half an hour would do.", "yes"),
    ("easy language", "A leaflet of one page for people who have just moved here. Would you read it?", "yes"),
    ("first aid", "We would like somebody to show our team the basics again, in a quiet quarter of an hour.", ""),
    ("bicycles", "My chain jumps on hills, and so do I.", "done"),
)

BEYOND = (
    ("Canal Street neighbours", "The people who run the summer fête and have keys to the hall."),
    ("Volunteer drivers of the valley", "Sixty drivers, two minibuses, one very good phone list."),
)
BENEFITS_OWN = (
    "I stopped writing a report that nobody had read since spring. Somebody at a mixed table told me so.",
    "I found the right form on the first try, because I knew whom to call.",
    "My induction for new people is half as long. I had it read by three who were new themselves.",
)
BENEFITS_TOGETHER = (
    "We share one taxi for the late shift now instead of ordering two.",
    "We mended the projector with a hairpin and a video call.",
    "We wrote one letter to the landlord instead of three, and he answered.",
)
BENEFIT_DOOR = "A door into the school kitchen: forty meals for the open day, at cost."
BENEFIT_LINK = "The drivers of the valley take our visitors home on winter evenings."
BENEFIT_JOINT = "Forty books found a first reader within a week."

CARDS = {
    ProfileField.HELP: (
        "spreadsheets", "easy language", "first aid", "bicycles", "minutes that people read", "speaking up",
        "filling in forms", "chairing a meeting", "sewing on buttons", "calm phone calls", "rotas",
        "cooking for twenty",
    ),
    ProfileField.INTEREST: (
        "choirs", "bees", "how other teams plan", "sign language", "sourdough", "night trains", "old maps",
        "volunteering abroad", "drawing", "open-water swimming",
    ),
    ProfileField.SEEK: (
        "somebody to walk with at noon", "a second pair of eyes on a budget", "people who have led a team of two",
        "a quiet place to write", "a chess partner", "someone who works nights and would compare notes",
    ),
    ProfileField.ABOUT: (
        "I answer slowly and kindly.", "Ask me about the boiler: I was there.", "New here twice: a long story.",
        "I bring cake when things go wrong.", "I like mornings, lists and being interrupted for a good reason.",
        "I read instructions to the end, also aloud.", "My door is open unless there is a hat on it.",
        "I have worked on every floor of this house but one.", "I laugh late, because I am translating.",
        "If it squeaks, bring it to me.",
    ),
}  # fmt: skip
