from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CacheEntry",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires", models.DateTimeField()),
            ],
            options={
                "db_table": "accounts_cache",
                "indexes": [models.Index(fields=["expires"], name="accounts_cache_expires")],
            },
        ),
    ]
