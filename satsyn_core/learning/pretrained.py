"""Weights that others have trained on ImageNet, from the Hugging Face hub; it is soon known if there is none."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from .optional_packages import timm

SECONDS_TO_ANSWER = 4.0
"""A hub that says nothing for so long is not there. Its own client would go on asking for half a minute."""

_FILE = "model.safetensors"
"""Other files of weights can run code: they are not asked for."""


def weights_file(repository: str, revision: str | None = None) -> Path:
    """Return the weights of a repository of the hub: the copy on this machine if there is one, else downloaded.

    Raises:
        ConnectionError: the hub does not answer.
        Exception: whatever else is in the way, such as no such repository, or a full disk.
    """
    from huggingface_hub import hf_hub_download, try_to_load_from_cache

    known = try_to_load_from_cache(repository, _FILE, revision=revision)
    if isinstance(known, str):
        return Path(known)
    _require_hub()
    return Path(hf_hub_download(repository, _FILE, revision=revision))


def timm_weights(name: str) -> dict[str, Any]:
    """Return the options with which timm creates a model of this name with its published weights.

    Raises:
        Exception: as `weights_file`, or there are no published weights.
    """
    published = timm().models.get_pretrained_cfg(name)
    if published is None or not published.hf_hub_id:
        raise LookupError(f"timm knows no weights of {name}")
    return {"pretrained_cfg_overlay": {"file": str(weights_file(published.hf_hub_id)), "custom_load": False}}


def _require_hub() -> None:
    """Ask the hub for a sign of life, with the address, proxies and certificates that its client is set up with.

    The client's own `HF_HUB_ETAG_TIMEOUT` bounds one try only, and the client tries six times: with 4 seconds, a hub
    that refuses calls or has no address took 24 seconds to be given up, and a silent one 391.
    """
    from huggingface_hub import constants
    from huggingface_hub.utils._http import get_session

    answer: Future[object] = Future()

    def ask() -> None:
        try:
            answer.set_result(get_session().head(constants.ENDPOINT, timeout=SECONDS_TO_ANSWER))
        except Exception as error:
            answer.set_exception(error)

    # Looking up a name has no time limit. A thread that still does so must not keep the process from ending.
    threading.Thread(target=ask, name="satsyn-hub", daemon=True).start()
    try:
        answer.result(SECONDS_TO_ANSWER)
    except Exception as error:
        # Its kind depends on the client that the hub's package uses.
        raise ConnectionError(f"{constants.ENDPOINT} does not answer ({type(error).__name__})") from error
