"""The server of the made-up API: it keeps its links, page by page, and lets in who has the key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
from fault_server import Behaviour, FaultServer, Say, Seen, answer, head

KEY = "yard-secret-key"
CUSTOMERS = ("acme", "globex", "initech")
SIGNALS = ("clear", "clear", "stop", "clear", "amber")


def seeded() -> dict[str, dict[str, Any]]:
    rows = [
        {
            "id": f"link-{number:03}",
            "customer": CUSTOMERS[number % 3],
            "app": ("hubspot", "slack")[number % 2],
            "signal": SIGNALS[number % 5],
            "madeAt": f"2026-03-{number % 28 + 1:02}T09:00:00Z",
        }
        for number in range(25)
    ]
    return {row["id"]: row for row in rows}


@attrs.define
class Yard:
    """What the server knows and does."""

    server: FaultServer
    links: dict[str, dict[str, Any]] = attrs.field(factory=seeded)

    @property
    def base_url(self) -> str:
        return self.server.origin

    @property
    def markers(self) -> tuple[str, ...]:
        return (KEY,)

    def sent(self) -> int:
        return len(self.server.seen)

    def change(self, connection_id: str, members: Mapping[str, Any]) -> None:
        self.links[connection_id] |= members

    def visit(self, url: str) -> None:
        raise NotImplementedError("there is no page to connect on")

    def answer(self, seen: Seen) -> Behaviour:
        link_id = seen.path.removeprefix("/links").removeprefix("/")
        if seen.headers.get("authorization") != f"Bearer {KEY}":
            return answer({"reason": "who are you?"}, 401)
        if not link_id:
            return self._create(seen.json) if seen.method == "POST" else self._list(seen.query)
        if link_id not in self.links:
            return answer({"reason": "no such link"}, 404)
        if seen.method == "DELETE":
            del self.links[link_id]
            return (Say(head(204)),)
        return answer(self.links[link_id])

    def _create(self, given: dict[str, Any]) -> Behaviour:
        link_id = f"link-{max(int(each[5:]) for each in self.links) + 1:03}"
        made = {"id": link_id, "signal": "clear", "madeAt": "2026-04-01T09:00:00Z", **given}
        self.links[link_id] = made
        return answer(made, 201)

    def _list(self, query: Mapping[str, str]) -> Behaviour:
        wanted = [row for row in self.links.values() if query.get("customer") in (None, row["customer"])]
        start, count = int(query.get("after", "0")), int(query.get("count", "50"))
        more = {"next": str(start + count)} if start + count < len(wanted) else {}
        return answer({"links": wanted[start : start + count], **more})
