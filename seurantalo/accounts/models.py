"""People who sign in, and the regions they look after."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from seurantalo.common.fields import RecordsField
from seurantalo.records.content import ContactPointContent


class EmailAddressField(models.EmailField):  # type: ignore[type-arg]
    """An email address in lower case, stored and looked up so: Aino@X.fi is aino@x.fi."""

    def to_python(self, value: Any) -> Any:
        """The address as it is kept."""
        value = super().to_python(value)
        return value.strip().lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """The address as the database sees it, in writes and in look-ups alike."""
        return self.to_python(super().get_prep_value(value))


def interface_languages() -> list[tuple[str, str]]:
    """The languages of the interface, read late so that a new one needs no migration."""
    return list(settings.LANGUAGES)


class UserManager(BaseUserManager["User"]):
    """Makes users known by their email address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new person; without a password she cannot sign in by one. ValueError when no email."""
        if not email:
            raise ValueError("a user needs an email address")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A national administrator (`manage.py createsuperuser`)."""
        return self.create_user(email, password, **fields, is_staff=True, is_superuser=True)

    def get_by_natural_key(self, username: str | None) -> User:
        """The user of an email address, whatever its capitals."""
        return self.get(email=username)


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person who signs in by email address. National administrators are superusers."""

    username = None  # type: ignore[assignment]
    email = EmailAddressField(_("email address"), unique=True)
    language = models.CharField(
        _("language"), max_length=12, default="fi", choices=interface_languages
    )

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class RegionalRole(models.Model):
    """What a person does for a region: an editor (coordinator) reviews its organisations."""

    class Role(models.TextChoices):
        """The roles a region gives."""

        EDITOR = "editor", _("regional editor")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="regional_roles")
    area = models.ForeignKey(
        "places.Area",
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": "region"},
        verbose_name=_("region"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.EDITOR)
    contacts = RecordsField(
        ContactPointContent,
        verbose_name=_("contact shown to citizens"),
        help_text=_("Shown where a search in the region finds nothing, and on its pages."),
    )

    class Meta:
        verbose_name = _("regional role")
        verbose_name_plural = _("regional roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "area", "role"], name="one_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.area} · {self.get_role_display()}"
