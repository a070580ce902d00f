"""Tables that only grow: triggers of either database refuse to change or delete a row, whoever asks."""

from collections.abc import Callable

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

REFUSAL = "{table} only grows: what was done stays as it is"
STATEMENTS = {
    "sqlite": (
        "CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
        "CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END",
    ),
    "postgresql": (
        """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}'; END $$
""",
        """
CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
""",
        """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
""",
    ),
}


def only_grows(app: str, model: str) -> Callable[[StateApps, BaseDatabaseSchemaEditor], None]:
    """Give what a migration runs to let a table of an app only grow."""

    def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        table = apps.get_model(app, model)._meta.db_table  # noqa: SLF001 - Django's public name for it
        for statement in STATEMENTS[schema_editor.connection.vendor]:
            filled = statement.format(table=table, refusal=REFUSAL.format(table=table))
            schema_editor.execute(filled, params=None)

    return guard
