"""Events of a YAML parser → a tree of nodes; every finding about its form.

Nesting is counted while events arrive, so that depth never becomes recursion;
lists and mappings that are still open are kept on a stack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn, cast

from yaml import events as ev

from constraints.near import nearest
from scheduler.errors import Finding, Place
from scheduler.spec.findings import refusal, shown
from scheduler.spec.node import NO_KEYS, Node, Scalar
from scheduler.spec.scalars import typed
from scheduler.spec.syntax import MOST_NESTING, missing_space, too_deep
from scheduler.spec.text import hidden_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import yaml

__all__ = ["Tree"]

MOST_ALIASED = 10_000

_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.I)


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = (
        "anchor",
        "as_key",
        "flow",
        "height",
        "items",
        "key",
        "key_places",
        "place",
        "size",
    )

    def __init__(
        self,
        items: list[Node] | dict[str, Node],
        place: Place,
        event: ev.CollectionStartEvent | None = None,
        as_key: bool = False,
    ) -> None:
        self.items = items
        self.place = place
        self.anchor = event.anchor if event else None
        self.flow = bool(event and event.flow_style)
        self.as_key = as_key
        self.key: str | None = None
        self.key_places: dict[str, Place] = {}
        self.size = 1
        self.height = 1


class Tree:
    """Takes events one by one; keeps open frames, anchors and findings."""

    def __init__(self, text: str, name: str) -> None:
        self.findings: list[Finding] = []
        self._text = text
        self._name = name
        self._start = Place(name, 1, 1)
        self._open = [_Frame([], self._start)]
        self._anchors: dict[str, tuple[Node, int, int] | None] = {}
        self._anchor_places: dict[str, Place] = {}
        self._used: set[str] = set()
        self._aliased = 0
        self._documents = 0
        self._takers: dict[type, Callable[..., None]] = {
            ev.ScalarEvent: self._scalar,
            ev.SequenceStartEvent: self._list,
            ev.MappingStartEvent: self._mapping,
            ev.SequenceEndEvent: self._close,
            ev.MappingEndEvent: self._close,
            ev.AliasEvent: self._alias,
            ev.DocumentStartEvent: self._document,
        }

    def grow(self, events: Iterable[ev.Event]) -> None:
        """Let the tree grow by the events of a parser."""
        takers = self._takers
        for event in events:
            taker = takers.get(type(event))
            if taker is not None:
                taker(event)

    def root(self) -> Node:
        """Return the whole tree once all events are taken."""
        for name in self._anchor_places.keys() - self._used:
            place = self._anchor_places[name]
            message = f"nothing uses &{name} as *{name}: put text that begins"
            self._find(f'{message} with "&" in quotes', place, "anchor")
        nodes = self._open[0].items
        root = nodes[0] if isinstance(nodes, list) and nodes else None
        if not self.findings and (root is None or root.value is None):
            self._find("the file is empty", self._start, "empty")
        if self.findings or root is None:
            raise refusal(self.findings)
        return root

    def _find(self, message: str, place: Place, code: str) -> None:
        self.findings.append(Finding(message, place, code=code))

    def _stop(self, message: str, place: Place, code: str) -> NoReturn:
        self._find(message, place, code)
        raise refusal(self.findings)

    def _place(self, event: ev.Event) -> Place:
        mark = cast("yaml.Mark", event.start_mark)  # a parser always sets it
        return Place(self._name, mark.line + 1, mark.column + 1)

    def _document(self, event: ev.DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            message = (
                'a second document begins at this "---": keep one per file'
            )
            self._stop(message, self._place(event), "documents")

    def _scalar(self, event: ev.ScalarEvent) -> None:
        place = self._place(event)
        frame = self._open[-1]
        if event.tag is not None:
            self._refuse_tag(event.tag, place)
        if event.style == '"' and (code := hidden_in(event.value)):
            message = f"the escaped control character {code} is not allowed"
            self._find(message, place, "control-character")
        plain = event.implicit[0]
        if frame.key is None and isinstance(frame.items, dict):
            self._key(frame, event, place)
            return
        value: Scalar = typed(event.value) if plain else event.value
        if frame.flow and value is None and frame.key is not None:
            self._check_null(frame, event)
        self._add(Node(value, place, NO_KEYS), 1, 0, event.anchor)

    def _key(self, frame: _Frame, event: ev.ScalarEvent, place: Place) -> None:
        key = event.value
        if event.anchor is not None:
            self._find("a key may not carry an anchor", place, "anchor")
        if not key:
            self._find("a name is missing before this colon", place, "no-key")
        elif key == "<<" and event.implicit[0]:
            message = 'the merge key "<<" is not used here: write like: NAME'
            self._find(message, place, "merge-key")
        elif key in frame.key_places:
            message = f"{shown(key)} stands twice in one mapping"
            first = frame.key_places[key]
            self._find(f"{message}, first at {first}", place, "duplicate-key")
        frame.key = key
        frame.key_places.setdefault(key, place)

    def _check_null(self, frame: _Frame, event: ev.ScalarEvent) -> None:
        """Find ``{window: Mon, Wed}``: a key whose value nobody wrote."""
        key = frame.key
        if event.value or event.anchor or key is None:
            return
        start = frame.key_places[key]
        end = cast("yaml.Mark", event.end_mark).index
        if self._text[max(0, end - 99) : end].rstrip().endswith(":"):
            message = f"{shown(key)} has no value: write one, or null"
        elif fixed := missing_space(key):
            message = f"a space is missing after the colon: write {fixed}"
        else:
            message = f"{shown(key)} has no value: {self._comma_advice(frame)}"
        self._find(message, start, "null-key")

    @staticmethod
    def _comma_advice(frame: _Frame) -> str:
        items = (
            list(frame.items.values()) if isinstance(frame.items, dict) else []
        )
        last = items[-1].value if items else None
        key = frame.key or ""
        if key.startswith(("±", "+-", "+/-")):
            by = key.lstrip("±+/- ")
            return (
                f"beside window: write slide: {by} (start and end move "
                f"together) or edges: {by} (each on its own)"
            )
        if not isinstance(last, str):
            return f"write {key}: VALUE"
        if _WEEKDAY.match(last) and _WEEKDAY.match(key):
            return f"a comma splits {{…}}: write {last}+{key}"
        return (
            f'a comma splits {{…}}: write "{last}, {key}" or [{last}, {key}]'
        )

    def _list(self, event: ev.SequenceStartEvent) -> None:
        self._begin([], event)

    def _mapping(self, event: ev.MappingStartEvent) -> None:
        self._begin({}, event)

    def _begin(
        self,
        items: list[Node] | dict[str, Node],
        event: ev.CollectionStartEvent,
    ) -> None:
        place = self._place(event)
        if len(self._open) > MOST_NESTING:
            self._stop(too_deep(), place, "nesting")
        if event.tag is not None:
            self._refuse_tag(event.tag, place)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        parent = self._open[-1]
        as_key = isinstance(parent.items, dict) and parent.key is None
        if as_key:
            message = "a list or mapping stands where a name is expected"
            self._find(message, place, "no-key")
        self._open.append(_Frame(items, place, event, as_key))

    def _close(self, event: ev.CollectionEndEvent) -> None:
        frame = self._open.pop()
        if frame.as_key:
            self._open[-1].key = ""
            self._open[-1].key_places.setdefault("", frame.place)
            return
        node = Node(frame.items, frame.place, frame.key_places)
        self._add(node, frame.size, frame.height, frame.anchor)

    def _add(
        self, node: Node, size: int, height: int, anchor: str | None
    ) -> None:
        frame = self._open[-1]
        frame.size += size
        if height >= frame.height:
            frame.height = height + 1
        if isinstance(frame.items, list):
            frame.items.append(node)
        elif frame.key is not None:
            frame.items.setdefault(frame.key, node)
            frame.key = None
        if anchor is not None:
            self._anchors[anchor] = (node, size, height)
            self._anchor_places[anchor] = node.place

    def _alias(self, event: ev.AliasEvent) -> None:
        place = self._place(event)
        name = event.anchor or ""
        self._used.add(name)
        frame = self._open[-1]
        if isinstance(frame.items, dict) and frame.key is None:
            self._find(
                "an alias stands where a name is expected", place, "no-key"
            )
            frame.key = f"*{name}"
            frame.key_places.setdefault(frame.key, place)
            return
        node, size, height = self._aliased_node(name, place)
        self._aliased += size
        if self._aliased > MOST_ALIASED:
            message = f"aliases repeat more than {MOST_ALIASED} values"
            self._stop(f"{message}: write like: NAME", place, "alias")
        if len(self._open) - 1 + height > MOST_NESTING:
            message = (
                f"with this alias, values nest deeper than {MOST_NESTING}"
            )
            self._stop(message, place, "nesting")
        again = Node(node.value, place, node.key_places)
        self._add(again, size, height, None)

    def _aliased_node(self, name: str, place: Place) -> tuple[Node, int, int]:
        found = self._anchors.get(name)
        if found is not None:
            return found
        if name in self._anchors:
            message = f"*{name} stands inside the value that it repeats"
        else:
            near = nearest(name, self._anchors)
            message = f"no value carries the anchor &{name}{near}"
            message += '; put text that begins with "*" in quotes'
        self._find(message, place, "alias")
        return Node(None, place, NO_KEYS), 1, 0

    def _refuse_tag(self, tag: str, place: Place) -> None:
        message = f"the tag {shown(tag)} is not used here: delete it"
        advice = ', or put text that begins with "!" in quotes'
        self._find(message + advice, place, "tag")
