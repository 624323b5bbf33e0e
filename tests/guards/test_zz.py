import difflib
from tests.guards.test_bodies import *
def test_x(houses):
    f=strangers(houses)
    a=masked(send(houses[0].house,"log, who",f["membership"])); b=masked(send(houses[0].house,"log, who",f["nobody"]))
    print(a.status,b.status,a.headers==b.headers,a.cookies==b.cookies)
    print("\n".join(difflib.unified_diff(a.content.decode().split("\n"),b.content.decode().split("\n"),lineterm="",n=0))[:3000])
