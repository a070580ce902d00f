"""Triggers that let the tables of the audit only grow; what was read may go after ten years."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("audit_event", "audit_read")
FORGETTABLE = "audit_read"

SQLITE_UPDATE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows: an entry cannot be changed'); END
"""
SQLITE_DELETE = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {guarded}
BEGIN SELECT RAISE(ABORT, '{table} only grows: an entry cannot be deleted'); END
"""
POSTGRESQL_FUNCTION = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} only grows: an entry cannot be changed or deleted'; END $$
"""
POSTGRESQL_UPDATE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse()
"""
POSTGRESQL_DELETE = """
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
FOR EACH ROW WHEN ({guarded}) EXECUTE FUNCTION {table}_refuse()
"""
POSTGRESQL_TRUNCATE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()
"""
STATEMENTS = {
    "sqlite": (SQLITE_UPDATE, SQLITE_DELETE),
    "postgresql": (POSTGRESQL_FUNCTION, POSTGRESQL_UPDATE, POSTGRESQL_DELETE, POSTGRESQL_TRUNCATE),
}
RECENT = {
    "sqlite": "OLD.at > datetime('now', '-10 years')",
    "postgresql": "OLD.at > now() - interval '10 years'",
}
ALWAYS = {"sqlite": "1", "postgresql": "true"}


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Set the triggers up."""
    del apps
    vendor = schema_editor.connection.vendor
    for table in TABLES:
        guarded = (RECENT if table == FORGETTABLE else ALWAYS)[vendor]
        for statement in STATEMENTS[vendor]:
            schema_editor.execute(statement.format(table=table, guarded=guarded), params=None)


class Migration(migrations.Migration):
    """Guards both tables; there is no way back on purpose."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard)]
