"""Many rows at once. Django builds a statement for every few dozen rows, which takes longer than the database does."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import AutoField, JSONField, Model

PLAIN = (str, int, bool, type(None))


def insert(rows: Sequence[Model], *, keyed: bool = False) -> None:
    """Insert rows of one model by one statement, with values as Django prepares them; `keyed` rows have their keys."""
    if not rows:
        return
    table = rows[0]._meta  # noqa: SLF001 - Django's public name for it
    fields = [field for field in table.concrete_fields if keyed or not isinstance(field, AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(str(table.db_table))} ({columns}) VALUES ({places})"  # noqa: S608 - names of ours
    names = [field.attname for field in fields]
    # What every driver takes as it is need not be prepared; what a JSON field holds has to be.
    plain = [() if isinstance(field, JSONField) else PLAIN for field in fields]
    prepared = list(zip(names, plain, (field.get_db_prep_save for field in fields), strict=True))
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [
                [
                    value if type(value := getattr(row, name)) in as_is else save(value, connection)
                    for name, as_is, save in prepared
                ]
                for row in rows
            ],
        )
