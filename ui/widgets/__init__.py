"""Parts of screens that know no service."""
