"""A fifth word for why an entry goes: another one took its place."""

from importlib import import_module

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FOUND = import_module("bureau.store.migrations.0002_found_and_linked")


def rebuild(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers back that fill the index of words: SQLite changes a constraint by making the table anew."""
    del apps
    ours = FOUND.SQLITE if schema_editor.connection.vendor == "sqlite" else ()
    for statement in ours:
        if " ON store_entry" in statement:
            schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Changes both constraints."""

    dependencies = [
        ("store", "0003_tile"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_is_withdrawn_for_a_reason",
        ),
        migrations.RemoveConstraint(
            model_name="entry",
            name="entry_of_a_says_no_more_than_that_it_ended",
        ),
        migrations.AlterField(
            model_name="entry",
            name="withdrawn_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ended", "公示终止：企业退出，或者公示的条件不再具备"),
                    ("annulled", "所依据的文书已经撤销"),
                    ("repaired", "企业已经改正，完成信用修复"),
                    ("mistaken", "公示有误"),
                    ("renewed", "由新的公示接续"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_because", ""), ("withdrawn_on__isnull", True)),
                    models.Q(
                        ("withdrawn_because__in", ["ended", "annulled", "repaired", "mistaken", "renewed"]),
                        ("withdrawn_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="entry_is_withdrawn_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("listing", "D"),
                    ("withdrawn_because__in", ("", "ended", "mistaken", "renewed")),
                    _connector="OR",
                ),
                name="entry_of_a_says_no_more_than_that_it_ended",
            ),
        ),
        migrations.RunPython(rebuild),
    ]
