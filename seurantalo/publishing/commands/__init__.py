"""Every change of a thing's public life: one function, one use case, atomic and audited.

Each asks the policy of the thing's own room, and raises PermissionDenied when that says no. The
audit is Wagtail's log, `queries.history`. `by=None` is the service itself, where it may act.
"""

from seurantalo.publishing.commands.audit import forget_detail, note, register_words
from seurantalo.publishing.commands.merging import merge, retell, unmerge
from seurantalo.publishing.commands.review import (
    approve,
    check,
    give_back,
    recall,
    release,
    send,
    submit,
    take,
)
from seurantalo.publishing.commands.truth import assure, hide, mark_stale, unhide
from seurantalo.publishing.commands.undoing import batch, undo
from seurantalo.publishing.commands.versions import (
    delete_draft,
    discard_draft,
    publish,
    publish_due,
    restore,
    save_draft,
    schedule,
    tell_again,
    withdraw,
)

__all__ = [
    "approve",
    "assure",
    "batch",
    "check",
    "delete_draft",
    "discard_draft",
    "forget_detail",
    "give_back",
    "hide",
    "mark_stale",
    "merge",
    "note",
    "publish",
    "publish_due",
    "recall",
    "register_words",
    "release",
    "restore",
    "retell",
    "save_draft",
    "schedule",
    "send",
    "submit",
    "take",
    "tell_again",
    "undo",
    "unhide",
    "unmerge",
    "withdraw",
]
