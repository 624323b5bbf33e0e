"""Starts and stops the servers the product needs. Plain Python: it runs before Django has its settings."""
