from django.db import migrations

from web.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0014_audit_entry")]

    operations = [append_only("reports_auditentry")]
