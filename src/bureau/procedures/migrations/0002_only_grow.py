"""Triggers that keep the steps of cases as they were taken."""

from django.db import migrations

from bureau.audit.growing import only_grows


class Migration(migrations.Migration):
    """Guards the steps; there is no way back on purpose."""

    dependencies = [("procedures", "0001_initial")]
    operations = [migrations.RunPython(only_grows("procedures", "Step"))]
