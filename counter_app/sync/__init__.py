"""How a record reaches HQ, and what comes down."""
