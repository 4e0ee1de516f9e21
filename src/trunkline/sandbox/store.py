"""The sandbox's state: JSON documents in SQLite, in memory or in a file, behind one lock."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from trunkline.sandbox._http import Document

_FORMAT: Final = 2
_FORMER: Final = (1,)
"""Formats that lack collections of today, and are otherwise the same."""
_PATIENCE: Final = 30.0
"""How many seconds to wait for another process that has the same file."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS documents (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT,
    key TEXT,
    body TEXT NOT NULL,
    UNIQUE (collection, id)
);
CREATE INDEX IF NOT EXISTS documents_owner ON documents (collection, owner);
CREATE INDEX IF NOT EXISTS documents_key ON documents (collection, key);
"""


class Store:
    """Collections of documents by id, each with an owner (whose it is) and a key (a second name)."""

    def __init__(self, path: str | Path | None = None) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        # One connection for all threads: the lock serialises them, and ":memory:" belongs to its connection.
        self._database = sqlite3.connect(
            str(path or ":memory:"), timeout=_PATIENCE, check_same_thread=False, isolation_level=None
        )
        try:
            self._prepare()
        except BaseException:
            self._database.close()
            raise

    def _prepare(self) -> None:
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version not in {0, *_FORMER, _FORMAT}:
            raise ValueError(f"the sandbox file has format {version}, this version reads format {_FORMAT}")
        self._database.executescript(_SCHEMA)
        self.is_new = version == 0
        self.is_former = version in _FORMER

    def needs_seeds(self) -> bool:
        """Whether the file is still new, or of a former format; inside a transaction nobody else can fill it."""
        return int(self._database.execute("PRAGMA user_version").fetchone()[0]) != _FORMAT

    def mark_seeded(self) -> None:
        """From now on the file is neither new nor of a former format."""
        self._database.execute(f"PRAGMA user_version = {_FORMAT:d}")

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Everything inside happens at once for other threads and processes, and not at all if it raises."""
        with self._lock:
            if self._depth == 0:
                # At once, not at the first write: what was read by then could already be somebody's past.
                self._database.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self._database.execute("COMMIT")
            except BaseException:
                if self._depth == 1 and self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def get(self, collection: str, id: str) -> Document | None:
        """A copy of one document."""
        query = "SELECT body FROM documents WHERE collection = ? AND id = ?"
        return next(self._documents(query, (collection, id)), None)

    def find(self, collection: str, *, owner: str | None = None, key: str | None = None) -> list[Document]:
        """Copies of the documents of a collection, narrowed by owner or key, in store order."""
        query = "SELECT body FROM documents WHERE collection = ?"
        values = [collection]
        if owner is not None:
            query += " AND owner = ?"
            values.append(owner)
        if key is not None:
            query += " AND key = ?"
            values.append(key)
        return list(self._documents(query + " ORDER BY seq", tuple(values)))

    def ids(self, collection: str) -> list[str]:
        """The ids of a collection, in store order."""
        query = "SELECT id FROM documents WHERE collection = ? ORDER BY seq"
        with self._lock:
            return [str(row[0]) for row in self._database.execute(query, (collection,))]

    def put(
        self,
        collection: str,
        id: str,
        document: Document,
        *,
        owner: str | None = None,
        key: str | None = None,
    ) -> None:
        """Write a new document, or another body for a known one; owner and key are set when it is new."""
        body = json.dumps(document, ensure_ascii=False)
        with self.transaction():
            self._database.execute(
                "INSERT INTO documents (collection, id, owner, key, body) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (collection, id) DO UPDATE SET body = excluded.body,"
                " owner = coalesce(excluded.owner, owner), key = coalesce(excluded.key, key)",
                (collection, id, owner, key, body),
            )

    def move_to_end(self, collection: str, id: str) -> None:
        """Give a document the last place, as a rewritten row in an unordered table."""
        with self.transaction():
            self._database.execute(
                "UPDATE documents SET seq = (SELECT max(seq) + 1 FROM documents)"
                " WHERE collection = ? AND id = ?",
                (collection, id),
            )

    def delete(self, collection: str, id: str) -> bool:
        """Forget a document; False if there was none."""
        with self.transaction():
            query = "DELETE FROM documents WHERE collection = ? AND id = ?"
            return self._database.execute(query, (collection, id)).rowcount > 0

    def adopt(self, other: Store) -> None:
        """Take over the other's collections, except those this one has anything of."""
        columns = "collection, id, owner, key, body"
        with self.transaction():
            own = {str(row[0]) for row in self._database.execute("SELECT DISTINCT collection FROM documents")}
            rows = other._database.execute(f"SELECT {columns} FROM documents ORDER BY seq")  # noqa: S608
            self._database.executemany(
                f"INSERT INTO documents ({columns}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
                [row for row in rows if row[0] not in own],
            )

    def close(self) -> None:
        """Close the database; idempotent."""
        with self._lock:
            self._database.close()

    def _documents(self, query: str, values: tuple[str, ...]) -> Iterator[Document]:
        with self._lock:
            rows = self._database.execute(query, values).fetchall()
        return (json.loads(row[0]) for row in rows)
