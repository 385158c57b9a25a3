"""Printer, drawer and barcode scanner."""
