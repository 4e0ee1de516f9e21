"""A sandbox in a file: what was written is there again, and files of the former format still open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from trunkline.sandbox import Sandbox, seeds

V1, V0 = "https://api.openint.dev/v1", "https://api.openint.dev/v0"
LATER = ("openint/connector-configs", "openint/customers", "membrane/connectors")


def ask(sandbox: Sandbox, method: str, url: str, **more: Any) -> Any:
    key = {"authorization": f"Bearer {sandbox.credentials.openint_api_key}"}
    v0 = {"x-apikey": sandbox.credentials.openint_v0_api_key}
    with httpx.Client(transport=sandbox.transport()) as client:
        answer = client.request(method, url, headers=v0 if url.startswith(V0) else key, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_file_keeps_what_was_made_and_forgets_what_was_deleted(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    body = {"connectorConfigId": seeds.OPENINT_V0_CONFIG, "displayName": "Kept"}
    with Sandbox(path=path) as sandbox:
        made = ask(sandbox, "POST", f"{V0}/core/connection", json=body)
        ask(sandbox, "DELETE", f"{V0}/core/connection/{seeds.OPENINT_V0_HEALTHY}")
        unused = seeds.OPENINT_CONFIG_UNUSED
        ask(sandbox, "DELETE", f"{V1}/connector-config/{unused}")
    with Sandbox(path=path) as sandbox:
        ids = [row["id"] for row in ask(sandbox, "GET", f"{V0}/core/connection")]
        assert made in ids
        assert seeds.OPENINT_V0_HEALTHY not in ids
        assert sandbox.revoked == (seeds.OPENINT_V0_HEALTHY,)
        configs = ask(sandbox, "GET", f"{V1}/connector-config", params={"limit": 3000})["items"]
        assert unused not in [row["id"] for row in configs]


def test_a_file_of_the_former_format_gets_what_came_later_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    with Sandbox(path=path) as sandbox:
        ask(sandbox, "DELETE", f"{V1}/connection/{seeds.OPENINT_HEALTHY}")
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany("DELETE FROM documents WHERE collection = ?", [(name,) for name in LATER])
        database.execute("PRAGMA user_version = 1")
    for _ in range(2):
        with Sandbox(path=path) as sandbox:
            page = ask(sandbox, "GET", f"{V1}/connection", params={"limit": 3000})
            assert page["total"] == 70
            assert seeds.OPENINT_HEALTHY not in [row["id"] for row in page["items"]]
            checked = ask(sandbox, "POST", f"{V1}/connection/{seeds.OPENINT_EXPIRED}/check")
            assert checked["status"] == "healthy"
            assert ask(sandbox, "POST", f"{V1}/customer/acme/token", json={})["api_key"]
            items = ask(sandbox, "GET", f"{V1}/connector", params={"limit": 3000})["items"]
            assert len(items) == 171


def test_a_file_of_a_later_format_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(ValueError, match="format 99"):
        Sandbox(path=path)
