"""Train generators on a machine without network.

python -m training.bundle pack OUTPUT --data FOLDER [--no-wheels]
python -m training.bundle unpack PACKS TARGET
python -m training.bundle train RECIPE DATA OUTPUT --minutes N [--runs R] [OPTIONS OF THE RECIPE]

`pack` writes the data and the wheels of the environment, all but PyTorch, as packs of at most 60 MiB. `unpack` puts
them together again on the other machine: TARGET/wheels and TARGET/data. Install the wheels there with
`pip install --no-index --find-links TARGET/wheels -r TARGET/wheels.txt`.

`train` times a step, plans a training of R runs of N minutes, and does the first of them. With the files of an earlier
run in OUTPUT it goes on where that stopped. OUTPUT gets at most 8 files of 16 MiB: the model, `record.zip` with sample
sheets, losses and log, and the packs of the checkpoint. The last run also makes style bank, sample sheet and card, as
the recipe does, which takes some minutes more. Options of the recipe are for example `--initial-model START`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from training.bundle.packs import DamagedPackError, unpack, write_packs
from training.bundle.timed_training import RECIPES, train
from training.bundle.wheels import download_wheels, wheel_list

NAME = "bundle"


def pack(output: Path, data: Path, *, wheels: bool) -> list[Path]:
    """Write the packs and return them."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "wheels.txt"
        listed.write_text("\n".join(wheel_list()) + "\n", encoding="utf-8")
        members = [(data, "data"), (listed, listed.name)]
        if wheels:
            download_wheels(Path(folder) / "wheels")
            members.append((Path(folder) / "wheels", "wheels"))
        return write_packs(members, output, NAME)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack")
    packing.add_argument("output", type=Path, help="folder of the packs")
    packing.add_argument("--data", type=Path, required=True, help="folder of the recipe's imagery")
    packing.add_argument("--no-wheels", action="store_true", help="leave out the wheels")
    unpacking = commands.add_parser("unpack")
    unpacking.add_argument("packs", type=Path, help="folder of the packs")
    unpacking.add_argument("target", type=Path)
    training = commands.add_parser("train")
    training.add_argument("recipe", choices=sorted(RECIPES))
    training.add_argument("data", type=Path)
    training.add_argument("output", type=Path)
    training.add_argument("--minutes", type=float, required=True, help="of this run")
    training.add_argument("--runs", type=int, default=1, help="runs that the training is planned for")
    chosen, options = parser.parse_known_args()
    if options and chosen.command != "train":
        parser.error(f"unknown options: {' '.join(options)}")
    try:
        if chosen.command == "pack":
            written = pack(chosen.output, chosen.data, wheels=not chosen.no_wheels)
        elif chosen.command == "unpack":
            unpack(chosen.packs, NAME, chosen.target)
            written = [chosen.target]
        else:
            written = train(chosen.recipe, chosen.data, chosen.output, chosen.minutes, chosen.runs, options)
    except DamagedPackError as error:
        sys.exit(str(error))
    print("\n".join(map(str, written)))


if __name__ == "__main__":
    main()
