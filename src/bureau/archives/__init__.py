"""Archives: records in versions that only grow, seen by two officers before they count, and the dossier of an enterprise."""
