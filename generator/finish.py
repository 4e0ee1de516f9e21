"""The models as they are shipped: frozen, outside the collector, in tuples, secrets wrapped, documented."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from .direction import directions
from .document import components, source
from .shape import as_list, as_map, as_text, maps
from .structs import read
from .words import docstring, literal, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .document import Source
    from .shape import Map
    from .spec import Spec
    from .structs import Member

HEADER: Final = '''"""The objects of the API, as the spec names them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from msgspec import UNSET, Meta, UnsetType, field

from ._secret import Model, Secret, SecretModel
'''


def finish(spec: Spec, text: str) -> str:
    """Return the source of models.py, made from the tool's module."""
    writer = _Writer(spec, text)
    return "\n\n".join([HEADER, *(writer.definition(name) for name in writer.module.order)])


class _Writer:
    """Writes definitions anew from what the tool's syntax tree says."""

    def __init__(self, spec: Spec, text: str) -> None:
        self.module = read(spec, text)
        self.schemas = maps(components(spec.document, "schemas"))
        self.received = directions(spec.document).received

    def definition(self, name: str) -> str:
        """Return the source of one component."""
        schema = self.schemas[name]
        origin = source(schema)
        if name in self.module.aliases:
            words = docstring(_documented(schema, origin, 0), 0)
            written = self.expression(self.module.aliases[name])
            if schema.get("x-secret") is True:
                written = f"Secret[{written}]"
            return f"{name}: TypeAlias = {written}\n{words}\n"
        members = self.module.classes[name]
        base = "SecretModel" if any(self._is_plain_secret(name, member) for member in members) else "Model"
        lines = [f"class {name}({base}, frozen=True, gc=False, kw_only=True):"]
        lines.append("    " + docstring(_documented(schema, origin, 4), 4))
        if hidden := sorted(member.name for member in members if self._is_hidden(name, member)):
            shown = ", ".join(map(literal, hidden))
            lines += ["", f"    __hidden__ = frozenset({{{shown}}})"]
        lines.append("")
        for member in members:
            lines += self._member(name, member, origin)
        return "\n".join(lines) + "\n"

    def _member(self, owner: str, member: Member, origin: Source) -> Iterator[str]:
        schema = as_map(as_map(self.schemas[owner].get("properties")).get(member.wire))
        default = ""
        if member.wire != member.name:
            default = f" = field(name={literal(member.wire)}{', default=UNSET' if member.optional else ''})"
        elif member.optional:
            default = " = UNSET"
        annotation = self.expression(member.annotation)
        if self._is_wrapped(owner, member):
            annotation = self._wrapped(member.annotation)
        yield f"    {member.name}: {annotation}{default}"
        own = source(schema, origin)
        differs = schema.get("x-source") is not None and own != origin
        blocks = _documented(schema, own if differs else None, 4)
        if blocks:
            yield f"    {docstring(blocks, 4)}"
            yield ""

    def _secret(self, owner: str, member: Member) -> bool:
        schema = as_map(as_map(self.schemas[owner].get("properties")).get(member.wire))
        return schema.get("x-secret") is True

    def _is_wrapped(self, owner: str, member: Member) -> bool:
        return self._secret(owner, member) and owner in self.received

    def _is_plain_secret(self, owner: str, member: Member) -> bool:
        """Tell whether a member is a secret that is sent, which no Secret wraps."""
        return self._secret(owner, member) and owner not in self.received

    def _is_hidden(self, owner: str, member: Member) -> bool:
        """Tell whether the repr leaves the value out: a secret that is sent, or JSON of any shape."""
        if self._is_wrapped(owner, member):
            return False
        return self._is_plain_secret(owner, member) or "Any" in self._names(member.annotation)

    def _names(self, node: ast.expr) -> Iterator[str]:
        """Give the names that a type is made of, looking through aliases but not into other Structs."""
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                yield inner.id
                alias = self.module.aliases.get(inner.id) or self.module.made_up.get(inner.id)
                if alias is not None:
                    yield from self._names(alias)

    def _wrapped(self, node: ast.expr) -> str:
        """Return the type with everything but null and absence inside a Secret."""
        inside = [arm for arm in _arms(node) if not _is_nothing(arm)]
        outside = [self.expression(arm) for arm in _arms(node) if _is_nothing(arm)]
        return " | ".join([f"Secret[{' | '.join(map(self.expression, inside))}]", *outside])

    def expression(self, node: ast.expr) -> str:
        """Return the source of a type, lists as tuples and made-up aliases written out."""
        match node:
            case ast.Name(id=name):
                made_up = self.module.made_up.get(name)
                written = name if made_up is None else self.expression(made_up)
            case ast.Constant(value=str() | int() | float() | None as value):
                written = literal(value)
            case ast.BinOp(left=left, right=right):
                written = f"{self.expression(left)} | {self.expression(right)}"
            case ast.Subscript(value=ast.Name(id="list"), slice=inner):
                written = f"tuple[{self.expression(inner)}, ...]"
            case ast.Subscript(value=base, slice=inner):
                parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
                written = f"{self.expression(base)}[{', '.join(map(self.expression, parts))}]"
            case ast.Call(func=ast.Name(id=name), keywords=keywords):
                rules = ", ".join(f"{keyword.arg}={self.expression(keyword.value)}" for keyword in keywords)
                written = f"{name}({rules})"
            case _:
                message = f"a type is made of {type(node).__name__}"
                raise TypeError(message)
        return written


def _arms(node: ast.expr) -> Iterator[ast.expr]:
    """Give the arms of a union."""
    if isinstance(node, ast.BinOp):
        yield from _arms(node.left)
        yield from _arms(node.right)
    else:
        yield node


def _is_nothing(node: ast.expr) -> bool:
    match node:
        case ast.Name(id="UnsetType") | ast.Constant(value=None):
            return True
        case _:
            return False


def _documented(schema: Map, origin: Source | None, indent: int) -> list[list[str]]:
    """Return the words about a component or a member."""
    text = as_text(schema.get("description"))
    arms = [as_map(arm) for arm in as_list(schema.get("anyOf"))]
    if schema.get("deprecated") is True:
        text = f"Deprecated by the API. {text}"
    if written := next((as_text(part.get("format")) for part in (schema, *arms) if "format" in part), ""):
        text = f"{text} In the format `{written}`, as it came."
    blocks = prose(text, indent)
    return (
        [*blocks, *prose(f"Source: {origin}", indent)] if origin is not None and origin.document else blocks
    )
