"""Optional parts of the distribution: asked for by name, missed in words."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from scheduler.errors import Finding, InputError

__all__ = ["needed"]


def needed(module: str, extra: str) -> Any:
    """Return a module of an optional part.

    Raises
    ------
    InputError
        When it is not installed: it is said how to.
    """
    try:
        return import_module(module)
    except ImportError:
        message = f"this needs {module.partition('.')[0]}, which is not "
        message += f"installed: pip install 'sunroster[{extra}]'"
        raise InputError(Finding(message, code="not-installed")) from None
