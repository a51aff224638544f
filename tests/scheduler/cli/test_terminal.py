"""Consoles: names stay names, encodings are respected."""

import io

from rich.console import Console

from scheduler.cli.terminal import fits, out


def test_names_are_no_markup(capsys):
    """[brackets] and :colons: are printed as they are."""
    out().print("Ana [red] :smile:")
    assert capsys.readouterr().out == "Ana [red] :smile:\n"


def test_what_an_encoding_has():
    """Blocks fit UTF-8, and neither ASCII nor what nobody knows."""

    def console(encoding):
        return Console(file=io.TextIOWrapper(io.BytesIO(), encoding))

    assert fits(console("utf-8"), "█▅")
    assert not fits(console("ascii"), "█▅")
