"""A CalDAV server: upload the file, then ask what it stored and when.

The server is called as the WSGI application it is, without a socket. Instants
are those by which it answers questions about a range of time.
"""

import base64
import io
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from radicale import Application, config
from radicale.item import Item
from reader import Entry, in_utc, run


def application(folder: str) -> Application:
    """Return a server that keeps its calendars in a folder."""
    settings = config.load()
    settings.update(
        {
            "auth": {"type": "none"},
            "storage": {"filesystem_folder": folder},
            "logging": {"level": "error"},
        },
        "reader",
        privileged=True,
    )
    return Application(settings)


def put(server: Application, path: str, body: bytes) -> str:
    """Upload a whole calendar and return the status line."""
    answers: list[str] = []
    environ = {
        "REQUEST_METHOD": "PUT",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "text/calendar",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": "Basic " + base64.b64encode(b"a:a").decode(),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    list(server(environ, lambda status, headers: answers.append(status)))
    return answers[0]


def read(path: Path) -> Iterator[Entry]:
    """Yield the events that the server has after one upload."""
    with tempfile.TemporaryDirectory() as folder:
        server = application(folder)
        status = put(server, "/a/team/", path.read_bytes())
        if not status.startswith("201"):
            raise SystemExit(f"{path}: {status}")
        with server._storage.acquire_lock("r"):
            for item in server._storage.discover("/a/team/", depth="1"):
                if isinstance(item, Item):
                    yield entry(item)


def entry(item: Item) -> Entry:
    """Return what the server knows of one event."""
    event = item.vobject_item.vevent
    described = event.contents.get("description")
    start, end = (
        in_utc(datetime.fromtimestamp(second, UTC))
        for second in item.time_range
    )
    text = described[0].value if described else ""
    return item.uid, start, end, event.summary.value, text


run(read)
