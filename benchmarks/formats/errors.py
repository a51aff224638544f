"""What is raised for a file that is none of the formats, or a broken one."""

from __future__ import annotations

__all__ = ["FormatError"]


class FormatError(ValueError):
    """A benchmark file cannot be read; says which and why."""
