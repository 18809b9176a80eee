"""People who sign in, and the regions they look after."""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
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
        """A national administrator (`manage.py createsuperuser`), whose address needs no code.

        Who can run the command has the whole service in her hands, and mail may not work yet.
        """
        user = self.create_user(email, password, **fields, is_staff=True, is_superuser=True)
        addresses = apps.get_model("account", "EmailAddress").objects
        addresses.create(user=user, email=user.email, verified=True, primary=True)
        return user

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
    warned = models.DateTimeField(
        _("told that the unused account will be removed"), null=True, blank=True, editable=False
    )

    via_key = False  # set on who came with an API key: she then acts for herself alone

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


class ApiKey(models.Model):
    """A key by which a person's own program acts as her; only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(_("what the key is for"), max_length=80)
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True, blank=True, editable=False)
    revoked = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"


class Look(models.Model):
    """A national administrator looked at the service as somebody else sees it."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("look as somebody else")
        verbose_name_plural = _("looks as somebody else")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"#{self.pk}"  # no name: the log keeps this when both are gone


class CacheRow(models.Model):
    """A row of Django's database cache, which every process shares: a table like any other."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_cache"

    def __str__(self) -> str:
        return self.cache_key
