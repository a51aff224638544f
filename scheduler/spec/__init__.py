"""What a user writes: reading, checking and merging roster files."""
