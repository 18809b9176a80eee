"""Calendars, registers and feeds of organisations that are read again and again."""
