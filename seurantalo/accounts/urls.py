"""The addresses of the accounts room, in the reader's language."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from seurantalo.accounts import views

urlpatterns = [
    path(_("sign-in/"), views.sign_in, name="sign-in"),
    path(_("sign-out/"), views.sign_out, name="sign-out"),
]
