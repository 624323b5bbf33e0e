"""Pictures and topics of posts: put there, read by whom the post is open to, gone with the words."""

import io
from random import Random
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from belonging.core.pictures import redrawn
from community.enums import Entry
from community.models import Picture, Post
from community.services.groups import found_group
from community.services.posts import remove_post, write_post
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.core.test_pictures import SECRET, picture, told
from tests.effort import effort

READERS = ("una", "ada", "ben", "mira", "sam")


def sent(content: bytes, name: str = "../../holiday.svg", claims: str = "image/svg+xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, claims)


def walkers(house: House, entry: Entry = Entry.OPEN) -> str:
    group = found_group(founder=house.mira.place, name="Walkers", about="", entry=entry, now=NOON)
    return house.address(f"community/groups/{group.public_id}/")


# peers 5.2; security X6: by the page as well, and neither name nor claimed type is believed
def test_picture_and_topic_are_put_beside_words(northlight: House, sign_in: SignIn) -> None:
    mira = sign_in(northlight.mira)
    with northlight.open():
        page = walkers(northlight)
    said = {"text": "The lake", "topic": " The   way round ", "shows": "Fog over water"}
    nameless = mira.post(page, said | {"shows": " ", "picture": sent(picture("PNG"))})
    no_picture = mira.post(page, said | {"picture": sent(b"<svg onload=alert(1)>", "lake.png", "image/png")})
    mira.post(page, said | {"picture": sent(picture("JPEG", exif=told()))})
    mira.post(page, {"text": "Something else"})

    shown = mira.get(page + "?topic=The way round").content.decode()
    with northlight.open():
        post = Post.objects.get(topic="The way round")
        kept = bytes(Picture.objects.get().content)
    seen = mira.get(northlight.address(f"community/posts/{post.public_id}/picture/"))

    assert (nameless.status_code, no_picture.status_code) == (422, 422)
    assert "Say in a few words what" in nameless.content.decode()
    assert "no picture that" in no_picture.content.decode()
    assert ('alt="Fog over water"' in shown, "The lake" in shown, "Something else" in shown) == (True, True, False)
    assert (seen.content, seen["Content-Type"], seen["X-Content-Type-Options"]) == (kept, "image/jpeg", "nosniff")
    assert (SECRET in kept, Image.open(io.BytesIO(kept)).format, seen["Cache-Control"]) == (
        False,
        "JPEG",
        "private, no-store",
    )


# security T11: asked anew each time; the words gone means the picture gone, and no other address leads to it
def test_picture_is_read_by_whom_the_post_is_open_to(northlight: House, southgate: House, sign_in: SignIn) -> None:
    drawn, posts = redrawn(picture("PNG")), {}
    with northlight.open():
        for entry in Entry:
            group = found_group(founder=northlight.mira.place, name=entry, about="", entry=entry, now=NOON)
            posts[entry] = write_post(
                author=northlight.mira.place, group=group, text="Look", now=NOON, picture=drawn, shows="A lake"
            )
    people = {name: sign_in(getattr(northlight, name)) for name in READERS} | {"zoe": sign_in(southgate.una)}

    def seen_by(entry: Entry) -> set[str]:
        address = northlight.address(f"community/posts/{posts[entry].public_id}/picture/")
        return {name for name, client in people.items() if client.get(address).status_code == 200}

    inside, asked, open_to_all = seen_by(Entry.INVITATION), seen_by(Entry.REQUEST), seen_by(Entry.OPEN)
    with northlight.open():
        remove_post(actor=northlight.mira.membership, post=posts[Entry.OPEN], now=NOON)
        left = Picture.objects.filter(post=posts[Entry.OPEN]).count()
    asked_for, leaks = fuzzed(people["ben"], northlight, str(posts[Entry.INVITATION].public_id))

    assert (open_to_all, asked, inside) == (
        {"una", "ada", "ben", "mira"},
        {"una", "ada", "mira"},
        {"una", "ada", "mira"},
    )
    assert (seen_by(Entry.OPEN), left, leaks) == (set(), 0, [])
    print(
        f"T11: {3 * len(people)} readings of pictures as {len(people)} people, {asked_for} made-up addresses, 0 leaks"
    )


def fuzzed(client: object, house: House, secret: str) -> tuple[int, list[str]]:
    """Asks for a picture by bent ways; which of them gave something away."""
    dice, count, found = Random(11), effort(1_000), []
    steps = ["..", "%2e%2e", "..%2f", "%5c..", "//", "%00", ".", "media", "var", "static", "picture", "posts", "o",
             "southgate", "northlight", "p", "common-ground", "second-table", "community", "groups", ";x"]  # fmt: skip
    for _ in range(count):
        way = [dice.choice([*steps, secret, str(uuid4())]) for _ in range(dice.randrange(1, 6))]
        base = dice.choice([house.address("community/posts/"), "/media/", "/static/", "/", house.address()])
        response = client.get(base + "/".join(way))  # type: ignore[attr-defined]
        streams = response.streaming or response["Content-Type"].startswith("image/")
        found += [base + "/".join(way)] if response.status_code == 200 and streams else []
    return count, found
