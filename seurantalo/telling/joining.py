"""How one comes along: one may just come, signs up elsewhere, or here in this service."""

from __future__ import annotations

from seurantalo.common.numbers import whole
from seurantalo.records.content import ActivityContent
from seurantalo.records.schemas import RegistrationRecord
from seurantalo.telling.parts import Answers, Part, Reading, Told, first_channel, with_channel

MOST_PLACES = 10_000


def _tell(content: ActivityContent, lang: str) -> Told:
    """What is not chosen is empty, as an untouched form sends it."""
    how = first_channel(content).registration or RegistrationRecord()
    told = {
        "joining": "here" if how.here else "sign_up" if how.required else "come",
        "joining_url": how.url,
    }
    here = {
        "signup_kind": how.here,
        "signup_limit": str(how.limit or ""),
        "signup_waiting": "on" if how.waiting_list else "",
        "signup_closes": str(how.closes_hours or ""),
        "signup_series": "on" if how.whole_series else "",
    }
    return {**told, **(here if how.here else dict.fromkeys(here, ""))}


def _read(answers: Answers, reading: Reading) -> Told:
    """Signing up goes by this service or by the address given, else by the contact."""
    before = first_channel(reading.content).registration or RegistrationRecord()
    if answers.get("joining") == "here":
        return with_channel(reading.content, registration=_here(answers, before))
    if answers.get("joining") != "sign_up":
        return with_channel(reading.content, registration=None)
    url = str(answers.get("joining_url") or "").strip()
    contact = {name: str(answers.get(name) or "").strip() for name in ("phone", "email")}
    ways = {"phone": "", "email": ""} if url else contact
    told = RegistrationRecord(required=True, url=url, text=before.text, **ways)
    return with_channel(reading.content, registration=told)


def _here(answers: Answers, before: RegistrationRecord) -> RegistrationRecord:
    """Never with another way beside it: two lists of names would not agree."""
    interest = answers.get("signup_kind") == "interest"
    limit = 0 if interest else whole(str(answers.get("signup_limit") or "")) or 0
    return RegistrationRecord(
        required=not interest,
        text=before.text,
        here="interest" if interest else "places",
        limit=min(limit, MOST_PLACES),
        waiting_list=bool(limit and answers.get("signup_waiting")),
        closes_hours=whole(str(answers.get("signup_closes") or "")) or 0,
        whole_series=bool(answers.get("signup_series")),
    )


JOINING = Part(
    (
        "joining",
        "joining_url",
        "signup_kind",
        "signup_limit",
        "signup_waiting",
        "signup_closes",
        "signup_series",
    ),
    _tell,
    _read,
)
