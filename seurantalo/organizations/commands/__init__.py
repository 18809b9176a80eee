"""Every write of organisations: one function, one use case.

`telling` takes in what an organisation is, `people` who works for it, `claims` who says she does.
"""

from seurantalo.organizations.commands.claims import claim, decide_claim
from seurantalo.organizations.commands.people import (
    accept,
    add_member,
    change_role,
    depart,
    hand_over,
    invite,
    leave,
    remove_member,
    resend,
    withdraw_invitation,
)
from seurantalo.organizations.commands.telling import (
    KEEP,
    apply,
    edit,
    forget_speakers,
    note_assisted_entry,
    refuse_taken_numbers,
    register,
    terms,
    trust,
)

__all__ = [
    "KEEP",
    "accept",
    "add_member",
    "apply",
    "change_role",
    "claim",
    "decide_claim",
    "depart",
    "edit",
    "forget_speakers",
    "hand_over",
    "invite",
    "leave",
    "note_assisted_entry",
    "refuse_taken_numbers",
    "register",
    "remove_member",
    "resend",
    "terms",
    "trust",
    "withdraw_invitation",
]
