"""The receiving side; left out of the till."""
