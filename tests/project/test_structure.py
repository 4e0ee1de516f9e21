"""Who may import whom: the table that keeps each file small enough to understand alone."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
GENERATED = ROOT / "generated"
PACKAGES = sorted(path.name for path in GENERATED.iterdir() if path.is_dir())
CORE = {"trunkline._telemetry", "trunkline._requests", "trunkline._progress", "trunkline._call"}
PURE = {"trunkline.errors", "trunkline.secrets"}

# module prefix -> what it may import at run time beyond the standard library: of ours, and of others
RULES: dict[str, tuple[set[str], set[str]]] = {
    "trunkline.__init__": ({"trunkline._version"}, set()),
    "trunkline._version": (set(), set()),
    "trunkline.errors": (set(), {"attrs"}),
    "trunkline.secrets": ({"trunkline.errors"}, set()),
    "trunkline.retry": (PURE, {"attrs"}),
    "trunkline._evidence": (PURE, set()),
    "trunkline.models": (PURE | {"trunkline._evidence"}, {"attrs"}),
    "trunkline.auth": (PURE, {"attrs", "jwt"}),
    "trunkline._drivers": (set(), {"anyio", "attrs", "certifi", "httpcore", "httpx"}),
    "trunkline._telemetry": (PURE, {"attrs"}),
    "trunkline._requests": ({"trunkline._telemetry", "trunkline.retry"}, {"attrs"}),
    "trunkline._progress": (PURE | CORE | {"trunkline._drivers", "trunkline.retry"}, {"attrs"}),
    "trunkline._channel": (
        PURE | {"trunkline._drivers", "trunkline._version", "trunkline.auth", "trunkline.retry"},
        {"attrs"},
    ),
    "trunkline._call": (
        PURE | CORE | {"trunkline._channel", "trunkline._drivers", "trunkline.auth", "trunkline.retry"},
        set(),
    ),
    "trunkline._paging": (PURE | {"trunkline.models"}, {"attrs"}),
    "trunkline._pager": ({"trunkline._drivers", "trunkline.models"}, set()),
    "trunkline._session": (
        PURE
        | CORE
        | {"trunkline._drivers", "trunkline.auth", "trunkline.models", "trunkline.providers._provider"},
        {"attrs"},
    ),
    "trunkline._core": (
        PURE | {"trunkline._session", "trunkline.models", "trunkline.providers._provider", "trunkline.retry"},
        {"attrs"},
    ),
    "trunkline._resources": (
        {
            "trunkline._core",
            "trunkline._drivers",
            "trunkline._pager",
            "trunkline._session",
            "trunkline.models",
            "trunkline.providers._provider",
        },
        set(),
    ),
    "trunkline._client": (
        PURE
        | CORE
        | {
            "trunkline._drivers",
            "trunkline._resources",
            "trunkline._session",
            "trunkline._senders",
            "trunkline._setup",
            "trunkline.models",
            "trunkline.providers._provider",
            "trunkline.retry",
        },
        set(),
    ),
    "trunkline._senders": (CORE | {"trunkline._drivers"}, set()),
    "trunkline._setup": (
        PURE
        | CORE
        | {"trunkline._drivers", "trunkline.models", "trunkline.providers._provider", "trunkline.retry"},
        {"attrs"},
    ),
    "trunkline.testing": (set(), {"anyio"}),
    "trunkline.providers.__init__": (set(), set()),
    "trunkline.providers._provider": (PURE | CORE | {"trunkline.auth", "trunkline.models"}, {"attrs"}),
    "trunkline.providers._given": ({"trunkline.models"}, {"msgspec"}),
    "trunkline.providers._openint_states": ({"trunkline.models", "trunkline.providers._given"}, set()),
    # The sandbox must not agree with mistakes of ours: it sees nothing of the client.
    "trunkline.sandbox": ({"trunkline.sandbox"}, {"anyio", "httpx"}),
}
ADAPTER = (
    PURE
    | CORE
    | {
        "trunkline._evidence",
        "trunkline._paging",
        "trunkline.auth",
        "trunkline.models",
        "trunkline.providers._given",
        "trunkline.providers._membrane_states",
        "trunkline.providers._openint_states",
        "trunkline.providers._provider",
    }
)
RULES["trunkline.providers._membrane_states"] = (
    {"trunkline.models", "trunkline.providers._given"},
    {"trunkline_membrane"},
)
for _name in ("openint", "openint_v0", "membrane", "workiva"):
    RULES[f"trunkline.providers.{_name}"] = (ADAPTER, {"attrs", "msgspec", f"trunkline_{_name}"})


def module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    if parts[-1] == "__init__" and len(parts) > 2 and parts[1] in ("_drivers", "sandbox"):
        parts = parts[:-1]
    return ".".join(parts)


def runtime_imports(path: Path, module: str) -> set[str]:
    """Every module imported when the code runs, at the top or inside a function; typing-only imports left out."""
    found: set[str] = set()
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    if path.name == "__init__.py" and module.endswith("__init__"):
        package = module.split(".")[:-1]

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            found.add(source) if node.module else found.update(
                f"{source}.{alias.name}" for alias in node.names
            )
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text("utf-8")))
    return found


def rule_for(module: str) -> tuple[set[str], set[str]]:
    prefix = max((name for name in RULES if module == name or module.startswith(f"{name}.")), key=len)
    return RULES[prefix]


def allowed(name: str, ours: set[str], others: set[str], own: str) -> bool:
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or name == "__future__":
        return True
    if top == "trunkline":
        family = own.rsplit(".", 1)[0] if own.startswith(("trunkline._drivers", "trunkline.sandbox")) else own
        return any(name == one or name.startswith(f"{one}.") for one in ours | {family})
    return top in others


SOURCES = sorted((SOURCE / "trunkline").rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_imports_what_its_place_allows(path: Path) -> None:
    module = module_name(path, SOURCE)
    ours, others = rule_for(module)
    strangers = {name for name in runtime_imports(path, module) if not allowed(name, ours, others, module)}
    assert not strangers


def test_the_http_library_is_met_in_the_drivers_and_in_the_sandboxs_transport_only() -> None:
    users = {
        module_name(path, SOURCE)
        for path in SOURCES
        if {name.partition(".")[0] for name in runtime_imports(path, module_name(path, SOURCE))}
        & {"httpx", "httpcore", "h11"}
    }
    assert all(
        user.startswith("trunkline._drivers") or user == "trunkline.sandbox.transport" for user in users
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_a_generated_package_stands_alone(package: str) -> None:
    for path in (GENERATED / package).rglob("*.py"):
        module = ".".join(path.relative_to(GENERATED).with_suffix("").parts)
        for name in runtime_imports(path, module):
            top = name.partition(".")[0]
            others = {"msgspec", package} | ({"httpx"} if path.name == "_sender.py" else set())
            assert top in sys.stdlib_module_names or top in others, f"{module} imports {name}"


def test_every_file_says_in_its_first_line_what_it_owns() -> None:
    folders = ("src", "generator", "generated", "tests", "docs")
    silent = [
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if path.read_text("utf-8").strip()
        and not path.read_text("utf-8").startswith(('"""', "# ", "#!", 'r"""'))
    ]
    assert not silent


def test_handwritten_files_stay_small() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): count
        for folder in ("src", "generator")
        for path in (ROOT / folder).rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > 350
    }
    assert not long
