"""The words of our own audit entries."""

from typing import Any

from wagtail import hooks

from seurantalo.publishing.commands.audit import OWN_WORDS


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def register_log_actions(actions: Any) -> None:
    """What our own commands are called in the history."""
    for action, words in OWN_WORDS.items():
        actions.register_action(action, words, words)
