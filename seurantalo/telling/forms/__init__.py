"""The screens by the name of their step."""

from seurantalo.telling.forms.asking import StepForm
from seurantalo.telling.forms.happening import WhatForm, WhenForm, WhereForm
from seurantalo.telling.forms.people import ContactForm, MoreForm, WhoForm, WhomForm

FORMS: dict[str, type[StepForm]] = {
    "mita": WhatForm,
    "milloin": WhenForm,
    "missa": WhereForm,
    "kenelle": WhomForm,
    "yhteys": ContactForm,
    "lisaa": MoreForm,
    "kuka": WhoForm,
}

__all__ = ["FORMS", "StepForm", "WhoForm", "WhomForm"]
