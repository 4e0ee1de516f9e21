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
PROVIDERS = SOURCE / "trunkline" / "providers"
NAMES = sorted(package.removeprefix("trunkline_") for package in PACKAGES)

PURE = {"trunkline._words", "trunkline.errors", "trunkline.secrets"}
CORE = {"trunkline._telemetry", "trunkline._requests", "trunkline._progress", "trunkline._call"}
DRIVERS = {"trunkline._drivers"}
MODELS = {"trunkline.models"}
RETRY = {"trunkline.retry"}
CHECKS = {"trunkline.providers._checks"}
ASKED = CHECKS | {"trunkline.providers._asked", "trunkline.providers._provider"}
INSTALLED = {"trunkline.providers._installed"}
SESSION = {"trunkline._session"}
RESOURCE = (
    MODELS
    | SESSION
    | {
        "trunkline._core",
        "trunkline._listing",
        "trunkline._pager",
        "trunkline._waiting",
        "trunkline.providers._asked",
        "trunkline._conceal",
    }
)
CLIENT = (
    PURE
    | CORE
    | DRIVERS
    | MODELS
    | RETRY
    | SESSION
    | {
        "trunkline._catalogue",
        "trunkline._conceal",
        "trunkline._pager",
        "trunkline._senders",
        "trunkline._setup",
        "trunkline.providers._provider",
    }
)

# module prefix -> what it may import at run time beyond the standard library: of ours, and of others
RULES: dict[str, tuple[set[str], set[str]]] = {
    "trunkline.__init__": ({"trunkline._version"}, set()),
    "trunkline._version": (set(), set()),
    "trunkline.errors": (set(), {"attrs"}),
    "trunkline._words": (set(), set()),
    "trunkline.secrets": ({"trunkline.errors"}, set()),
    "trunkline.retry": (PURE, {"attrs"}),
    "trunkline._evidence": (PURE, set()),
    "trunkline._runs": (set(), {"attrs"}),
    "trunkline._outcomes": ({"trunkline.secrets"}, {"attrs"}),
    "trunkline.models": (
        PURE | {"trunkline._evidence", "trunkline._outcomes", "trunkline._runs"},
        {"attrs"},
    ),
    # `cryptography` is an extra, and imported where a private key is used.
    "trunkline.auth": (PURE | {"trunkline.auth"}, {"attrs", "cryptography", "jwt"}),
    "trunkline._drivers": ({"trunkline.secrets"}, {"anyio", "attrs", "certifi", "httpcore", "httpx", "trio"}),
    "trunkline._telemetry": (PURE, {"attrs"}),
    "trunkline._requests": (PURE | RETRY | {"trunkline._telemetry"}, {"attrs"}),
    "trunkline._progress": (PURE | CORE | DRIVERS | RETRY, {"attrs"}),
    "trunkline._channel": (
        PURE | CORE | DRIVERS | RETRY | {"trunkline._version", "trunkline.auth"},
        {"attrs"},
    ),
    "trunkline._call": (PURE | CORE | DRIVERS | RETRY | {"trunkline._channel", "trunkline.auth"}, set()),
    "trunkline._paging": (PURE | MODELS, {"attrs"}),
    "trunkline._looks": (PURE, {"attrs"}),
    "trunkline._moving": (MODELS | {"trunkline._looks", "trunkline._paging"}, {"attrs"}),
    "trunkline._pager": (DRIVERS | MODELS | {"trunkline.errors"}, set()),
    "trunkline._session": (
        PURE | CORE | DRIVERS | MODELS | ASKED | INSTALLED | {"trunkline.auth"},
        {"attrs"},
    ),
    "trunkline._core": (PURE | MODELS | ASKED | SESSION, {"attrs"}),
    "trunkline._cursors": (PURE, set()),
    "trunkline._merging": (PURE | MODELS | SESSION | {"trunkline._cursors"}, {"attrs"}),
    "trunkline._listing": (
        PURE | MODELS | ASKED | SESSION | {"trunkline._cursors", "trunkline._merging"},
        {"attrs"},
    ),
    "trunkline._waiting": (PURE | CORE | MODELS | RETRY | ASKED | SESSION, {"attrs"}),
    "trunkline._run_resources": (RESOURCE | DRIVERS, set()),
    "trunkline._resources": (RESOURCE | DRIVERS | {"trunkline._run_resources"}, set()),
    "trunkline._async_resources": (RESOURCE | {"trunkline._run_resources"}, set()),
    "trunkline._catalogue": (RESOURCE | DRIVERS, set()),
    "trunkline._client": (CLIENT | {"trunkline._resources"}, set()),
    "trunkline._async_client": (CLIENT | {"trunkline._async_resources"}, set()),
    "trunkline._conceal": (MODELS | {"trunkline.secrets"}, set()),
    "trunkline._options": (set(), set()),
    "trunkline._senders": (CORE | DRIVERS, set()),
    "trunkline._setup": (
        PURE | CORE | DRIVERS | MODELS | RETRY | INSTALLED | CHECKS | {"trunkline.providers._provider"},
        {"attrs"},
    ),
    "trunkline.testing": (set(), {"anyio"}),
    "trunkline.providers.__init__": (set(), set()),
    "trunkline.providers._asked": (MODELS, {"attrs"}),
    "trunkline.providers._checks": (PURE, set()),
    "trunkline.providers._installed": (PURE | {"trunkline.providers._provider"}, set()),
    "trunkline.providers._provider": (
        PURE | CORE | MODELS | {"trunkline.auth", "trunkline.providers._asked"},
        {"attrs"},
    ),
    # The sandbox must not agree with mistakes of ours: it sees nothing of the client.
    "trunkline.sandbox": ({"trunkline.sandbox"}, {"anyio", "cryptography", "httpx"}),
}
ADAPTER = (
    PURE
    | CORE
    | ASKED
    | {
        "trunkline._evidence",
        "trunkline._moving",
        "trunkline._paging",
        "trunkline.auth",
        "trunkline.models",
    }
)


def meets_no_api(path: Path) -> bool:
    """Whether a private file of providers/ is of no API, and so may be shared by adapters of several."""
    found = runtime_imports(path, f"trunkline.providers.{path.stem}")
    return not any(name.partition(".")[0] in PACKAGES for name in found)


def api_of(stem: str) -> str | None:
    """Whose adapter a file in providers/ belongs to: `openint.py` and `_openint_reading.py` to openint."""
    fitting = [name for name in NAMES if f"{stem.lstrip('_')}_".startswith(f"{name}_")]
    return max(fitting, key=len, default=None)


def adapter_rule(stem: str) -> tuple[set[str], set[str]]:
    """An adapter meets its own API's package and the files beside it, and nothing of another's."""
    private = list(PROVIDERS.glob("_[a-z]*.py"))
    shared = {path.stem for path in private if meets_no_api(path)}
    api = api_of(stem) if stem not in shared else None
    beside = {path.stem for path in private if api and api_of(path.stem) == api}
    packages = {f"trunkline_{api}"} if api else set()
    return ADAPTER | {f"trunkline.providers.{each}" for each in shared | beside}, {
        "attrs",
        "msgspec",
    } | packages


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
    if module.startswith("trunkline.providers.") and module not in RULES:
        return adapter_rule(module.rsplit(".", 1)[1])
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
