"""How surveys work and what could still go wrong: for everybody, also without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from surveys import disclosure
from surveys.rules import KEYS_LIVE_ON, MOST_WORDS_A_DAY, OPEN_DAYS, REMIND_AFTER, WORDS_HOUR


@login_not_required
@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    """Every number on the page is the one the code uses."""
    words = {
        "least": disclosure.LEAST,
        "least_viewed": disclosure.least_for(disclosure.LEAST, viewer_answered=True),
        "least_words": disclosure.LEAST_WORDS,
        "least_pairs": disclosure.LEAST_PAIRS,
        "least_spread": disclosure.LEAST_SPREAD,
        "least_fine": disclosure.LEAST_FINE,
        "most_slices": disclosure.MOST_SLICES,
        "open_days": OPEN_DAYS,
        "remind_after": REMIND_AFTER,
        "keys_live_on": KEYS_LIVE_ON.days + 2,
        "most_words_a_day": MOST_WORDS_A_DAY,
        "words_hour": WORDS_HOUR,
    }
    return render(request, "surveys/how_it_works.html", words)
