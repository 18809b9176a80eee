"""Pages that only tell: about, the accessibility statement, the privacy notice.

Their words are long and live in one file for each language, `templates/ui/texts/<name>.<lang>.html`.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FIRST = "fi"


def _tell(request: HttpRequest, name: str, heading: Promise) -> HttpResponse:
    texts = [f"ui/texts/{name}.{lang}.html" for lang in (get_language() or FIRST, FIRST)]
    return render(request, "ui/telling.html", {"texts": texts, "heading": heading})


def about(request: HttpRequest) -> HttpResponse:
    """What the service is and where its data come from."""
    return _tell(request, "about", _("What this is"))


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement that the act on digital services (306/2019) asks for."""
    return _tell(request, "accessibility", _("Accessibility statement"))


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a visitor (GDPR articles 13 and 14)."""
    return _tell(request, "privacy", _("Privacy"))
