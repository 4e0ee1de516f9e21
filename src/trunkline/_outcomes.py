"""What acting on a connection brings: the result of a check, a page to send somebody to, a token."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import attrs

from .secrets import Secret

if TYPE_CHECKING:
    from .models import Connection


@attrs.frozen(kw_only=True)
class Check:
    """What a test of a connection came to.

    Attributes:
        passed: whether it works; `None` when the vendor could not test it or does not say.
        connection: the connection as it was read after the test; without `native` and `raw` where the customer's
            app refuses the credentials and OpenInt v0, which tests whatever it reads, shows nothing of it.
        message: the vendor's own words about the test, when it had any.
    """

    passed: bool | None
    connection: Connection
    message: str | None = None


@attrs.frozen(kw_only=True)
class ConnectLink:
    """A page to send an end user to, where they connect an app or connect it again.

    Whoever has the address can connect in the customer's name, so it is wrapped like a credential.

    Attributes:
        url: the address; `url.reveal()` is what to redirect to.
        provider: whose page it is.
        customer_id: the customer it is for.
        expires_at: when it stops working; `None` when the vendor does not say.
        request_id: the vendor's id of the request behind the page, when it has one.
    """

    url: Secret[str]
    provider: str
    customer_id: str
    expires_at: datetime | None = None
    request_id: str | None = None


@attrs.frozen(kw_only=True)
class Token:
    """A token for one customer, to hand to that customer's browser or app.

    Attributes:
        value: the token; `value.reveal()` is what to hand over.
        provider: whose token it is.
        customer_id: the customer whose connections it sees.
        expires_at: when it stops working.
    """

    value: Secret[str]
    provider: str
    customer_id: str
    expires_at: datetime | None = None
