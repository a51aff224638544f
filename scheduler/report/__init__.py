"""What people look at: a roster as plain data, and a page of it."""
