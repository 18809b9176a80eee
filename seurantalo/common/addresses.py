"""Addresses: of records, of pages in the reader's language, of a mail about a mistake on one."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from django.conf import settings
from django.urls.converters import IntConverter
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _


class KeyConverter(IntConverter):
    """The key of a record, `<key:pk>`: a number that no database could hold is no address at all.

    With `<int:pk>` such a number comes as far as the query, and SQLite cannot even compare it.
    """

    regex = "[0-9]{1,18}"


def _spell(words: Mapping[str, str], tail: str) -> str:
    return words.get(get_language() or "fi", words["fi"]) + tail


_lazily = lazy(_spell, str)


def spelled(words: Mapping[str, str], tail: str = "") -> str:
    """A route that each language spells its own way, for `django.urls.path`.

    >>> path(spelled({"fi": "haku", "sv": "sok"}, ".ics"), …)
    """
    return _lazily(words, tail)


def correction_address(name: str, path: str) -> str:
    """A mail to the service (RFC 6068) about a mistake on the page of `name` at `path`."""
    subject = quote(_("Mistake on the page: %(name)s") % {"name": name})
    return (
        f"mailto:{settings.CONTACT_EMAIL}?subject={subject}&body={quote(settings.BASE_URL + path)}"
    )
