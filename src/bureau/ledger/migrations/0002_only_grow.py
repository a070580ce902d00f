"""Triggers that keep commitments, places, tiles and checkpoints as they were made."""

from django.db import migrations

from bureau.audit.growing import only_grows

MODELS = ("Leaf", "Place", "LogTile", "SignedCheckpoint")


class Migration(migrations.Migration):
    """Guards them; there is no way back on purpose."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(only_grows("ledger", one)) for one in MODELS]
