"""The apps there are to connect to: listed in pages, and found one by one."""

from __future__ import annotations

from typing import Any

import pytest
from stage import Case, World, proves

from trunkline import Connector, InvalidArgumentError, NotFoundError


def listed(client: Any, case: Case, **asked: Any) -> list[Connector]:
    return list(client.connectors.list(providers=[case.provider], **asked))


@proves("connectors.list")
def test_connectors_are_listed_whole_in_pages_of_any_size(client: Any, case: Case) -> None:
    whole = listed(client, case)
    assert len(whole) == len({each.id for each in whole}) == case.connectors
    for connector in whole:
        assert isinstance(connector, Connector)
        assert (connector.provider, connector.reference) == (case.provider, case.of(connector.id))
        assert connector.key
        assert connector.display_name
    size = max(1, case.connectors // 3)
    pages = list(client.connectors.list(providers=[case.provider], page_size=size).pages())
    assert max(map(len, pages)) == size
    assert [each.id for page in pages for each in page] == [each.id for each in whole]
    assert pages[-1].next_cursor is None
    rest = listed(client, case, page_size=size, cursor=pages[0].next_cursor)
    assert [each.id for each in rest] == [each.id for each in whole[size:]]


@proves("connectors.list")
def test_a_page_size_out_of_range_is_refused(client: Any, case: Case, world: World) -> None:
    for page_size in (0, -1, True):
        with pytest.raises(InvalidArgumentError, match="page_size"):
            listed(client, case, page_size=page_size)
    assert world.sent() == 0


@proves("connectors.get")
def test_a_connector_is_found_by_its_id_and_by_its_key(client: Any, case: Case) -> None:
    (listed_one, *_) = [each for each in listed(client, case) if each.key == case.one_connector]
    for asked in (listed_one.id, case.one_connector):
        found = client.connectors.get(case.of(asked))
        assert (found.id, found.key, found.display_name) == (
            listed_one.id,
            listed_one.key,
            listed_one.display_name,
        )
        assert type(found.native).__module__ == f"{case.module}.models"
        assert found.raw


@proves("connectors.get")
def test_a_connector_that_is_not_there_is_not_found(client: Any, case: Case) -> None:
    with pytest.raises(NotFoundError) as caught:
        client.connectors.get(case.of("no-such-connector"))
    assert (caught.value.provider, caught.value.operation) == (case.provider, "get_connector")
