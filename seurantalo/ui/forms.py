"""How every form looks: label, hint and error around each field, and a summary of errors on top.

Django's own renderer with our templates; a form needs nothing but its fields.
"""

from __future__ import annotations

from typing import Any

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget


class LabelledField(BoundField):
    """A field whose input carries the class the style sheet knows."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> Any:
        """Django's attributes (required, aria-…), and the class beside those the widget has."""
        chosen = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        own = built.get("class") or chosen.attrs.get("class", "")
        return {**built, "class": f"{own} ds-input".strip()}


class Renderer(TemplatesSetting):
    """Our templates for forms, fields and errors (`ui/forms/`)."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = LabelledField
