"""The steps that the clerk sees, one file a screen."""
