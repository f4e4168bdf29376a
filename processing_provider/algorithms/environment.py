"""Check or set up the SatSyn environment."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingFeedback

from ...satsyn_core.contract.declarations import environment
from ...satsyn_core.contract.errors import JobCancelledError, SatSynError
from ..sentences import in_language
from ..worker.client import run_job
from ..worker.environment_request import EnvironmentRequest
from ..worker.interpreter import find_interpreter
from ..worker.managed_environment import build_in_use, create_environment
from .base import JobAlgorithm


class EnvironmentAlgorithm(JobAlgorithm):
    """`satsyn:environment`. A defect of the environment is its result, not a failure."""

    job = environment.JOB
    group_name = "Environment"
    needs_environment = False

    def run_job(self, values: dict[str, Any], feedback: QgsProcessingFeedback) -> dict[str, Any]:
        if values["action"] == "create":
            # There is no parameter for the build: a repaired environment computes on what it computed on before.
            made = create_environment(feedback, EnvironmentRequest(build_in_use()))
            feedback.pushInfo(in_language(f"The environment is complete: '{made}'."))
        try:
            interpreter = find_interpreter()
            return run_job(interpreter, self.job.name, {"action": "check"}, feedback)
        except JobCancelledError:
            raise
        except SatSynError as problem:
            feedback.pushWarning(in_language(str(problem)))
            return {"INTERPRETER": "", "VERSIONS": "", "DEVICE": "", "NEXT_STEP": in_language(str(problem))}
