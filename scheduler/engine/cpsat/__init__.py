"""CP-SAT behind the engine protocol."""
