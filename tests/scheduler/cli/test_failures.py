"""How findings are told and counted."""

from scheduler.cli.failures import counted, finding_document, status_of
from scheduler.cli.status import Status
from scheduler.errors import Finding, Place

ERROR = Finding("no", Place("a.yaml", 3, 5), code="bad", path=("people", 0))
WARNING = Finding("hm", severity="warning")


def test_findings_are_counted_by_kind():
    """Errors first, and in the plural where there are several."""
    assert counted([WARNING, ERROR, ERROR]) == "2 errors, 1 warning"
    assert counted([]) == ""


def test_a_full_disk_is_no_bug_of_ours(capsys):
    """Whatever the machine refuses is told in its own words."""

    def run():
        raise OSError(28, "No space left on device")

    assert status_of(run) == Status.BAD_INPUT
    assert capsys.readouterr().err == "error: No space left on device\n"


def test_a_finding_for_machines():
    """All that a finding knows, flat; no place is null."""
    assert finding_document(ERROR) == {
        "severity": "error",
        "code": "bad",
        "message": "no",
        "file": "a.yaml",
        "line": 3,
        "column": 5,
        "path": ["people", 0],
    }
    assert finding_document(WARNING)["line"] is None
