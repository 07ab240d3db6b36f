from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0002_edition"),
        ("reports", "0019_tiles_of_reports"),
    ]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="areas",
            field=models.ManyToManyField(
                help_text="Where its pin lies; its camera has areas of its own",
                related_name="+",
                to="areas.area",
            ),
        ),
    ]
