"""Every paper that the counter prints."""
