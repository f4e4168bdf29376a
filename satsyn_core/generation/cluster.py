"""Rendering blocks on a cluster of machines with dask.distributed.

The workers render, and this process writes. A worker may die: the scheduler gives its blocks to others.
"""

from __future__ import annotations

import importlib.util
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..contract.errors import EnvironmentSetupError, InputError, SatSynError
from ..contract.progress import Reporter
from ..generator.engines.base import EngineDescription
from ..process.isolated_call import HiddenPackageError, isolated
from ..raster.window import Window
from .cluster_worker import RenderOrder, WorkerResult, describe_engine, render_block

if TYPE_CHECKING:
    from distributed import Future

_BLOCKS_PER_WORKER = 3
"""One that is computed, one that waits, and one on its way: a worker never waits, and memory stays small."""

_POLL_SECONDS = 0.2
_CONNECT_SECONDS = 20


class Cluster:
    """Workers that render blocks of one image after the other."""

    def __init__(self, client: Any, address: str) -> None:
        """Use a `distributed.Client`, whose methods have no types, that is connected to an address."""
        self._client = client
        self._address = address
        self._has_warned = False

    def describe_engine(self, order: RenderOrder, reporter: Reporter) -> EngineDescription:
        """Return the engine that a worker has for an order.

        Raises:
            InputError: the worker cannot use the input.
        """
        future = self._client.submit(isolated(describe_engine, order), pure=False)
        while not self._finished([future], reporter):
            reporter.progress(0, "Waiting for a worker")
        description: EngineDescription = self._result(future)
        return description

    def render(
        self, order: RenderOrder, engine: str, blocks: Sequence[Window], reporter: Reporter
    ) -> Iterator[tuple[Window, NDArray[np.integer] | None]]:
        """Yield each block with its imagery (bands, height, width), None where nothing is known, in any order.

        A few blocks for each worker are under way at a time, so memory does not grow with the raster.

        Args:
            order: of the image.
            engine: name of the engine that every worker must have.
            blocks: in pixels of the land cover.
            reporter: may cancel.

        Raises:
            InputError: the workers cannot use the input, or differ in their engines.
            SatSynError: a block failed on several workers.
        """
        waiting = deque(blocks)
        under_way: dict[Future[Any], Window] = {}
        run = uuid.uuid4().hex[:8]
        while waiting or under_way:
            while waiting and len(under_way) < self._most_under_way():
                block = waiting.popleft()
                key = f"satsyn-{run}-{block.row}-{block.col}"
                under_way[self._client.submit(isolated(render_block, order, block), key=key, pure=False)] = block
            for future in self._finished(list(under_way), reporter):
                result: WorkerResult = self._result(future)
                if result.engine != engine:
                    raise InputError(
                        f"The workers at {self._address} compute differently ({engine}; {result.engine}), so their "
                        "blocks would not fit: set ENGINE and DEVICE, or use machines of one kind."
                    )
                yield under_way.pop(future), result.imagery

    def results(self, tasks: Mapping[str, Callable[[], Any]], reporter: Reporter) -> Iterator[Any]:
        """Yield what tasks return as they are finished, in any order; those given first start first.

        Args:
            tasks: functions without arguments, which workers can load, by a key that no other run uses.
            reporter: may cancel.

        Raises:
            InputError: a worker cannot use the input.
            SatSynError: a task failed.
        """
        under_way = [
            self._client.submit(isolated(task), key=key, priority=-number, pure=False)
            for number, (key, task) in enumerate(tasks.items())
        ]
        while under_way:
            for future in self._finished(under_way, reporter):
                under_way.remove(future)
                yield self._result(future)

    def _most_under_way(self) -> int:
        return _BLOCKS_PER_WORKER * max(len(self._client.nthreads()), 1)

    def _finished(self, futures: Sequence[Future[Any]], reporter: Reporter) -> list[Future[Any]]:
        """Return those that are finished, after a short wait if none is."""
        import distributed

        reporter.check_cancelled()
        wait: Any = distributed.wait  # which has no types
        try:
            return list(wait(futures, timeout=_POLL_SECONDS, return_when="FIRST_COMPLETED").done)
        except distributed.TimeoutError:
            if not self._has_warned and not self._client.nthreads():
                reporter.log(f"The scheduler at {self._address} has no workers yet: waiting for them.", "warning")
                self._has_warned = True
            return []
        except (distributed.CancelledError, OSError) as error:
            raise SatSynError(
                f"The connection to the scheduler at {self._address} is lost: start it again, and run this again to "
                "go on."
            ) from error

    def _result(self, future: Future[Any]) -> Any:
        import distributed

        try:
            return future.result()
        except HiddenPackageError as error:
            raise EnvironmentSetupError(f"A worker of the cluster at {self._address} says: {error}") from error
        except SatSynError as error:
            raise InputError(
                f"A worker at {self._address} says: {error} Every machine must see the input under the same paths."
            ) from error
        except distributed.KilledWorker as error:
            raise SatSynError(
                f"The same block ended several workers at {self._address}, most often because their memory ran out: "
                "choose a smaller BLOCK_SIZE, or give them more memory."
            ) from error
        except Exception as error:
            raise SatSynError(
                f"A worker at {self._address} failed ({type(error).__name__}: {error}): it needs SatSyn {__version__} "
                "and its packages, as this machine has them."
            ) from error


@contextmanager
def connected_cluster(address: str) -> Iterator[Cluster]:
    """Connect to the scheduler at an address such as `tcp://10.0.0.5:8786` for a `with` block.

    Raises:
        EnvironmentSetupError: dask.distributed is not installed.
        InputError: there is no scheduler.
    """
    if importlib.util.find_spec("distributed") is None:
        raise EnvironmentSetupError(
            "SCHEDULER needs dask.distributed, which is not installed: run 'pip install distributed' in the SatSyn "
            "environment of every machine, or leave SCHEDULER empty."
        )
    import distributed

    # Its classes and functions have no types.
    library: Any = distributed
    try:
        client = library.Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f"There is no dask scheduler at {address} ({error}): start one with 'dask scheduler', and give its address."
        ) from error
    try:
        with client.as_current():
            yield Cluster(client, address)
    finally:
        client.close(timeout=1)
