"""Events as other programs tell them (iCalendar, schema.org, Linked Events, RSS) → `FoundEvent`."""
