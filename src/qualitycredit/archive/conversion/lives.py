"""LIVES, the open format for restaurant inspections, to an archive: one vintage, or several in one folder."""

from pathlib import Path

from qualitycredit.archive.conversion.feeds import read_feed
from qualitycredit.archive.conversion.histories import History
from qualitycredit.archive.conversion.mappings import read_mapping
from qualitycredit.archive.conversion.reports import Conversion, Remarks
from qualitycredit.archive.conversion.vintages import vintages_in
from qualitycredit.archive.dossiers import tables_of
from qualitycredit.archive.writing import write_archive


def convert_lives(folder: Path, archive: Path, mapping: Path) -> Conversion:
    """Write the feed in `folder` as an archive, under a mapping such as that of the 2006 opinion (lives.toml).

    The folder holds businesses.csv, inspections.csv and violations.csv, or several vintages of them whose names begin
    with their day or month, such as 2015-08_businesses.csv. Every fact carries the moment by which the archive had
    learned it, the end of that day or month; what a later vintage changes becomes a new version, and what it takes back
    is superseded. Raises ArchiveUnreadable for missing files, columns and entries of the mapping, and ArchiveFaulty for
    rows that cannot be taken; nothing is written then.
    """
    rules = read_mapping(mapping)
    remarks = Remarks(rules.set_aside)
    feeds = [(vintage, read_feed(vintage, rules, remarks)) for vintage in vintages_in(folder)]
    remarks.refuse_faults()
    history = History(rules)
    for vintage, feed in feeds:
        history.learn(vintage, feed)
    dossiers = list(history.dossiers())
    write_archive(archive, *tables_of(dossiers), file_format="csv", identifier="local")
    versions = [record.record_id for dossier in dossiers for record in dossier.records]
    return Conversion(
        enterprises=len(dossiers),
        facts=len(set(versions)),
        versions=len(versions),
        retracted=history.retracted,
        set_aside=dict(sorted(remarks.set_aside.items())),
        ignored=dict(sorted(history.ignored.items())),
    )
