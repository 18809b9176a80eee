"""What calendars were told of each activity, and tombstones of single times."""

from django.db import migrations, models


def of_whole_activities(apps, schema_editor):
    """Until now each tombstone was of a whole activity, whose key it has."""
    apps.get_model("search", "Tombstone").objects.update(record=models.F("key"))


class Migration(migrations.Migration):
    dependencies = [("search", "0002_tombstones")]

    operations = [
        migrations.AddField(
            model_name="searchdocument",
            name="times",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="tombstone",
            name="record",
            field=models.CharField(db_index=True, default="", max_length=60),
            preserve_default=False,
        ),
        migrations.RunPython(of_whole_activities, migrations.RunPython.noop),
    ]
