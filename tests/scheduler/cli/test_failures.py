"""How findings are told and counted."""

from scheduler.cli.failures import counted, finding_document
from scheduler.errors import Finding, Place

ERROR = Finding("no", Place("a.yaml", 3, 5), code="bad", path=("people", 0))
WARNING = Finding("hm", severity="warning")


def test_findings_are_counted_by_kind():
    """Errors first, and in the plural where there are several."""
    assert counted([WARNING, ERROR, ERROR]) == "2 errors, 1 warning"
    assert counted([]) == ""


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
