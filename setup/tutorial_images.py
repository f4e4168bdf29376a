"""Makes the small pictures of the tutorials from those that `setup/run_window_tests.sh tutorial_pictures` has taken.

`.venv/bin/python -m setup.tutorial_images` reads the folder window-tests and writes docs/images/tutorials, and
docs/images/preview.jpg of what `setup/run_window_tests.sh preview` has taken. The picture
of a report is that of the committed study of Dubai, taken with Chromium.
"""

from __future__ import annotations

import shutil
import subprocess  # nosec B404
import tempfile
from pathlib import Path

from PIL import Image

REPOSITORY = Path(__file__).resolve().parent.parent
TAKEN = REPOSITORY / "window-tests"
WRITTEN = REPOSITORY / "docs" / "images" / "tutorials"
WIDTH, QUALITIES, MOST_BYTES = 1100, (88, 80, 70, 60, 50), 148_000
PREVIEW, MAP_AND_PANEL, PREVIEW_WIDTH = "24_compare", (300, 99, 1380, 928), 1000
NAMES = ("first-[!l]*", "plan-[!l]*", "plan-layers", "help-*")


def main() -> None:
    """Write a JPEG of at most 150 kB for each picture."""
    WRITTEN.mkdir(parents=True, exist_ok=True)
    take_report(REPOSITORY / "training" / "results" / "study-dubai.html", TAKEN / "help-report.png")
    for path in sorted(path for name in NAMES for path in TAKEN.glob(f"{name}.png")):
        with Image.open(path) as picture:
            write_small(picture.convert("RGB"), WIDTH, WRITTEN / f"{path.stem}.jpg")
    preview = TAKEN / f"{PREVIEW}.png"
    if preview.exists():
        with Image.open(preview) as picture:
            write_small(picture.convert("RGB").crop(MAP_AND_PANEL), PREVIEW_WIDTH, WRITTEN.parent / "preview.jpg")


def write_small(picture: Image.Image, width: int, target: Path) -> None:
    """Write a picture as a JPEG of at most so many pixels across and about 150 kB."""
    picture.thumbnail((width, width))
    for quality in QUALITIES:
        picture.save(target, quality=quality, optimize=True)
        if target.stat().st_size <= MOST_BYTES:
            break


def take_report(page: Path, picture: Path) -> None:
    """Take a picture of the top of a report.

    Raises:
        FileNotFoundError: there is no Chromium.
        subprocess.CalledProcessError: it failed.
    """
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise FileNotFoundError("Chromium is needed for the picture of a report: apt-get install chromium.")
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=1100,860"]
        subprocess.run(  # nosec B603
            [browser, *options, f"--user-data-dir={profile}", f"--screenshot={picture}", page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )


if __name__ == "__main__":
    main()
