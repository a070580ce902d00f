"""Triggers that keep rulings, what is to be written, what came of it, and replies as they were made."""

from django.db import migrations

from bureau.audit.growing import only_grows

MODELS = ("Ruling", "Dispatch", "Attempt", "Reply")


class Migration(migrations.Migration):
    """Guards them; there is no way back on purpose."""

    dependencies = [("publication", "0001_initial")]
    operations = [migrations.RunPython(only_grows("publication", one)) for one in MODELS]
