"""The page that compares rules names rules that exist, as they are written."""

import re
from pathlib import Path
from typing import Annotated, Union

import pytest
import yaml
from pydantic import Field, TypeAdapter

from constraints import RULES

PAGE = Path(__file__).parent.parent / "docs" / "rules-compared.md"
WRITABLE = [rule for rule in RULES if not rule.desugared]
ANY_RULE = TypeAdapter(
    Annotated[Union[*WRITABLE], Field(discriminator="rule")]
)
ENTRIES = re.findall(r"`(\{rule: [^`]+)`", PAGE.read_text("utf-8"))


def test_the_page_has_entries():
    """Half of all rules at least, or the page has lost its point."""
    named = {yaml.safe_load(entry)["rule"] for entry in ENTRIES}
    assert len(named) > len(WRITABLE) / 2


@pytest.mark.parametrize("entry", dict.fromkeys(ENTRIES))
def test_entry_loads(entry):
    """What the page shows is a rule with such options."""
    ANY_RULE.validate_python(yaml.safe_load(entry))
