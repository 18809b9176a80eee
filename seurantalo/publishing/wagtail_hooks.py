"""The words of our own audit entries."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def register_log_actions(actions: Any) -> None:
    """Confirmations are part of a thing's history."""
    actions.register_action("seurantalo.assure", _("Confirm"), _("Confirmed to be true"))
    actions.register_action(
        "seurantalo.change_occurrence", _("Change one time"), _("One time was changed")
    )
