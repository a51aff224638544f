"""One line at a time, exactly: from terms to the best line under prices."""
