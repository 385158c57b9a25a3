"""What a counter records: dataclasses with rules, no input or output, no clock of their own."""
