"""Style codes: drawn, encoded from a reference image, and completed where a class was not seen."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from threadpoolctl import threadpool_limits

from satsyn_core.contract.bundled import BUNDLED_MODEL
from satsyn_core.contract.errors import InputError
from satsyn_core.generator import image_styles, styles
from satsyn_core.generator.engine_choice import EngineOptions, make_engine
from satsyn_core.generator.families import load_generator
from satsyn_core.generator.image_radiometry import with_own_radiometry
from satsyn_core.generator.seamless import SeamlessGenerator
from satsyn_core.generator.styles import CodePart, SceneStyle, Style


@pytest.fixture(scope="module")
def generator(tiny_model: Path) -> SeamlessGenerator:
    loaded = load_generator(tiny_model)
    assert isinstance(loaded, SeamlessGenerator)
    return loaded


def test_the_same_seed_and_variant_draw_the_same_style_and_others_do_not(generator: SeamlessGenerator) -> None:
    first = generator.draw_style(3).code
    assert np.array_equal(first, generator.draw_style(3).code)
    assert not np.array_equal(first, generator.draw_style(4).code)
    assert not np.array_equal(first, generator.draw_style(3, variant=1).code)


def test_a_code_between_two_is_that_of_torch() -> None:
    first, second = (np.random.default_rng(seed).normal(size=10_000).astype(np.float32) for seed in (1, 2))
    shares = np.linspace(0, 1, 10_000, dtype=np.float32)
    for share in (0.2, 0.5, 0.77, 1.0, shares):
        weight = share if isinstance(share, float) else torch.from_numpy(share)
        expected = torch.lerp(torch.from_numpy(first), torch.from_numpy(second), weight).numpy()
        found = styles.interpolated(first, second, share)
        if torch.backends.cpu.get_cpu_capability() in {"AVX2", "AVX512"}:
            assert np.array_equal(found, expected)
        assert np.allclose(found, expected, rtol=0, atol=1e-6)


def test_drawn_styles_stay_between_codes_of_the_bank(generator: SeamlessGenerator) -> None:
    bank, _ = generator.drawn_codes()
    low, high = bank.min(0), bank.max(0)
    for seed in range(50):
        code = generator.draw_style(seed).code
        assert bool(((code >= low - 1e-6) & (code <= high + 1e-6)).all())


def parts_of(generator: SeamlessGenerator) -> list[CodePart]:
    return [generator.class_code(index) for index in range(generator.architecture.classes)]


def test_codes_drawn_apart_take_the_scene_and_each_class_from_entries_that_may_be_drawn(
    generator: SeamlessGenerator,
) -> None:
    bank, _ = generator.drawn_codes()
    parts, size = parts_of(generator), generator.architecture.global_code
    drawable = np.ones((len(bank), len(parts)), bool)
    drawable[:, 1] = False
    drawable[3, 1] = True
    for seed in range(30):
        code = styles.draw_apart(bank, drawable, parts, seed).code
        assert (bank[:, :size] == code[:size]).all(1).any()
        assert all((bank[:, part] == code[part]).all(1).any() for part in parts)
        assert np.array_equal(code[parts[1]], bank[3, parts[1]])
    drawn = np.stack([styles.draw_apart(bank, drawable, parts, 5, variant).code for variant in range(20)])
    assert len(np.unique(drawn, axis=0)) == 20
    sources = [(bank[:, part] == drawn[0][part]).all(1).argmax() for part in parts]
    assert len(set(sources)) > 1


def test_model_files_keep_which_classes_may_be_drawn_and_those_without_draw_mixtures_as_before(
    generator: SeamlessGenerator, tmp_path: Path
) -> None:
    plain = replace(generator, drawable=None)
    plain.save(tmp_path / "before.safetensors")
    before = load_generator(tmp_path / "before.safetensors")
    assert isinstance(before, SeamlessGenerator)
    assert before.drawable is None
    assert np.array_equal(before.draw_style(3, 2).code, styles.draw_mixture(before.bank.numpy(), 3, 2).code)
    drawable = torch.rand(len(generator.bank), generator.architecture.classes) < 0.5
    drawable[0] = True
    replace(generator, drawable=drawable).save(tmp_path / "model.safetensors")
    loaded = load_generator(tmp_path / "model.safetensors")
    assert isinstance(loaded, SeamlessGenerator)
    assert loaded.drawable is not None
    assert torch.equal(loaded.drawable, drawable)
    expected = styles.draw_apart(loaded.bank.numpy(), drawable.numpy(), parts_of(loaded), 3, 2).code
    assert np.array_equal(loaded.draw_style(3, 2).code, expected)


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
    completed = image_styles.complete_codes(code, seen, architecture, bank, drawable)
    part = architecture.class_code_of(1)
    assert torch.equal(completed[0, part], bank[7, part])


def test_an_image_is_encoded_as_a_whole_however_it_is_windowed(
    generator: SeamlessGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    image = np.kron(rng.integers(0, 255, (3, 8, 8), dtype=np.uint8), np.ones((1, 16, 16), np.uint8))
    classes = np.kron(rng.integers(0, 5, (8, 8), dtype=np.uint8), np.ones((16, 16), np.uint8))
    whole = generator.encode_style(image, classes).code
    monkeypatch.setattr(image_styles, "ENCODED_WINDOW", 64)
    windowed = generator.encode_style(image, classes).code
    inverted = generator.encode_style(255 - image, classes).code
    assert np.abs(whole - windowed).max() < 0.1 * np.abs(whole - inverted).max()


def test_digital_numbers_are_brought_to_the_networks_range_before_encoding(generator: SeamlessGenerator) -> None:
    classes = np.zeros((64, 64), np.uint8)
    image = np.random.default_rng(1).integers(0, 255, (3, 64, 64), dtype=np.uint8)
    scaled = torch.from_numpy(image.astype(np.float32) / 127.5 - 1)[None]
    shares = torch.nn.functional.one_hot(torch.zeros(1, 64, 64, dtype=torch.long), 5).permute(0, 3, 1, 2).float()
    with torch.no_grad():
        expected, _ = generator.encoder(scaled, shares)
    size = generator.architecture.global_code
    assert np.allclose(generator.encode_style(image, classes).code[:size], expected[0, :size], atol=1e-4)


def test_a_class_that_the_image_does_not_show_looks_as_in_the_most_similar_training_image(
    generator: SeamlessGenerator,
) -> None:
    architecture = generator.architecture
    code = generator.bank[5:6].clone()
    code[:, architecture.global_code :] = 9.0
    seen = torch.tensor([[True, False, True, True, True]])
    completed = image_styles.complete_codes(code, seen, architecture, generator.bank)
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
    completed = image_styles.complete_codes(codes, present, architecture)
    part = architecture.class_code_of(1)
    assert torch.equal(completed[0, part], codes[2, part])
    completed[0, part] = codes[0, part]
    assert torch.equal(completed, codes)


def test_the_tables_of_a_style_are_those_of_the_network_however_many_threads_compute() -> None:
    generator = load_generator(BUNDLED_MODEL)
    assert isinstance(generator, SeamlessGenerator)
    style = generator.draw_style(5)
    of_network = torch.from_numpy(style.code[: generator.architecture.code_size])
    with torch.inference_mode():
        expected = copy.deepcopy(generator.network.style).double()(of_network[None].double())
    for count in (1, 2):
        with threadpool_limits(count):
            for table, wanted in zip(generator.style_tables(style), expected, strict=True):
                assert np.array_equal(table, wanted.float().numpy())


def test_imagery_in_the_style_of_an_image_has_the_colours_of_its_classes(generator: SeamlessGenerator) -> None:
    entries, classes = len(generator.bank), generator.architecture.classes
    unchanged = torch.tensor([1.0, 0, 0, 0]).expand(entries, classes, -1)
    with_radiometry = replace(generator, bank_radiometry=unchanged)
    land_cover = np.zeros((160, 192), np.uint8)
    land_cover[:, 100:] = 3
    colours = np.zeros((3, 160, 192), np.uint8)
    colours[:, :, :100] = np.array([90, 120, 60])[:, None, None]
    colours[:, :, 100:] = np.array([140, 130, 110])[:, None, None]
    image = colours + np.random.default_rng(0).integers(0, 12, colours.shape, np.uint8)
    style = with_radiometry.encode_style(image, land_cover)
    around = np.pad(land_cover, generator.margin, mode="edge")
    apart = []
    for one, found in ((with_radiometry, style), (generator, generator.encode_style(image, land_cover))):
        made = make_engine(one, SceneStyle(found, 5), EngineOptions("pytorch", device="cpu")).render(around, 0, 0)
        columns = (slice(4, 96), slice(104, 188))
        apart.append(max(np.abs((made - image.astype(float))[..., own].mean((1, 2))).max() for own in columns))
    # A network without training has bright and dark pixels that no gain brings into the range of 8 bits.
    assert apart[0] < 20
    assert apart[0] < apart[1] / 2


def test_an_image_that_a_code_gave_has_the_colours_of_this_code_up_to_its_edge() -> None:
    """Nothing has to change, up to the noise. Most of the land cover that the network reads lies beyond the image."""
    generator = load_generator(BUNDLED_MODEL)
    assert isinstance(generator, SeamlessGenerator)
    classes, size = generator.architecture.classes, generator.architecture.code_size
    land_cover = np.repeat(np.arange(classes, dtype=np.uint8), 64)[None].repeat(64, axis=0)
    unchanged = np.tile([1.0, 0, 0, 0], classes)
    code = np.concatenate([generator.draw_style(1).code[:size], unchanged]).astype(np.float32)
    around = np.pad(land_cover, generator.margin, mode="symmetric")
    engine = make_engine(generator, SceneStyle(Style(code, "drawn"), 7), EngineOptions("pytorch", device="cpu"))
    pixels = generator.values.to_network(engine.render(around, 0, 0))
    found = with_own_radiometry(generator.network, torch.from_numpy(code), pixels, land_cover).numpy()
    means = np.stack([pixels[:, land_cover == index].mean(1) for index in range(classes)])
    gains, offsets = np.split(found[size:].reshape(classes, -1), [1], axis=1)
    # In digital numbers of 8 bits: 3.6 with unknown land cover beyond the image.
    assert np.abs(gains * means + offsets - means).mean() * 127.5 < 1.5


def test_a_class_of_which_an_image_shows_too_little_to_compare_has_the_gain_of_a_similar_place(
    generator: SeamlessGenerator,
) -> None:
    radiometry = torch.tensor([0.8, 0.1, 0.2, 0.3]).expand(len(generator.bank), generator.architecture.classes, -1)
    with_radiometry = replace(generator, bank_radiometry=radiometry)
    land_cover = np.zeros((128, 136), np.uint8)
    land_cover[:, 128:] = 2  # beyond the last window
    style = with_radiometry.encode_style(np.full((3, *land_cover.shape), 90, np.uint8), land_cover)
    found = with_radiometry.radiometry(style)
    assert found is not None
    assert np.allclose(found[2], radiometry[0, 2])
    assert not np.allclose(found[0], radiometry[0, 0], atol=0.01)
    tiny = with_radiometry.encode_style(np.full((3, 12, 64), 90, np.uint8), np.zeros((12, 64), np.uint8))
    assert np.allclose(with_radiometry.radiometry(tiny), radiometry[0])
