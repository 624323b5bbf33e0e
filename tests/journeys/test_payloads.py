"""The same payloads in a real browser: none runs, and the policy has nothing to report."""

from tests.cast import House
from tests.community.payloads import PAYLOADS, Filling, addresses
from tests.guards.community_rows import plant_community
from tests.journeys.conftest import OpenPage


# security X1
def test_no_payload_runs_in_a_browser(house: House, open_page: OpenPage) -> None:
    with house.open():
        rows = plant_community(house.program, house.ada.place, house.ben.place)
        pages = list(addresses(house.program, rows, house.mira.place))
        Filling(PAYLOADS).fill()
    page, dialogs, seen = open_page(house.ada.user, "desktop"), [], 0
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.add_init_script("addEventListener('securitypolicyviolation', e => console.error('policy', e.blockedURI))")

    for address in pages:
        response = page.request.get(address, max_redirects=0)
        if response.status != 200 or "text/html" not in response.headers["content-type"]:
            continue
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        seen += 1

    print(f"X1: {seen} pages of the community with payloads in every field opened, {len(dialogs)} ran")
    assert (dialogs, seen > 25) == ([], True)  # the fixture hears the policy and every error of the console
