"""HQ's tables; the only place of HQ that knows SQLAlchemy."""
