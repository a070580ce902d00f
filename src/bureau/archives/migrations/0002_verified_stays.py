"""Triggers that keep verified versions as they are: they may be superseded, once, and never deleted."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLE = "archives_record"
REFUSAL = f"{TABLE}: a verified version stays as it is; a correction is a new version"

SQLITE = (
    """
CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} WHEN OLD.state = 'verified' AND NOT ({superseded})
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
""",
    """
CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN OLD.state = 'verified'
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
""",
)
POSTGRESQL = (
    """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}'; END $$
""",
    """
CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} FOR EACH ROW
WHEN (OLD.state = 'verified' AND NOT ({superseded})) EXECUTE FUNCTION {table}_refuse()
""",
    """
CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} FOR EACH ROW
WHEN (OLD.state = 'verified') EXECUTE FUNCTION {table}_refuse()
""",
    """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
""",
)
STATEMENTS = {"sqlite": (SQLITE, "IS"), "postgresql": (POSTGRESQL, "IS NOT DISTINCT FROM")}


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers up."""
    statements, same = STATEMENTS[schema_editor.connection.vendor]
    columns = [field.column for field in apps.get_model("archives", "Record")._meta.fields]  # noqa: SLF001 - public
    kept = [f"NEW.{name} {same} OLD.{name}" for name in columns if name != "superseded_at"]
    superseded = " AND ".join([*kept, "OLD.superseded_at IS NULL", "NEW.superseded_at IS NOT NULL"])
    for statement in statements:
        schema_editor.execute(
            statement.format(table=TABLE, superseded=superseded, refusal=REFUSAL), params=None
        )


class Migration(migrations.Migration):
    """Guards the table; there is no way back on purpose."""

    dependencies = [("archives", "0001_initial")]
    operations = [migrations.RunPython(guard)]
