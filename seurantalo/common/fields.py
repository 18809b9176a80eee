"""The column of a translated text: one JSON value, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from pydantic import BaseModel

from seurantalo.common.text import Text


class TranslatedField(models.JSONField):
    """Stores a `Text` as {"fi": …, "sv": …}; empty is {} and never NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Text)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        return Text(loaded) if isinstance(loaded, dict) else loaded

    def to_python(self, value: Any) -> Any:
        if value in (None, ""):
            return Text()
        try:
            return value if isinstance(value, Text) else Text(value)
        except (TypeError, ValueError) as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(dict(self.to_python(value)))

    def value_to_string(self, obj: models.Model) -> Any:
        return dict(self.to_python(self.value_from_object(obj)))


class RecordsField(models.JSONField):
    """Stores a tuple of frozen pydantic records of one type as a JSON list."""

    def __init__(self, record: type[BaseModel], *args: Any, **kwargs: Any) -> None:
        self.record = record
        kwargs.setdefault("default", tuple)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.record, *args], kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.to_python(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> tuple[BaseModel, ...]:
        try:
            return tuple(self.record.model_validate(each) for each in value or ())
        except (TypeError, ValueError) as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self._plain(value))

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(self._plain(value), model_instance)

    def value_to_string(self, obj: models.Model) -> Any:
        return self._plain(self.value_from_object(obj))

    def value_from_object(self, obj: models.Model) -> Any:
        return self._plain(super().value_from_object(obj))

    def _plain(self, value: Any) -> list[Any]:
        return [
            each.model_dump(mode="json", exclude_defaults=True) for each in self.to_python(value)
        ]
