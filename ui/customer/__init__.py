"""The steps that the customer sees, one file a screen."""
