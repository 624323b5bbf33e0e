"""The product as something to install: what it is called, and the one page that is there without a network."""

import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@transaction.non_atomic_requests
@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Name, looks and where it opens."""
    sizes = (("img/icon-192.png", "192x192"), ("img/icon-512.png", "512x512"))
    icons = [{"src": static(name), "sizes": size, "type": "image/png"} for name, size in sizes]
    body = {
        "id": "/",
        "name": "Belonging",
        "short_name": "Belonging",
        "description": _("The people of your program, and time together."),
        "start_url": reverse("tenancy:my-organizations"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f9f5f8",
        "theme_color": "#f9f5f8",
        "icons": [*icons, icons[-1] | {"purpose": "maskable"}],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@transaction.non_atomic_requests
@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may answer for every page; each release has another."""
    files = [static(name) for name in ("css/app.css", "js/kept.js", "js/offline.js", "img/mark.svg")]
    release = hashlib.sha256(" ".join(files).encode()).hexdigest()[:12]
    words = {"files": files, "release": release, "static": settings.STATIC_URL}
    return render(request, "public/worker.js", words, content_type="text/javascript")


@transaction.non_atomic_requests
@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Says that there is no network, and takes a log all the same; nothing on it is anybody's."""
    return render(request, "public/offline.html")
