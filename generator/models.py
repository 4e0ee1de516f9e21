"""The native models of a package, as datamodel-code-generator writes them; `finish` makes them ours."""

from __future__ import annotations

import contextlib
import io
import json
import warnings
from typing import TYPE_CHECKING

import datamodel_code_generator as tool
from datamodel_code_generator.enums import DataModelType
from datamodel_code_generator.format import Formatter, PythonVersion
from datamodel_code_generator.parser import LiteralType

from .refusal import ToolError
from .stripped import without_prose

if TYPE_CHECKING:
    from .spec import Spec


def emit(spec: Spec) -> str:
    """Return the tool's module of Structs."""
    said = io.StringIO()
    try:
        with warnings.catch_warnings(), contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            warnings.simplefilter("error")
            source = tool.generate(
                json.dumps(without_prose(spec.document)),
                input_file_type=tool.InputFileType.OpenAPI,
                output_model_type=DataModelType.MsgspecStruct,
                target_python_version=PythonVersion.PY_311,
                snake_case_field=True,
                use_annotated=True,
                enum_field_as_literal=LiteralType.All,
                keyword_only=True,
                disable_timestamp=True,
                formatters=[Formatter.BUILTIN],  # the default asks for tools that we do not install
                settings_path=None,
            )
    except Exception as error:
        message = f"{spec.file}: datamodel-code-generator failed: {type(error).__name__}: {error}"
        raise ToolError(message) from error
    if said.getvalue().strip() or not isinstance(source, str):
        message = (
            f"{spec.file}: datamodel-code-generator warns: {said.getvalue().strip() or 'no single module'}"
        )
        raise ToolError(message)
    return source
