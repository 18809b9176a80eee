"""One text in several languages, in pure Python: records and templates share it.

Languages are BCP 47 tags ("fi", "sv", "en", "se", "smn", "sms", "uk", "fi-x-selko").
The Django column that stores a `Text` is `common.fields.TranslatedField`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema

# What a reader is shown when her own language is missing, in order.
FALLBACKS = {
    "fi": ("fi", "fi-x-selko", "sv", "en", "se"),
    "sv": ("sv", "fi", "en", "se"),
    "en": ("en", "fi", "sv", "se"),
    "se": ("se", "fi", "sv", "en"),
}
LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(-[a-z0-9]{1,8})*$")


class Picked(NamedTuple):
    """The text chosen for a reader and the language it is really in ("" when there is none)."""

    lang: str
    text: str


class Text(dict[str, str]):
    """An immutable language → text mapping; empty texts are dropped, whitespace is trimmed.

    >>> Text(fi="Kuoro", sv="Kör").pick("en")
    Picked(lang='fi', text='Kuoro')
    """

    def __init__(self, texts: Mapping[str, str] | None = None, /, **more: str) -> None:
        merged = {**(texts or {}), **more}
        for lang, text in merged.items():
            if not LANGUAGE_TAG.match(lang):
                raise ValueError(f"not a language tag: {lang!r}")
            if not isinstance(text, str):
                raise ValueError(f"not a text: {text!r}")
        super().__init__({lang: text.strip() for lang, text in merged.items() if text.strip()})

    def pick(self, lang: str) -> Picked:
        """The text for a reader of `lang`, by the fallback chain, then any language."""
        for candidate in FALLBACKS.get(lang, (lang, *FALLBACKS["fi"])):
            if candidate in self:
                return Picked(candidate, self[candidate])
        return next((Picked(code, text) for code, text in self.items()), Picked("", ""))

    def __str__(self) -> str:
        return self.pick("fi").text

    def _refuse(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("a Text is immutable; make a new one: Text({**old, 'sv': 'ny'})")

    __setitem__ = __delitem__ = _refuse
    update = pop = popitem = clear = setdefault = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Text], tuple[dict[str, str]]]:
        return (Text, (dict(self),))

    def __copy__(self) -> Text:
        return self

    def __deepcopy__(self, memo: Any) -> Text:
        return self

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls, core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema())
        )
