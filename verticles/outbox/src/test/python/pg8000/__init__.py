"""Stands in for the PostgreSQL driver pg8000, so that the example runs where that is not installed."""
