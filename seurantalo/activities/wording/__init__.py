"""Schedules in plain Finnish, Swedish and English: "joka toinen tiistai klo 18–19.30, ei 24.12."."""

from seurantalo.activities.wording.sentences import describe, describe_all

__all__ = ["describe", "describe_all"]
