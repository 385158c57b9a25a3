"""What staff can do: one file per job at the counter."""
