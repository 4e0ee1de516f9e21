"""The tool's module of Structs, read as a syntax tree.

Only the few shapes that its Structs are made of are let through, so nothing else can be in a generated
module, whatever a spec held.
"""

from __future__ import annotations

import ast
import keyword
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .document import components
from .refusal import ToolError
from .shape import as_list, as_map, maps

if TYPE_CHECKING:
    from .shape import Map
    from .spec import Spec


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a Struct, as the tool wrote it."""

    name: str
    wire: str
    annotation: ast.expr
    optional: bool


@dataclass(slots=True)
class Module:
    """What the tool's module says."""

    classes: dict[str, list[Member]]
    aliases: dict[str, ast.expr]
    order: list[str]
    made_up: dict[str, ast.expr]  # aliases without a component, for a nullable value with rules


def read(spec: Spec, text: str) -> Module:
    """Return what the module says. Raises ToolError when it says something else than the spec."""
    module = _read(spec, text)
    module.made_up = {
        name: value for name, value in module.aliases.items() if name not in spec.component_names
    }
    module.order = [name for name in module.order if name not in module.made_up]
    if frozenset(module.order) != spec.component_names:
        changed = sorted(set(module.order) ^ spec.component_names)
        message = f"{spec.file}: datamodel-code-generator changed the components: {', '.join(changed)}"
        raise ToolError(message)
    for name, schema in maps(components(spec.document, "schemas")).items():
        _compare(spec, module, name, schema)
    return module


def _compare(spec: Spec, module: Module, name: str, schema: Map) -> None:
    """Check that no member or value was dropped, renamed or made up, and none has another's Python name."""
    members = module.classes.get(name, [])
    required = {
        wire: wire not in as_list(schema.get("required")) for wire in as_map(schema.get("properties"))
    }
    if {member.wire: member.optional for member in members} != required:
        message = f"{spec.file}: datamodel-code-generator changed the members of {name}"
        raise ToolError(message)
    if len({member.name for member in members}) != len(members) or not all(
        member.name.isidentifier() and not keyword.iskeyword(member.name) for member in members
    ):
        message = f"{spec.file}: datamodel-code-generator cannot name the members of {name}"
        raise ToolError(message)
    if "enum" in schema and _values(module.aliases.get(name)) != schema["enum"]:
        message = f"{spec.file}: datamodel-code-generator changed the values of {name}"
        raise ToolError(message)


def _values(node: ast.expr | None) -> list[object]:
    """Return the values of a Literal."""
    match node:
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return [part.value for part in parts if isinstance(part, ast.Constant)]
        case _:
            return []


def _read(spec: Spec, text: str) -> Module:
    module = Module({}, {}, [], {})
    for node in ast.parse(text).body:
        match node:
            case ast.ImportFrom():
                continue
            case ast.AnnAssign(
                target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias"), value=ast.expr() as value
            ):
                module.aliases[name] = _checked(spec, value)
            case ast.ClassDef(name=name, bases=[ast.Name(id="Struct")], decorator_list=[]):
                module.classes[name] = [
                    _member(spec, item) for item in node.body if not isinstance(item, ast.Pass)
                ]
            case _:
                raise _unexpected(spec, node)
        module.order.append(name)
    return module


def _unexpected(spec: Spec, node: ast.AST) -> ToolError:
    return ToolError(
        f"{spec.file}: datamodel-code-generator wrote a {type(node).__name__} that models have no use for"
    )


def _member(spec: Spec, node: ast.stmt) -> Member:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=value):
            checked = _checked(spec, annotation)
        case _:
            raise _unexpected(spec, node)
    wire, optional = name, False
    match value:
        case None:
            pass
        case ast.Name(id="UNSET"):
            optional = True
        case ast.Call(func=ast.Name(id="field"), args=[], keywords=keywords):
            for keyword in keywords:
                match keyword:
                    case ast.keyword(arg="name", value=ast.Constant(value=str(wire))):
                        pass
                    case ast.keyword(arg="default", value=ast.Name(id="UNSET")):
                        optional = True
                    case _:
                        raise _unexpected(spec, keyword)
        case _:
            raise _unexpected(spec, value)
    return Member(name, wire, checked, optional)


def _checked(spec: Spec, node: ast.expr) -> ast.expr:
    """Let a type expression through if it is made of names, unions, subscripts and plain constants."""
    match node:
        case ast.Name() | ast.Constant(value=None):
            pass
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            _checked(spec, left)
            _checked(spec, right)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
            values = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            if not all(isinstance(value, ast.Constant) for value in values):
                raise _unexpected(spec, inner)
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[base, *notes])):
            _checked(spec, base)
            for note in notes:
                _check_rules(spec, note)
        case ast.Subscript(value=ast.Name(id="list" | "dict"), slice=inner):
            for value in inner.elts if isinstance(inner, ast.Tuple) else [inner]:
                _checked(spec, value)
        case _:
            raise _unexpected(spec, node)
    return node


def _check_rules(spec: Spec, node: ast.expr) -> None:
    match node:
        case ast.Call(func=ast.Name(id="Meta"), args=[], keywords=keywords):
            if all(isinstance(keyword.value, ast.Constant) for keyword in keywords):
                return
        case _:
            pass
    raise _unexpected(spec, node)
