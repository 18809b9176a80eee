"""The addresses of what has become a part of another lead there, for good (RFC 9110, 301)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from seurantalo.common.pages import LARGEST_ID
from seurantalo.publishing import policies, queries

View = Callable[..., HttpResponseBase]


def leads_on(kind: str) -> Callable[[View], View]:
    """A page of `pk` that is not found leads to what the thing was merged into, if it was."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, pk: int, **more: Any) -> HttpResponseBase:
            try:
                return view(request, pk=pk, **more)
            except Http404:
                onwards = onward(request, kind, pk, **more)
                if onwards is None:
                    raise
                return onwards

        return answer

    return decorate


def onward(request: HttpRequest, kind: str, pk: int, **more: Any) -> HttpResponse | None:
    """The way to what a thing was merged into, by the same kind of address; None when it was not."""
    model = policies.model_of(kind)
    into = queries.merged_into(model, pk) if model and abs(pk) <= LARGEST_ID else None
    if into is None or request.resolver_match is None:
        return None
    name = request.resolver_match.view_name
    onwards: HttpResponse = redirect(name, permanent=True, **{**more, "pk": into})
    return onwards
