from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0005_partner_left"),
        ("places", "0001_areas_and_locations"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="occurrence",
            name="activities__cell_b0a427_idx",
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(fields=["cell", "start", "end", "activity"], name="occurrence_near"),
        ),
    ]
