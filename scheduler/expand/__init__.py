"""From what a user wrote to the problem: duties, people, rules."""
