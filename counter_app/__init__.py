"""The trade-in counter without its windows."""
