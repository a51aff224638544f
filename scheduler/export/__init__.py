"""What a roster is written as."""
