"""Bytes to text: encodings, limits and characters that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from scheduler.errors import InputError, Place
from scheduler.spec.text import decoded, hidden_in, read_bytes, same_text

if TYPE_CHECKING:
    from pathlib import Path


def refusal(data: bytes) -> str:
    """Return what is said about the bytes of file ``f``."""
    with pytest.raises(InputError) as caught:
        decoded(data, "f")
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_wide_encodings_are_named(encoding: str) -> None:
    """With and without a byte order mark."""
    said = refusal("a: 1".encode(encoding))
    assert (
        said == "f:1:1: error: the file is UTF-16 or binary: save it as UTF-8"
    )


def test_latin_1_is_shown_where_it_stands() -> None:
    """Offset for programs, line and column for people."""
    assert refusal("a: é\nnäme: René".encode("latin-1")) == (
        "f:1:4: error: byte 0xE9 at offset 3 is not UTF-8 (in Latin-1 it is"
        ' "é"): save the file as UTF-8'
    )
    late = "é: 1\r\nx: ".encode() + b"\xe9"
    assert "f:2:4: error: byte 0xE9 at offset 10" in refusal(late)


def test_a_byte_order_mark_is_tolerated() -> None:
    """Spreadsheets write one."""
    assert decoded(b"\xef\xbb\xbfa", "f") == "a"
    assert same_text("\ufeffa", "f") == "a"


@pytest.mark.parametrize(
    "char", ["\x01", "\x7f", "\x85", "\u200b", "\u2028", "\u202e", "\ufeff"]
)
def test_hidden_characters_are_refused(char: str) -> None:
    """The first is shown, the others are counted."""
    with pytest.raises(InputError) as caught:
        same_text(f"ab: 1\nb{char}: {char}", "f")
    assert str(caught.value) == (
        "f:2:2: error: an invisible or control character,"
        f" U+{ord(char):04X}, stands here (and 1 more below): delete it"
    )
    assert hidden_in(f"x{char}") == f"U+{ord(char):04X}"


def test_ordinary_text_hides_nothing() -> None:
    """Joiners make emoji and Persian words; tabs and lines are layout."""
    text = "a\tb\r\né ü ß 東京 👩\u200d💻 می\u200cخواهم\xa0…"
    assert same_text(text, "f") == text
    assert hidden_in(text) is None


def test_a_missing_file_gets_the_nearest_name(tmp_path: Path) -> None:
    """The place is where the file was named, if it was."""
    (tmp_path / "northwind.yaml").touch()
    at = Place("march.yaml", 1, 6)
    with pytest.raises(InputError) as caught:
        read_bytes(tmp_path / "nortwind.yaml", 10, "", at)
    (found,) = caught.value.findings
    assert found.place == at
    assert "there is no file" in found.message
    assert found.message.endswith('; did you mean "northwind.yaml"?')


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A folder, a missing folder, a name that is none, a file as folder."""
    (tmp_path / "file").touch()
    for path, words in (
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "x.yaml", "there is no folder"),
        ("a\0b", "is no name of a file"),
        (tmp_path / "file" / "x.yaml", "cannot be read"),
    ):
        with pytest.raises(InputError, match=words):
            read_bytes(path, 10, "")


def test_a_long_file_is_refused_with_advice(tmp_path: Path) -> None:
    """No more than one byte too many is ever read."""
    file = tmp_path / "f"
    file.write_bytes(b"x" * 2_000_001)
    with pytest.raises(InputError, match=r"longer than 2 MB.*: split it"):
        read_bytes(file, 2_000_000, "split it")
    assert len(read_bytes(file, 2_000_001, "")) == 2_000_001
