"""Style codes: drawn, encoded from a reference image, and completed where a class was not seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from satsyn_core.contract.bundled import BUNDLED_MODEL
from satsyn_core.contract.errors import InputError
from satsyn_core.generator import styles
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.seamless import SeamlessGenerator


@pytest.fixture(scope="module")
def generator(tiny_model: Path) -> SeamlessGenerator:
    loaded = load_generator(tiny_model)
    assert isinstance(loaded, SeamlessGenerator)
    return loaded


def test_the_same_seed_and_variant_draw_the_same_style_and_others_do_not(generator: SeamlessGenerator) -> None:
    first = generator.draw_style(3).code
    assert torch.equal(first, generator.draw_style(3).code)
    assert not torch.equal(first, generator.draw_style(4).code)
    assert not torch.equal(first, generator.draw_style(3, variant=1).code)


def test_drawn_styles_stay_between_codes_of_the_bank(generator: SeamlessGenerator) -> None:
    low, high = generator.bank.min(0).values, generator.bank.max(0).values
    for seed in range(50):
        code = generator.draw_style(seed).code
        assert bool(((code >= low - 1e-6) & (code <= high + 1e-6)).all())


def parts_of(generator: SeamlessGenerator) -> list[slice]:
    return [generator.class_code(index) for index in range(generator.architecture.classes)]


def test_codes_drawn_apart_take_the_scene_and_each_class_from_entries_that_may_be_drawn(
    generator: SeamlessGenerator,
) -> None:
    bank, parts, size = generator.bank, parts_of(generator), generator.architecture.global_code
    drawable = torch.ones(len(bank), len(parts), dtype=torch.bool)
    drawable[:, 1] = False
    drawable[3, 1] = True
    for seed in range(30):
        code = styles.draw_apart(bank, drawable, parts, seed).code
        assert (bank[:, :size] == code[:size]).all(1).any()
        assert all((bank[:, part] == code[part]).all(1).any() for part in parts)
        assert torch.equal(code[parts[1]], bank[3, parts[1]])
    drawn = torch.stack([styles.draw_apart(bank, drawable, parts, 5, variant).code for variant in range(20)])
    assert len(drawn.unique(dim=0)) == 20
    sources = [(bank[:, part] == drawn[0][part]).all(1).nonzero()[0, 0].item() for part in parts]
    assert len(set(sources)) > 1


def test_model_files_keep_which_classes_may_be_drawn_and_those_without_draw_mixtures_as_before(
    generator: SeamlessGenerator, tmp_path: Path
) -> None:
    plain = replace(generator, drawable=None)
    plain.save(tmp_path / "before.safetensors")
    before = load_generator(tmp_path / "before.safetensors")
    assert isinstance(before, SeamlessGenerator)
    assert before.drawable is None
    assert torch.equal(before.draw_style(3, 2).code, styles.draw_mixture(before.bank, 3, 2).code)
    drawable = torch.rand(len(generator.bank), generator.architecture.classes) < 0.5
    drawable[0] = True
    replace(generator, drawable=drawable).save(tmp_path / "model.safetensors")
    loaded = load_generator(tmp_path / "model.safetensors")
    assert isinstance(loaded, SeamlessGenerator)
    assert loaded.drawable is not None
    assert torch.equal(loaded.drawable, drawable)
    expected = styles.draw_apart(loaded.bank, drawable, parts_of(loaded), 3, 2).code
    assert torch.equal(loaded.draw_style(3, 2).code, expected)


def test_a_model_file_in_which_a_class_may_be_drawn_from_no_code_is_refused(
    generator: SeamlessGenerator, tmp_path: Path
) -> None:
    drawable = torch.ones(len(generator.bank), generator.architecture.classes, dtype=torch.bool)
    drawable[:, 2] = False
    replace(generator, drawable=drawable).save(tmp_path / "model.safetensors")
    with pytest.raises(InputError):
        load_generator(tmp_path / "model.safetensors")


def test_absent_classes_of_an_image_take_codes_that_may_be_drawn(generator: SeamlessGenerator) -> None:
    architecture, bank = generator.architecture, generator.bank
    code, seen = bank[5:6].clone(), torch.tensor([[True, False, True, True, True]])
    drawable = torch.zeros(len(bank), architecture.classes, dtype=torch.bool)
    drawable[7] = True
    completed = styles.complete_codes(code, seen, architecture, bank, drawable)
    part = architecture.class_code_of(1)
    assert torch.equal(completed[0, part], bank[7, part])


def test_an_image_is_encoded_as_a_whole_however_it_is_windowed(
    generator: SeamlessGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    image = np.kron(rng.integers(0, 255, (3, 8, 8), dtype=np.uint8), np.ones((1, 16, 16), np.uint8))
    classes = np.kron(rng.integers(0, 5, (8, 8), dtype=np.uint8), np.ones((16, 16), np.uint8))
    whole = generator.encode_style(image, classes).code
    monkeypatch.setattr(styles, "ENCODED_WINDOW", 64)
    windowed = generator.encode_style(image, classes).code
    assert (whole - windowed).abs().max() < 0.1 * (
        whole - generator.encode_style(255 - image, classes).code
    ).abs().max()


def test_digital_numbers_are_brought_to_the_networks_range_before_encoding(generator: SeamlessGenerator) -> None:
    classes = np.zeros((64, 64), np.uint8)
    image = np.random.default_rng(1).integers(0, 255, (3, 64, 64), dtype=np.uint8)
    scaled = torch.from_numpy(image.astype(np.float32) / 127.5 - 1)[None]
    shares = torch.nn.functional.one_hot(torch.zeros(1, 64, 64, dtype=torch.long), 5).permute(0, 3, 1, 2).float()
    with torch.no_grad():
        expected, _ = generator.encoder(scaled, shares)
    size = generator.architecture.global_code
    assert torch.allclose(generator.encode_style(image, classes).code[:size], expected[0, :size], atol=1e-4)


def test_a_class_that_the_image_does_not_show_looks_as_in_the_most_similar_training_image(
    generator: SeamlessGenerator,
) -> None:
    architecture = generator.architecture
    code = generator.bank[5:6].clone()
    code[:, architecture.global_code :] = 9.0
    seen = torch.tensor([[True, False, True, True, True]])
    completed = styles.complete_codes(code, seen, architecture, generator.bank)
    start = architecture.global_code + architecture.class_code
    absent = slice(start, start + architecture.class_code)
    assert torch.equal(completed[0, absent], generator.bank[5, absent])
    assert bool((completed[0, architecture.global_code : start] == 9).all())


def test_codes_without_a_bank_take_absent_classes_from_each_other(generator: SeamlessGenerator) -> None:
    architecture = generator.architecture
    codes = generator.bank[:4].clone()
    codes[2, : architecture.global_code] = codes[0, : architecture.global_code] + 1e-3
    present = torch.ones(4, architecture.classes, dtype=torch.bool)
    present[0, 1] = False
    present[:, 3] = False
    completed = styles.complete_codes(codes, present, architecture)
    part = architecture.class_code_of(1)
    assert torch.equal(completed[0, part], codes[2, part])
    completed[0, part] = codes[0, part]
    assert torch.equal(completed, codes)


def test_the_tables_of_a_style_do_not_depend_on_the_number_of_threads() -> None:
    generator = load_generator(BUNDLED_MODEL)
    assert isinstance(generator, SeamlessGenerator)
    threads, told = torch.get_num_threads(), []
    try:
        for count in (1, 2):
            torch.set_num_threads(count)
            told.append(generator.style_tables(generator.draw_style(5)))
    finally:
        torch.set_num_threads(threads)
    assert all(torch.equal(one, other) for one, other in zip(*told, strict=True))
