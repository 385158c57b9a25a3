"""counterctl: every job of the till that needs no window."""
