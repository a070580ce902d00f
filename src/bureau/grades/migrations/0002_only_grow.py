"""Triggers that keep decisions and receipts as they are: a decision may be superseded, once; nothing is deleted."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MODELS = ("Decision", "Receipt")
REFUSAL = "{table} only grows: what was decided stays as it is"

SQLITE = (
    """
CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} WHEN NOT ({superseded})
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
""",
    """
CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table}
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
WHEN (NOT ({superseded})) EXECUTE FUNCTION {table}_refuse()
""",
    """
CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
""",
    """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
""",
)
STATEMENTS = {"sqlite": (SQLITE, "IS", "0"), "postgresql": (POSTGRESQL, "IS NOT DISTINCT FROM", "false")}


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers up."""
    statements, same, never = STATEMENTS[schema_editor.connection.vendor]
    for name in MODELS:
        meta = apps.get_model("grades", name)._meta  # noqa: SLF001 - Django's public name for it
        columns = [str(field.column) for field in meta.fields]
        superseded = never
        if "superseded_at" in columns:
            # A column of JSON has no equality in PostgreSQL but as text.
            kept = [f"{_as_text('NEW', each)} {same} {_as_text('OLD', each)}" for each in columns]
            kept.remove(f"{_as_text('NEW', 'superseded_at')} {same} {_as_text('OLD', 'superseded_at')}")
            superseded = " AND ".join([*kept, "OLD.superseded_at IS NULL", "NEW.superseded_at IS NOT NULL"])
        for statement in statements:
            filled = statement.format(
                table=meta.db_table, superseded=superseded, refusal=REFUSAL.format(table=meta.db_table)
            )
            schema_editor.execute(filled, params=None)


def _as_text(row: str, column: str) -> str:
    return f"CAST({row}.{column} AS text)"


class Migration(migrations.Migration):
    """Guards both tables; there is no way back on purpose."""

    dependencies = [("grades", "0001_initial")]
    operations = [migrations.RunPython(guard)]
