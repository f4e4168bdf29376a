from __future__ import annotations

from pathlib import Path

from satsyn_core.contract.progress import Reporter
from satsyn_core.generation.work_folder import WorkFolder
from satsyn_core.process.fingerprint import Fingerprint


def test_files_of_the_user_in_a_work_folder_stay_when_the_rest_is_removed(tmp_path: Path) -> None:
    earlier, work = (WorkFolder(tmp_path / "image.tif", Fingerprint({"seed": seed})) for seed in (0, 1))
    earlier.make()
    work.make()
    places = sorted(path for path in work.path.iterdir() if path.is_dir())
    mine = [work.path / "mine" / "request.json"]
    for place in places:
        (place / "blocks_1").mkdir()
        for name in ("blocks_1/r0000000_c0000512.npy", "blocks_1/.r0000000_c0000512.0123abcd", "image_1.tif"):
            (place / name).touch()
        mine += [place / "blocks_1" / "notes.txt", place / "mine.gpkg"]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("years of work")
    work.forget_other_requests(Reporter())
    work.remove()
    assert sorted(path for path in work.path.rglob("*") if path.is_file()) == sorted(mine)
    for path in mine:
        path.unlink()
    for place in places:
        (place / "request.json").touch()
    earlier.remove()
    work.remove()
    assert [path.name for path in work.path.rglob("*")] == ["mine"]
