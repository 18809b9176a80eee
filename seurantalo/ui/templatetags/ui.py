"""Text in the reader's language, dates, icons."""

from django import template

register = template.Library()
