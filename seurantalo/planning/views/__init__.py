"""Pages of the room: plans, telling one, talking about it, the planning calendar and its feeds."""
