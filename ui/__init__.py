"""The two windows: the clerk's and the customer's. Qt lives here and nowhere else."""
