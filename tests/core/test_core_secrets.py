"""Secrets in memory: the wrapper, the check of a credential, and a server's words made fit to show."""

from __future__ import annotations

import base64
import copy
import dataclasses
import html
import json
import pickle
import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from vendor_answers import (
    API_KEY,
    CLIENT_SECRET,
    SECRETS,
    TOKEN,
    WORKSPACE_SECRET,
    membrane,
    openint,
    openint_v0,
    workiva,
)

from trunkline import Client, ConfigurationError, Secret
from trunkline._words import presentable
from trunkline.secrets import credential

ORIGIN = "http://127.0.0.1:9"


def test_a_secret_shows_itself_to_reveal_only() -> None:
    secret = Secret(TOKEN)
    for shown in (
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r:>20}",
        f"{secret:>20}",
        format(secret, ">20"),
    ):
        assert TOKEN not in shown
        assert "Secret(***)" in shown
    assert secret.reveal() == TOKEN
    with pytest.raises(TypeError):
        json.dumps(secret)
    with pytest.raises(TypeError):
        vars(secret)
    with pytest.raises(AttributeError):
        secret.value = "other"  # type: ignore[attr-defined]  # that is the point


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_pickle_carries_no_secret(protocol: int) -> None:
    data = pickle.dumps({"token": Secret(TOKEN)}, protocol)
    assert TOKEN.encode() not in data
    emptied = pickle.loads(data)["token"]
    assert repr(emptied) == "Secret(***)"
    with pytest.raises(ValueError, match="pickle"):
        emptied.reveal()
    assert emptied != Secret(TOKEN)


def test_copies_are_the_secret_itself() -> None:
    secret = Secret([TOKEN])
    assert copy.copy(secret) is secret
    assert copy.deepcopy({"s": secret})["s"] is secret


def test_secrets_compare_by_value_and_hash_by_nothing() -> None:
    assert Secret(TOKEN) == Secret(TOKEN)
    assert Secret(TOKEN) != Secret("other")
    assert Secret(TOKEN) != TOKEN
    assert hash(Secret(TOKEN)) == hash(Secret("other"))


def test_as_dict_keeps_the_wrapper() -> None:
    @dataclasses.dataclass
    class Held:
        token: Secret[str]

    @attrs.frozen
    class Frozen:
        token: Secret[str]

    assert TOKEN not in str(dataclasses.asdict(Held(Secret(TOKEN))))
    assert TOKEN not in str(attrs.asdict(Frozen(Secret(TOKEN))))


@pytest.mark.parametrize(
    "provider",
    [
        openint(ORIGIN),
        openint_v0(ORIGIN),
        membrane(ORIGIN),
        membrane(ORIGIN, workspace_key="w", workspace_secret=WORKSPACE_SECRET),
        workiva(ORIGIN),
        workiva(ORIGIN, token=TOKEN),
    ],
    ids=lambda provider: provider.name,
)
def test_providers_and_clients_show_no_credential(provider: Any) -> None:
    with Client(provider) as client:
        shown = [repr(provider), str(provider), str(attrs.asdict(provider)), f"{client} {client!r}"]
        shown.append(str(vars(client)))
        shown.append(repr(provider.auth()))
        shown.append(repr(client.native(provider.name)))
        shown.append(repr(client.connections))
    data = pickle.dumps(provider)
    for secret in SECRETS:
        assert not any(secret in text for text in shown)
        assert secret.encode() not in data


@pytest.mark.parametrize(
    "bad",
    ["", " ", "canary\n", "\ncanary", "can ary", "canary\x00", "c\xe4nary", "canary\u2028", "canary\r\nx: y"],
)
def test_a_credential_no_header_can_carry_is_refused_unseen(bad: str) -> None:
    for make in (
        lambda: credential("Any(token=...)", bad),
        lambda: openint(ORIGIN, token=bad),
        lambda: openint(ORIGIN, token=Secret(bad)),
        lambda: openint_v0(ORIGIN, api_key=bad),
        lambda: membrane(ORIGIN, token=bad),
        lambda: membrane(ORIGIN, workspace_key="w", workspace_secret=bad),
        lambda: workiva(ORIGIN, token=bad),
        lambda: workiva(ORIGIN, client_id="c", client_secret=bad),
    ):
        with pytest.raises(ConfigurationError) as caught:
            make()
        assert not bad.strip() or bad.strip() not in f"{caught.value} {caught.value!r}"


@given(st.text())
def test_every_credential_that_is_taken_fits_a_header(text: str) -> None:
    try:
        taken = credential("Any(token=...)", text).reveal()
    except ConfigurationError as error:
        assert len(text) < 4 or text not in str(error)  # noqa: PT017
        return
    assert taken == text
    assert taken.isascii()
    assert taken.isprintable()
    assert " " not in taken


@pytest.mark.parametrize("bad", [None, 7, b"tok", ["tok"], Secret(None), Secret(b"tok")])
def test_a_credential_of_another_type_is_refused(bad: object) -> None:
    with pytest.raises(ConfigurationError):
        openint(ORIGIN, token=bad)


def test_a_v0_key_that_is_no_pair_is_refused_unseen() -> None:
    for bad in ("notbase64!canary", "bm90YXBhaXI="):
        with pytest.raises(ConfigurationError) as caught:
            openint_v0(ORIGIN, api_key=bad)
        assert bad not in str(caught.value)
    assert openint_v0(ORIGIN).api_key.reveal() == API_KEY


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain words", "plain words"),
        (f"bad token {TOKEN}!", "bad token ***!"),
        ("one\r\ntwo\x1b[31mthree\x00", "one two [31mthree"),
        ("right\u202eleft\u2066\u200b\u061c\u00ad", "right left"),
        ("nbsp\u00a0space", "nbsp space"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("", ""),
    ],
)
def test_a_servers_words_are_made_fit_to_show(words: str, shown: str) -> None:
    assert presentable(words, (TOKEN,)) == shown


def test_long_words_are_cut_after_the_secrets_are_out() -> None:
    text = "x" * 290 + CLIENT_SECRET + "x" * 1000
    shown = presentable(text, (CLIENT_SECRET,))
    assert len(shown) == 300
    assert CLIENT_SECRET[:6] not in shown


@given(
    st.text(max_size=500),
    st.lists(
        st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=40), max_size=3
    ),
    st.integers(0, 500),
)
@example("ab" * 4, ["ababab", "abab**"], 0)
@example("", ["******"], 0)
def test_whatever_a_server_says_is_one_harmless_line(text: str, secrets: list[str], place: int) -> None:
    said = text[:place] + "".join(secrets) + text[place:]
    shown = presentable(said, secrets)
    assert len(shown) <= 300
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character)[0] == "C" for character in shown)
    assert shown == shown.strip()
    shown.encode()
    assert not any(secret in shown for secret in secrets if set(secret) != {"*"})


# A secret in other clothes.

ODD = "k\"e'y&<a/b>+c\\d%e=f"
"""A secret with every character that some language escapes."""
CLOTHES: dict[str, Callable[[str], str]] = {
    "URL": lambda text: quote(text, safe=""),
    "URL, lower case": lambda text: "".join(
        character if character.isalnum() else f"%{ord(character):02x}" for character in text
    ),
    "URL, every byte": lambda text: "".join(f"%{ord(character):02X}" for character in text),
    "HTML": html.escape,
    "HTML, decimal": lambda text: "".join(f"&#{ord(character)};" for character in text),
    "HTML, hexadecimal": lambda text: "".join(f"&#x{ord(character):04x};" for character in text),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON, slashes too": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON, every character": lambda text: "".join(f"\\u{ord(character):04X}" for character in text),
    "as programs print it": lambda text: "".join(f"\\x{ord(character):02x}" for character in text),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 for URLs": lambda text: base64.urlsafe_b64encode(text.encode()).decode().rstrip("="),
}


@pytest.mark.parametrize("outer", [None, *CLOTHES])
@pytest.mark.parametrize("inner", CLOTHES)
@pytest.mark.parametrize("secret", [TOKEN, ODD, API_KEY])
def test_a_secret_is_known_in_other_clothes(secret: str, inner: str, outer: str | None) -> None:
    if outer and inner.startswith("base64") and outer.startswith("base64"):
        return
    said = CLOTHES[inner](secret)
    said = CLOTHES[outer](said) if outer and not outer.startswith("base64") else said
    shown = presentable(f"it was {said}, they say", (secret,))
    # Of base64 in other clothes its padding may be left, which tells nothing.
    assert re.fullmatch(r"it was \*\*\*(%3d)*, they say", shown, re.IGNORECASE)


def test_a_pair_is_known_by_its_halves_in_base64() -> None:
    key = base64.b64decode(API_KEY).decode()
    secret = key.partition(":")[2]
    for user in ("", "u", "us", "use", "user_"):
        for after in ("", "x", "xy"):
            said = base64.b64encode(f"{user}:{secret}{after}".encode()).decode()
            shown = presentable(f"Basic {said}", (secret,))
            assert "***" in shown
            # What is left over tells less than a character at either end.
            assert len(shown) - len("Basic ***") <= len(said) - len(secret)
            assert base64.b64encode(secret.encode()).decode()[4:-4] not in shown


def test_words_without_a_secret_stay_as_they_came() -> None:
    for words in ("100%25 of &amp; is \\u0041", "a%2Fb", "&lt;b&gt;", "C:\\x41", "%", "&", "\\", "&nothing;"):
        assert presentable(words, (TOKEN,)) == words


@given(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=40),
    st.lists(st.sampled_from([name for name in CLOTHES if not name.startswith("base64")]), max_size=3),
    st.text(max_size=50),
    st.text(max_size=50),
)
@example("%41%41%41", ["URL"], "", "")
@example("&amp;&amp;", ["HTML", "JSON", "URL, every byte"], "\\", "\\")
def test_a_secret_is_known_in_any_clothes(secret: str, clothes: list[str], before: str, after: str) -> None:
    said = secret
    for name in clothes:
        said = CLOTHES[name](said)
    # Set apart: an escape that begins before the secret and ends in it is another text.
    shown = presentable(f"{before} {said} {after}", (secret,))
    assert len(shown) <= 300
    if set(secret) != {"*"} and secret not in f"{before} {after}":
        assert secret not in shown
        assert said not in shown or said in f"{before} {after}" or len(said) > 300
        assert "***" in shown or len(before) > 200


@given(
    st.text("%&#;\\ux0123456789abcdefADnp\"/' ", max_size=400), st.text("%&\\u041x", min_size=6, max_size=9)
)
def test_any_escapes_are_read_to_an_end(text: str, secret: str) -> None:
    shown = presentable(text, (secret,))
    assert secret not in shown
    assert len(shown) <= 300


def test_a_long_text_is_read_in_bounded_steps() -> None:
    filler = "%41" * 3_000_000
    assert presentable(f"{TOKEN} {filler}", (TOKEN,)).startswith("*** ")
    # Cut in the middle of the secret, with nothing before it that would be shown.
    for length in range(16_384 - 25, 16_384):
        shown = presentable(" " * length + TOKEN + " " * 100, (TOKEN,))
        assert TOKEN[:6] not in shown
