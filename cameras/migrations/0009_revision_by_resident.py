from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cameras", "0008_change_hidden"),
    ]

    operations = [
        migrations.AlterField(
            model_name="camerarevision",
            name="role",
            field=models.CharField(
                choices=[
                    ("import", "import"),
                    ("resident", "resident"),
                    ("moderator", "moderator"),
                    ("admin", "administrator"),
                ],
                max_length=20,
            ),
        ),
    ]
