from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_partners_and_cells"),
    ]

    operations = [
        migrations.AlterField(
            model_name="partner",
            name="status",
            field=models.CharField(
                choices=[("invited", "Invited"), ("accepted", "Takes part"), ("left", "Left")],
                default="invited",
                max_length=8,
                verbose_name="state",
            ),
        ),
    ]
