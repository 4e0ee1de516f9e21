"""Every write there is, of the facade and of the native clients."""

from __future__ import annotations

from collections.abc import Mapping

import write_cases
import write_natives
from write_cases import Write

WRITES: Mapping[str, Write] = {**write_cases.WRITES, **write_natives.WRITES}
