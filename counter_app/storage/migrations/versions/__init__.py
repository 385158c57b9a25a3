"""One file an upgrade; never changed once released."""
