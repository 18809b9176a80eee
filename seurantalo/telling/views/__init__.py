"""Doors of the room: `asking` the questions, `ending` with a look at it all and sending."""
