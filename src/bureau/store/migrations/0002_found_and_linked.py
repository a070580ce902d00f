"""The index of words by which entries are found, and triggers that let the chain only grow."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    """CREATE VIRTUAL TABLE store_words USING fts5(
    words, content='store_entry', content_rowid='id', tokenize='ascii', detail=none)""",
    """CREATE TRIGGER store_words_insert AFTER INSERT ON store_entry
    BEGIN INSERT INTO store_words(rowid, words) VALUES (NEW.id, NEW.words); END""",
    """CREATE TRIGGER store_words_delete AFTER DELETE ON store_entry
    BEGIN INSERT INTO store_words(store_words, rowid, words) VALUES ('delete', OLD.id, OLD.words); END""",
    """CREATE TRIGGER store_words_update AFTER UPDATE ON store_entry
    BEGIN INSERT INTO store_words(store_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);
    INSERT INTO store_words(rowid, words) VALUES (NEW.id, NEW.words); END""",
    """CREATE TRIGGER store_change_no_update
    BEFORE UPDATE OF sequence, kind, "on", code, decision, content, previous, sha256 ON store_change
    BEGIN SELECT RAISE(ABORT, 'store_change only grows: a link cannot be changed'); END""",
    """CREATE TRIGGER store_change_only_forgets
    BEFORE UPDATE OF snapshot ON store_change WHEN NEW.snapshot IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'store_change only grows: a link can only forget'); END""",
    """CREATE TRIGGER store_change_no_delete BEFORE DELETE ON store_change
    BEGIN SELECT RAISE(ABORT, 'store_change only grows: a link cannot be deleted'); END""",
)
POSTGRESQL = (
    "CREATE INDEX store_words ON store_entry USING gin (string_to_array(words, ' '))",
    """CREATE FUNCTION store_change_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'store_change only grows: a link cannot be changed or deleted'; END $$""",
    """CREATE TRIGGER store_change_no_update BEFORE UPDATE ON store_change FOR EACH ROW
    WHEN (NEW.snapshot IS NOT NULL OR
      (NEW.sequence, NEW.kind, NEW."on", NEW.code, NEW.decision, NEW.content, NEW.previous, NEW.sha256)
      IS DISTINCT FROM
      (OLD.sequence, OLD.kind, OLD."on", OLD.code, OLD.decision, OLD.content, OLD.previous, OLD.sha256))
    EXECUTE FUNCTION store_change_refuse()""",
    """CREATE TRIGGER store_change_no_delete BEFORE DELETE ON store_change FOR EACH ROW
    EXECUTE FUNCTION store_change_refuse()""",
    """CREATE TRIGGER store_change_no_truncate BEFORE TRUNCATE ON store_change FOR EACH STATEMENT
    EXECUTE FUNCTION store_change_refuse()""",
)
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def build(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index and the triggers."""
    del apps
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Finds and links; there is no way back on purpose."""

    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(build)]
