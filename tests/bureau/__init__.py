"""The system for officials, on the database that BUREAU_DATABASE names."""
