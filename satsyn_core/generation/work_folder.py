"""The work folder of a generation: what a run that was killed has left for the next one with the same request.

It lies beside the output as `NAME.generating`. Each request has a folder of its own in it, named by its digest, so runs
with different parameters cannot mix their blocks, whoever starts when. docs/development/work-folders.md shows the
states of the folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..contract.atomic_files import complete_or_absent
from ..contract.errors import InputError
from ..contract.file_digest import file_digest
from ..contract.own_files import remove_own_files
from ..contract.progress import Reporter
from ..contract.work_folders import require_plain_contents
from ..process.fingerprint import Fingerprint
from ..process.output_lock import locked_output
from ..raster.window import Window
from .assemble import missing_blocks
from .block_plan import BlockPlan
from .block_store import BlockStore

_REQUEST = "request.json"
_DIGEST_CHARACTERS = 16
_DIGEST = re.compile(rf"[0-9a-f]{{{_DIGEST_CHARACTERS}}}")
_BLOCK = r"r\d+_c\d+\.(npy|empty)|\.r\d+_c\d+\.[0-9a-f]{8}"
_OWN = re.compile(
    rf"request\.json|image_\d+\.(tif|sha256)|\.(image_\d+|request)\..+|(blocks_\d+/)?({_BLOCK})|blocks_\d+"
)
"""Files and empty folders of a request; those whose names start with a point were being written."""


class WorkFolder:
    """The work folder of one request; `make` makes it.

    Attributes:
        path: the folder beside the output.

    Args:
        output: file of the first image.
        fingerprint: of everything that the images' bytes depend on.

    Raises:
        InputError: a file is in the folder's place.
    """

    def __init__(self, output: Path, fingerprint: Fingerprint) -> None:
        self.path = output.with_name(f"{output.name}.generating")
        if self.path.exists() and not self.path.is_dir():
            raise InputError(f"The file {self.path} is in the way of a work folder: move it, or rename the output.")
        self._output = output
        self._fingerprint = fingerprint
        self._own = self.path / fingerprint.digest[:_DIGEST_CHARACTERS]

    @property
    def exists(self) -> bool:
        """Whether there is something to go on with."""
        return (self._own / _REQUEST).is_file()

    @property
    def has_results(self) -> bool:
        """Whether some block is done."""
        return any(self._own.glob("blocks_*/[!.]*")) or any(self._own.glob("image_*.tif"))

    def make(self) -> None:
        """Make the folder if it is not there.

        Raises:
            InputError: it holds a symbolic link.
        """
        require_plain_contents(self.path)
        self._own.mkdir(parents=True, exist_ok=True)
        if not self.exists:
            with complete_or_absent(self._own / _REQUEST) as temporary:
                temporary.write_text(self._fingerprint.text, encoding="utf-8")

    def blocks(self, variant: int) -> BlockStore:
        """Return the blocks of an image; the folder has to be made before one is added."""
        return BlockStore(self._own / f"blocks_{variant + 1}")

    def missing(self, plan: BlockPlan, variant: int) -> list[Window]:
        """Return the blocks that an image lacks, in the plan's order, in pixels of the land cover."""
        return [] if self.has_image(variant) else missing_blocks(plan, self.blocks(variant))

    def remove_damaged(self, variants: int, reporter: Reporter) -> None:
        """Remove blocks and images of an earlier run that are not as they were written, as after a power cut.

        Raises:
            JobCancelledError: the reporter said so.
        """
        reporter.progress(0, "Checking what an earlier run has done")
        for variant in range(variants):
            self.blocks(variant).remove_damaged(reporter)
            if self.image(variant).exists() and not self._is_as_written(variant):
                self.image(variant).unlink()

    def image(self, variant: int) -> Path:
        """Return where an image lies when it is complete, until all are."""
        return self._own / f"image_{variant + 1}.tif"

    def has_image(self, variant: int) -> bool:
        """Whether an image is complete."""
        return self.image(variant).exists() and self._digest(variant).exists()

    def finish_image(self, variant: int) -> None:
        """Note the digest of an image that is complete, and remove its blocks."""
        with complete_or_absent(self._digest(variant)) as temporary:
            temporary.write_text(file_digest(self.image(variant)), encoding="ascii")
        self.forget_blocks(variant)

    def forget_blocks(self, variant: int) -> None:
        """Remove the blocks of an image that is complete."""
        remove_own_files(self._own / f"blocks_{variant + 1}", _is_own)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let no other run write this output during a `with` block; the lock of a killed run is no hindrance.

        Raises:
            OutputInUseError: another run is writing it.
            InputError: the folder holds a symbolic link.
        """
        with locked_output(self._output):
            require_plain_contents(self.path)
            self._remove_unfinished_images()
            yield

    def forget_other_requests(self, reporter: Reporter) -> None:
        """Remove what runs with other parameters have left, and say what differs."""
        goes_on = self.has_results
        for earlier in self._other_requests():
            differs = ", ".join(self._differences(earlier))
            if goes_on:
                reporter.log(
                    f"{self.path} also holds an unfinished run with other input ({differs}): its blocks are removed."
                )
            else:
                reporter.log(f"{self.path} holds an unfinished run with other input ({differs}): this run starts anew.")
            remove_own_files(earlier.parent, _is_own)
        self._remove_if_empty()

    def name_other_requests(self, reporter: Reporter) -> None:
        """Say in what runs with other parameters differ, and leave what they have done: their shards may be at work."""
        for earlier in self._other_requests():
            reporter.log(
                f"{self.path} holds an unfinished run with other input ({', '.join(self._differences(earlier))}). Its "
                f"blocks do not count here. They stay, because other shards may be at work on them: delete the folder "
                f"{earlier.parent} if none is.",
                "warning",
            )

    def tidy(self) -> None:
        """Remove the folder if nothing in it would be of use to a later run."""
        if not self.has_results:
            self.remove()

    def remove(self) -> None:
        """Remove what this request has left, and the folder unless it holds something else."""
        remove_own_files(self._own, _is_own)
        self._remove_if_empty()

    def _other_requests(self) -> list[Path]:
        """Return the descriptions of runs with other parameters."""
        every = sorted(self.path.glob(f"*/{_REQUEST}"))
        return [one for one in every if one.parent != self._own and _DIGEST.fullmatch(one.parent.name)]

    def _remove_if_empty(self) -> None:
        with suppress(OSError):
            self.path.rmdir()

    def _remove_unfinished_images(self) -> None:
        for path in self._own.glob(".image_*"):
            path.unlink(missing_ok=True)

    def _digest(self, variant: int) -> Path:
        return self._own / f"image_{variant + 1}.sha256"

    def _is_as_written(self, variant: int) -> bool:
        try:
            return self._digest(variant).read_text(encoding="ascii") == file_digest(self.image(variant))
        except (OSError, ValueError):
            return False

    def _differences(self, earlier: Path) -> list[str]:
        try:
            return self._fingerprint.differences(earlier.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ["unreadable"]


def _is_own(path: str) -> bool:
    return _OWN.fullmatch(path) is not None
