"""The national administrators' pages: regions, coordinators, letters, switches, the queue."""

from django.utils.translation import gettext_lazy as _

# What their deeds are called in the history.
WORDS = {
    "administration.rule_changed": _("Rule of the region changed"),
    "administration.switch_turned": _("Switch turned"),
    "administration.letter_changed": _("Text of a letter changed"),
    "administration.letter_restored": _("Text of a letter restored"),
    "administration.dead_letter_revived": _("Failed task tried again"),
    "administration.dead_letter_discarded": _("Failed task thrown away"),
    "administration.bounce_forgiven": _("Letters sent to the address again"),
    "accounts.role_granted": _("Made a coordinator"),
    "accounts.role_revoked": _("No longer a coordinator"),
    "accounts.role_contacts_changed": _("Contact shown to citizens changed"),
}
