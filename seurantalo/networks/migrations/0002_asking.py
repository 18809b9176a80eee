from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0001_networks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="networkmember",
            name="status",
            field=models.CharField(
                choices=[("invited", "Invited"), ("asked", "Asks to join"), ("member", "Member")],
                default="invited",
                max_length=8,
                verbose_name="state",
            ),
        ),
    ]
