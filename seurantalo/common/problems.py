"""What a program that writes by the API is told when something is wrong: RFC 9457, RFC 9110.

A door raises `Problem`; `config.api` answers it. Pointers are JSON Pointers into the body (RFC
6901, "#/channels/0/place"), and the words are in the caller's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_supported_language_variant, gettext_lazy, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from pydantic import BaseModel

from seurantalo.common.limits import consume

WRITES_A_MINUTE = 120
# Where in the body the codes of a list are told.
TOLD_IN = {
    "theme": "themes",
    "target_group": "target_groups",
    "format": "formats",
    "organization_kind": "kind",
    "accessibility": "channels",
}
# pydantic's own words are English and for programmers.
WORDS: dict[str, Promise] = {
    "missing": gettext_lazy("This is needed."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "literal_error": gettext_lazy("Choose one of these: %(expected)s."),
    "string_type": gettext_lazy("Write text here."),
    "dict_type": gettext_lazy("Write texts by language here: {“fi”: “…”}."),
    "tuple_type": gettext_lazy("Write a list here."),
    "int_type": gettext_lazy("Write a whole number here."),
    "int_parsing": gettext_lazy("Write a whole number here."),
    "int_from_float": gettext_lazy("Write a whole number here."),
    "float_type": gettext_lazy("Write a number here."),
    "float_parsing": gettext_lazy("Write a number here."),
    "bool_type": gettext_lazy("Write true or false here."),
    "bool_parsing": gettext_lazy("Write true or false here."),
    "date_from_datetime_parsing": gettext_lazy("Write a date like 2026-03-31."),
    "date_parsing": gettext_lazy("Write a date like 2026-03-31."),
    "datetime_parsing": gettext_lazy("Write a time like 2026-03-31T18:00:00+03:00."),
    "datetime_from_date_parsing": gettext_lazy("Write a time like 2026-03-31T18:00:00+03:00."),
    "time_delta_parsing": gettext_lazy("Write a length like PT1H30M."),
    "greater_than_equal": gettext_lazy("The least is %(ge)s."),
    "less_than_equal": gettext_lazy("The most is %(le)s."),
}


class Problem(Exception):
    """Why a request was not done, for its sender. `more` are further members of the answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.errors, self.more, self.headers = errors, more or {}, headers or {}


def wanted_language(request: HttpRequest) -> str:
    """The language of Accept-Language; Finnish when it says nothing we speak."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def of_body(error: Mapping[str, Any]) -> dict[str, str]:
    """One of pydantic's errors: which part of the request, and what to write there."""
    where, context = list(error["loc"]), error.get("ctx") or {}
    told = WORDS.get(error["type"])
    detail = str(told) % context if told else error["msg"].removeprefix("Value error, ")
    if where and where[0] == "body":  # then the name of our own parameter
        return {"pointer": "#/" + "/".join(str(part) for part in where[2:]), "detail": detail}
    return {"pointer": "/".join(str(part) for part in where), "detail": detail}


def of_rules(error: ValidationError, *, under: str = "") -> list[dict[str, str]]:
    """What a command refused, field by field; `under` leads to the content in the body."""
    root = f"#/{under}" if under else "#"
    if hasattr(error, "error_dict"):
        fields = error.message_dict.items()
        return [
            {"pointer": root if field == "__all__" else f"{root}/{field}", "detail": message}
            for field, messages in fields
            for message in messages
        ]
    found = []
    for each in error.error_list:
        field = TOLD_IN.get(str((each.params or {}).get("list", "")), "")
        pointer = f"{root}/{field}" if field else root
        found += [{"pointer": pointer, "detail": message} for message in each.messages]
    return found


@contextmanager
def writing(request: HttpRequest) -> Iterator[Any]:
    """A write by the API: all or nothing, counted, refused in the language of Accept-Language.

    Gives the person. Problem 429 when she writes too much. Not a decorator, for ninja reads the
    annotations of the very function it is given.
    """
    with override(wanted_language(request)):
        # Before the transaction, for what is refused counts too.
        if not consume("api-write", str(request.user.pk), WRITES_A_MINUTE, 60):
            detail = _("That was too many changes in a minute. Wait a moment and go on.")
            raise Problem(429, detail, headers={"Retry-After": "60"})
        with transaction.atomic():
            yield request.user


def seen_version(if_match: str) -> int:
    """The version the caller has read and now replaces, from If-Match. Problem 428 or 400."""
    if not if_match.strip():
        raise Problem(428, _("Say in If-Match which version you read, for example “12”."))
    number = re.fullmatch(r'\s*(?:W/)?"(\d{1,18})"\s*', if_match, re.ASCII)
    if number is None:
        raise Problem(400, _("If-Match is one version in quotation marks, for example “12”."))
    return int(number[1])


def refuse_older(seen: int, version: int, mine: BaseModel, theirs: BaseModel) -> None:
    """Problem 412 with the difference, when somebody has changed the thing since `seen`."""
    if seen == version:
        return
    before, now = mine.model_dump(mode="json"), theirs.model_dump(mode="json")
    told = _("Here your text and the present one differ.")
    errors = [
        {"pointer": f"#/{name}", "detail": told, "current": value}
        for name, value in now.items()
        if value != before.get(name)
    ]
    detail = _(
        "Somebody has changed this meanwhile. Read it again, join the changes and try again."
    )
    raise Problem(412, detail, errors=errors, more={"version": version})


def refuse_fixed(
    told: BaseModel, now: BaseModel, fields: Sequence[str], *, under: str = ""
) -> None:
    """Problem 422 when the content would change what is told by other ways."""
    root = f"#/{under}" if under else "#"
    detail = _("This is not told here. Send it as you got it, or leave it out.")
    errors = [
        {"pointer": f"{root}/{field}", "detail": detail}
        for field in fields
        if getattr(told, field) is not None
        and field in told.model_fields_set
        and (getattr(told, field) or None) != (getattr(now, field) or None)
    ]
    if errors:
        raise Problem(422, _("Something in the request is wrong: see the errors."), errors=errors)


def refuse_unless_public(live: bool) -> None:
    """Problem 409 when there is no public version."""
    if not live:
        raise Problem(409, _("This is not public."))


@contextmanager
def rules(under: str = "") -> Iterator[None]:
    """Let what a command refuses be a Problem 422 whose pointers lead under a part of the body."""
    try:
        yield
    except ValidationError as error:
        detail = _("Something in the request is wrong: see the errors.")
        raise Problem(422, detail, errors=of_rules(error, under=under)) from error
