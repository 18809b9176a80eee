"""What came of an import: counted, with the reasons, for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

Outcome = Literal[
    "new", "changed", "unchanged", "kept", "withdrawn", "waiting", "refused", "left out"
]
OUTCOMES = {
    "new": gettext_noop("%(n)s new"),
    "changed": gettext_noop("%(n)s updated"),
    "unchanged": gettext_noop("%(n)s unchanged"),
    "kept": gettext_noop("%(n)s left as people here wrote them"),
    "withdrawn": gettext_noop("%(n)s withdrawn"),
    "waiting": gettext_noop("%(n)s waiting for what they belong to"),
    "refused": gettext_noop("%(n)s refused"),
    "left out": gettext_noop("%(n)s details left out"),
}
MOST_KEPT = 500  # problems stored on a run


class Unreadable(Exception):
    """There is nothing to read; the message says what to do."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, where: `what` names the thing, `where` the field or the cell."""

    what: str
    where: str
    reason: str
    outcome: Outcome = "refused"


@dataclass
class Report:
    """Counts by outcome, and why something was not taken in."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def add(self, outcome: Outcome, reason: str = "", *, what: str = "", where: str = "") -> None:
        """One thing had this outcome; with a reason it is listed."""
        self.counts[outcome] += 1
        if reason:
            self.problems.append(Problem(what, where, reason, outcome))

    def listed(self) -> list[dict[str, str]]:
        """The problems as they are stored on a run: equal ones once, at most `MOST_KEPT`."""
        unique = list(dict.fromkeys(self.problems))[:MOST_KEPT]
        return [vars(problem) for problem in unique]

    def lines(self, *, by_place: bool = False) -> list[str]:
        """The report as lines of text: the counts, then the reasons.

        Equal reasons are told once with some of the things they concern; `by_place` lists every
        problem by its row and column instead.
        """
        found = [self._said(outcome, self.counts[outcome]) for outcome in OUTCOMES]
        first = ", ".join(filter(None, found)) or _("Nothing was found.")
        return [first, *(self._by_place() if by_place else self._by_reason())]

    def _said(self, outcome: str, number: int) -> str:
        return _(OUTCOMES[outcome]) % {"n": number} if number else ""

    def _by_place(self) -> list[str]:
        return [
            f"  {': '.join(filter(None, (one.where, one.what, one.reason)))}"
            for one in dict.fromkeys(self.problems)
        ]

    def _by_reason(self) -> list[str]:
        groups: dict[tuple[str, str], list[Problem]] = {}
        for problem in self.problems:
            groups.setdefault((problem.outcome, problem.reason), []).append(problem)
        lines = []
        for (outcome, reason), problems in groups.items():
            things = list(dict.fromkeys(one.what or one.where for one in problems))
            more = f" +{len(things) - 3}" if len(things) > 3 else ""
            head = self._said(outcome, len(problems))
            lines.append(f"  {head}: {reason} ({', '.join(things[:3])}{more})")
        return lines


def messages(error: ValidationError) -> str:
    """All that a ValidationError says, on one line, with the fields it is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    parts = []
    for name, errors in error.message_dict.items():
        prefix = "" if name == "__all__" else f"{name}: "
        parts.append(prefix + " ".join(errors))
    return " ".join(parts)
