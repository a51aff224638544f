"""Bytes of a file → text: size, encoding and characters that hide things."""

from __future__ import annotations

import re
from pathlib import Path

from constraints.near import closest
from scheduler.errors import Finding, InputError, Place
from scheduler.spec.findings import shown

__all__ = [
    "decoded",
    "hidden_in",
    "is_folder",
    "read_bytes",
    "same_text",
    "too_long",
]

_UTF8_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")

# Controls, surrogates and non-characters are no YAML at all (YAML 1.2.2,
# chapter 5.1). The others would be, but nobody sees them: NEL and the line
# and paragraph separators end a line for one program and not for the next, a
# pasted byte order mark or zero-width space makes two names that look equal
# differ, and overrides of the writing direction show what is not there.
_HIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]"
)


def read_bytes(
    path: Path | str, most_bytes: int, hint: str, at: Place | None = None
) -> bytes:
    """Return the content of a file.

    Parameters
    ----------
    path
        The file.
    most_bytes
        How much is read at most; a longer file is refused.
    hint
        What to do about a longer one.
    at
        Where the file is named, if another file names it.

    Raises
    ------
    InputError
        When there is no such file, it is a folder, may not be read or is too
        long.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(most_bytes + 1)
    except (OSError, ValueError) as error:
        raise InputError(_unreadable(Path(path), error, at)) from None
    if len(data) > most_bytes:
        raise InputError(too_long(str(path), most_bytes, hint))
    return data


def too_long(name: str, most_bytes: int, hint: str) -> Finding:
    """Return what is said about a file that is too long."""
    size = f"{most_bytes // 1_000_000} MB"
    message = f"the file is longer than {size}, the most that is read: {hint}"
    return Finding(message, Place(name, 1, 1), code="size")


def _unreadable(path: Path, error: Exception, at: Place | None) -> Finding:
    name = shown(str(path), 200)
    if isinstance(error, FileNotFoundError):
        why = f"there is no file {name}{_near_file(path)}"
    elif isinstance(error, IsADirectoryError):
        why = f"{name} is a folder, and a file was expected"
    elif isinstance(error, OSError):
        why = f"{name} cannot be read: {error.strerror}"
    else:
        why = f"{name} is no name of a file"
    return Finding(why, at, code="unreadable")


def _near_file(path: Path) -> str:
    # Suffixes would make all names alike; the same one is preferred.
    try:
        files = sorted(
            path.parent.iterdir(),
            key=lambda file: (file.suffix == path.suffix, file.name),
        )
    except OSError:
        return f": there is no folder {shown(str(path.parent), 200)} either"
    by_stem = {file.stem: file.name for file in files}
    best = closest(path.stem, by_stem)
    return f'; did you mean "{by_stem[best]}"?' if best else ""


def decoded(data: bytes, name: str) -> str:
    """Return UTF-8 bytes as text, without a byte order mark.

    Parameters
    ----------
    data
        What the file holds.
    name
        Of the file, for places.

    Raises
    ------
    InputError
        When it is another encoding, or holds characters that hide things.
    """
    if data.startswith(_WIDE_BOMS) or b"\x00" in data[:4]:
        message = "the file is UTF-16 or binary: save it as UTF-8"
        start = Place(name, 1, 1)
        raise InputError(Finding(message, start, code="encoding"))
    data = data.removeprefix(_UTF8_BOM)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise InputError(_not_utf8(data, error.start, name)) from None
    return same_text(text, name)


def _not_utf8(data: bytes, offset: int, name: str) -> Finding:
    before = data[:offset].decode()
    byte = data[offset : offset + 1]
    message = (
        f"byte 0x{byte.hex().upper()} at offset {offset} is not UTF-8 (in "
        f'Latin-1 it is "{byte.decode("latin-1")}"): save the file as UTF-8'
    )
    return Finding(message, _end_of(before, name), code="encoding")


def same_text(text: str, name: str) -> str:
    """Return `text`, without a byte order mark, if it hides nothing.

    Raises
    ------
    InputError
        At the first control or invisible character, with their number.
    """
    text = text.removeprefix("\ufeff")
    if hits := list(_HIDDEN.finditer(text)):
        raise InputError(_hidden(text, hits, name))
    return text


def hidden_in(text: str) -> str | None:
    """Return the name of the first control character in `text`, if any."""
    hit = _HIDDEN.search(text)
    return f"U+{ord(hit[0]):04X}" if hit else None


def _hidden(text: str, hits: list[re.Match[str]], name: str) -> Finding:
    code = f"U+{ord(hits[0][0]):04X}"
    more = f" (and {len(hits) - 1} more below)" if len(hits) > 1 else ""
    message = f"an invisible or control character, {code}, stands here{more}"
    place = _end_of(text[: hits[0].start()], name)
    return Finding(f"{message}: delete it", place, code="control-character")


def _end_of(before: str, name: str) -> Place:
    lines = re.split(r"\r\n|\n|\r", before)
    return Place(name, len(lines), len(lines[-1]) + 1)


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder; a name no system allows is none."""
    try:
        return path.is_dir()
    except OSError:
        return False
