"""The hot loops: numba where it is installed, else the same as Python."""
