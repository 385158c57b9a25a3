"""The encrypted local record of one till."""
