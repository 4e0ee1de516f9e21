"""The operations and clients of a package: parsed by openapi-python-client, printed by our templates."""

from __future__ import annotations

import copy
import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.properties import ModelProperty

from .documenting import client_doc
from .refusal import ToolError
from .rendering import ENCODERS, RenderedOperation, render_operation
from .stripped import without_prose
from .words import docstring, literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openapi_python_client.parser.openapi import Endpoint

    from .plan import Plan, PlannedOperation
    from .spec import Spec

TEMPLATES: Final = Path(__file__).parent / "templates"
# What a generated function calls by name, so that no argument can have that name.
TAKEN: Final = frozenset(
    {
        *ENCODERS.values(),
        "body",
        "get_args",
        "header",
        "models",
        "operation",
        "request",
        "query_string",
        "path_segment",
    }
)
VERBATIM: Final = (
    "_decode.py",
    "_encode.py",
    "_errors.py",
    "_origin.py",
    "_secret.py",
    "_sender.py",
    "_wire.py",
)


def emit(spec: Spec, plan: Plan) -> dict[str, str]:
    """Return the files of the package that are not its models."""
    project = _project(spec)
    endpoints = {str(endpoint.name): endpoint for endpoint in _endpoints(project)}
    _compare_names(spec, plan, endpoints)
    operations = [_rendered(spec, operation, endpoints[operation.name]) for operation in plan.operations]
    known: Any = project.env.globals  # its inferred type is that of jinja's own few entries
    known.update(spec=spec, plan=plan, operations=operations)
    known.update(literal=literal, docstring=docstring, client_doc=partial(client_doc, plan))
    files = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in VERBATIM}
    for name in ("__init__.py", "_client.py", "operations/__init__.py"):
        files[name] = project.env.get_template(f"{name}.jinja").render()
    template = project.env.get_template("endpoint_module.py.jinja")
    for operation in operations:
        files[f"operations/{operation.name}.py"] = template.render(
            endpoint=endpoints[operation.name], operation=operation
        )
    return files


def _free(name: str) -> str:
    """Return an argument's name that hides nothing a generated function calls."""
    return f"{name}_" if name in TAKEN else name


def _project(spec: Spec) -> Project:
    """Parse the spec with openapi-python-client; anything it warns of is an error."""
    config = Config.from_sources(
        ConfigFile(post_hooks=[], literal_enums=True, package_name_override=spec.package),
        MetaType.NONE,
        Path(spec.file),
        "utf-8",
        overwrite=True,
        output_path=Path(spec.package),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = GeneratorData.from_dict(without_prose(copy.deepcopy(spec.document)), config=config)
    if isinstance(data, GeneratorError):
        message = f"{spec.file}: openapi-python-client cannot read it: {data.header} {data.detail or ''}"
        raise ToolError(message)
    problems = list(data.errors)
    for collection in data.endpoint_collections_by_tag.values():
        problems += collection.parse_errors
    if problems:
        said = "; ".join(f"{problem.header} {problem.detail or ''}".strip() for problem in problems)
        message = f"{spec.file}: openapi-python-client warns: {said}"
        raise ToolError(message)
    return Project(openapi=data, config=config, custom_template_path=TEMPLATES)


def _endpoints(project: Project) -> Iterator[Endpoint]:
    for collection in project.openapi.endpoint_collections_by_tag.values():
        yield from collection.endpoints


def _compare_names(spec: Spec, plan: Plan, endpoints: dict[str, Endpoint]) -> None:
    """Check that no operation was dropped, renamed or made up."""
    wanted = {operation.name for operation in plan.operations}
    if wanted != set(endpoints):
        message = (
            f"{spec.file}: openapi-python-client changed the operations: {sorted(wanted ^ set(endpoints))}"
        )
        raise ToolError(message)


def _rendered(spec: Spec, operation: PlannedOperation, endpoint: Endpoint) -> RenderedOperation:
    """Join the two readings of one operation; they must agree on everything both know."""
    parameters = {
        (str(place.value), prop.name.get_untrusted_value()): prop
        for place, prop in endpoint.iter_all_parameters()
    }
    mine = (
        operation.method,
        {(parameter.location, parameter.name): parameter.required for parameter in operation.parameters},
        set(operation.statuses),
        bool(operation.body),
    )
    theirs = (
        endpoint.method.upper(),
        {key: prop.required for key, prop in parameters.items()},
        {response.status_code.pattern for response in endpoint.responses},
        bool(endpoint.bodies),
    )
    if mine != theirs:
        message = f"{spec.file}: openapi-python-client changed {operation.name}: {theirs} instead of {mine}"
        raise ToolError(message)
    for prop in (
        *(response.prop for response in endpoint.responses),
        *(body.prop for body in endpoint.bodies),
    ):
        if isinstance(prop, ModelProperty) and prop.class_info.name not in spec.component_names:
            message = f"{spec.file}: openapi-python-client renamed a component to {prop.class_info.name}"
            raise ToolError(message)
    names = {key: _free(str(prop.python_name)) for key, prop in parameters.items()}
    return render_operation(operation, names)
