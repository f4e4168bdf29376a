"""Names of classes in all the forms in which rasters carry them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import rasterio
import rasterio.shutil
from rasterio.vrt import WarpedVRT

from satsyn_core.contract.errors import InputError
from satsyn_core.landcover.class_names import class_names, stored_names, write_class_names
from satsyn_core.landcover.mosaic_names import SeveralNamesError
from satsyn_core.landcover.raster import open_landcover
from satsyn_core.raster.reading import open_raster
from tests.support.rasters import RasterFactory
from tests.support.vector_layers import box, write_layer

Cell = str | int | float
HABITATS = {3: "bog", 7: "dune", 12: "salt marsh"}


def _names(path: Path) -> dict[int, str]:
    with open_landcover(path) as landcover:
        return class_names(landcover.dataset)


def _table(columns: list[tuple[str, int, int]], rows: list[tuple[Cell, ...]], attributes: str = "") -> str:
    """Return a table with columns of (name, type, use), as GDAL writes it."""
    fields = "".join(
        f'<FieldDefn index="{i}"><Name>{name}</Name><Type>{kind}</Type><Usage>{use}</Usage></FieldDefn>'
        for i, (name, kind, use) in enumerate(columns)
    )
    body = "".join(
        f'<Row index="{i}">' + "".join(f"<F>{cell}</F>" for cell in row) + "</Row>" for i, row in enumerate(rows)
    )
    return f'<GDALRasterAttributeTable{attributes} tableType="thematic">{fields}{body}</GDALRasterAttributeTable>'


VALUES = _table([("VALUE", 1, 0), ("COUNT", 1, 0), ("Habitat", 2, 0)], [(v, 1, n) for v, n in HABITATS.items()])
BY_NUMBER = [HABITATS.get(value, "") for value in range(13)]


@pytest.fixture
def habitats(make_raster: RasterFactory) -> Path:
    return make_raster(np.array([[3, 7, 12]], np.uint8))


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(VALUES, id="values by the column's name"),
        pytest.param(
            _table([("kind", 2, 2), ("number", 0, 5)], [(n, f"{v}.0") for v, n in HABITATS.items()]), id="values by use"
        ),
        pytest.param(
            _table(
                [("from", 1, 3), ("to", 1, 4), ("label", 2, 0)], [(v - 0.5, v + 0.4, n) for v, n in HABITATS.items()]
            ),
            id="least and greatest value",
        ),
        pytest.param(
            _table([("label", 2, 2)], [(name,) for name in BY_NUMBER[3:]], ' Row0Min="2.5" BinSize="1"'), id="bins"
        ),
        pytest.param(
            _table([("Histogram", 1, 1), ("Class_Names", 2, 2), ("Red", 1, 6)], [(0, name, 0.5) for name in BY_NUMBER]),
            id="the row's number",
        ),
        pytest.param(
            _table(
                [("Value", 0, 5), ("Remark", 2, 0), ("Class_Name", 2, 0)],
                [(v, "checked", n) for v, n in HABITATS.items()],
            ),
            id="two columns of text",
        ),
    ],
)
def test_tables_of_every_form_are_read(table: str, habitats: Path, make_raster: RasterFactory) -> None:
    make_raster.sidecar(habitats, table)
    assert _names(habitats) == HABITATS


def test_a_range_names_each_of_its_values_and_the_first_range_counts(
    habitats: Path, make_raster: RasterFactory
) -> None:
    make_raster.sidecar(habitats, _table([("a", 0, 3), ("b", 0, 4), ("name", 2, 2)], [(3, 6, "low"), (5, 7, "high")]))
    assert _names(habitats) == {3: "low", 4: "low", 5: "low", 6: "low", 7: "high"}


@pytest.mark.parametrize(
    ("columns", "taken"),
    [
        ([("OBJECTID", 0, 0), ("Wert", 0, 0), ("Anz", 0, 0), ("Art", 2, 0), ("Bem", 2, 0)], "Wert and Art"),
        ([("Nr", 0, 0), ("Rasterz", 0, 0), ("Anz", 0, 0), ("Deckung", 2, 0), ("Bem", 2, 0)], "Rasterz and Deckung"),
        ([("id", 0, 0), ("grille", 0, 0), ("nb", 0, 0), ("Libellé", 2, 0), ("note", 2, 0)], "grille and Libellé"),
    ],
)
def test_columns_in_other_languages_are_found_by_what_they_hold(
    columns: list[tuple[str, int, int]], taken: str, habitats: Path, make_raster: RasterFactory
) -> None:
    rows = [(1, 3, 90, "Ödland", "prüfen"), (2, 7, 20, "Forêt", "x"), (3, 12, 5, "Acker", "offen")]
    make_raster.sidecar(habitats, _table(columns, rows))
    with open_landcover(habitats) as landcover:
        found = stored_names(landcover.dataset, [3, 12])
        assert found.names == {3: "Ödland", 7: "Forêt", 12: "Acker"}
        assert found.columns == f"columns {taken}"
        assert stored_names(landcover.dataset, [3, 7, 12, 255]) == found
        assert stored_names(landcover.dataset, [3], lambda: [3, 12]) == found  # of the part in use, and of all of it


@pytest.mark.parametrize("name", ["KLASSENNAM", "NUTZUNGSAR", "BODENBEDEC"])
def test_names_that_dbase_has_cut_are_known(name: str, habitats: Path, make_raster: RasterFactory) -> None:
    columns = [("Nr", 0, 0), ("PIXEL_VALU", 0, 0), ("Bem", 2, 0), (name, 2, 0)]
    make_raster.sidecar(habitats, _table(columns, [(7, 3, "x", "Am1"), (3, 7, "y", "Bm1"), (12, 12, "z", "Cm1")]))
    with open_landcover(habitats) as landcover:
        assert stored_names(landcover.dataset, [3, 7]).names == {3: "Am1", 7: "Bm1", 12: "Cm1"}


@pytest.mark.parametrize("copy", ["copied.img", "copied.vrt"])
def test_copies_in_other_formats_carry_the_table(copy: str, habitats: Path, make_raster: RasterFactory) -> None:
    make_raster.sidecar(habitats, VALUES)
    target = habitats.with_name(copy)
    rasterio.shutil.copy(habitats, target, driver={"img": "HFA", "vrt": "VRT"}[copy[-3:]])
    assert _names(target) == HABITATS


@pytest.mark.parametrize("name", ["{0.name}.vat.dbf", "{0.name}.VAT.DBF", "{0.stem}.vat.dbf"])
def test_table_of_arcgis_beside_the_raster_is_read(name: str, habitats: Path) -> None:
    _write_dbf(habitats.with_name(name.format(habitats)), {"Value": [*HABITATS], "NAME_DE": [*HABITATS.values()]})
    assert _names(habitats) == HABITATS


@pytest.mark.parametrize("how", ["whole", "mosaic", "warped"])
@pytest.mark.parametrize("kind", ["dbf", "sidecar"])
def test_names_beside_the_source_of_a_vrt_are_read(
    how: str, kind: str, habitats: Path, make_raster: RasterFactory
) -> None:
    if kind == "dbf":
        _write_dbf(habitats.with_name(f"{habitats.name}.vat.dbf"), {"Value": [*HABITATS], "NAME": [*HABITATS.values()]})
    else:
        make_raster.sidecar(habitats, VALUES)
    vrt = habitats.with_name("area.vrt")
    if how == "warped":
        with rasterio.open(habitats) as source, WarpedVRT(source, crs="EPSG:32641") as warped:
            rasterio.shutil.copy(warped, vrt, driver="VRT")
    else:
        folder = "" if how == "whole" else f"{habitats.parent}/"
        vrt.write_text(
            _mosaic(f"<SourceFilename relativeToVRT='{int(not folder)}'>{folder}{habitats.name}</SourceFilename>")
        )
    assert _names(vrt) == HABITATS


def test_names_are_read_through_archives_and_whatever_opens_them(habitats: Path) -> None:
    _write_dbf(habitats.with_name(f"{habitats.name}.vat.dbf"), {"Value": [*HABITATS], "NAME": [*HABITATS.values()]})
    with zipfile.ZipFile(habitats.with_name("area.zip"), "w") as archive:
        for path in (habitats, habitats.with_name(f"{habitats.name}.vat.dbf")):
            archive.write(path, path.name)
    inside = f"/vsizip/{habitats.with_name('area.zip')}/{habitats.name}"
    mosaic = habitats.with_name("area.vrt")
    mosaic.write_text(_mosaic(f"<SourceFilename relativeToVRT='0'>{inside}</SourceFilename>"))
    index = write_layer(
        habitats.with_name("area.gti.gpkg"), [box(0, 0, 1, 1)], {"location": [habitats.name]}, kind="Polygon"
    )
    for name in (inside, str(mosaic), mosaic.read_text(), f"vrt://{habitats}?bands=1", index):
        with open_raster(name) as dataset:
            assert class_names(dataset) == HABITATS, name


@pytest.mark.parametrize("kind", ["dbf", "style", "categories", "attribute table"])
def test_a_vrt_has_the_names_of_the_band_that_it_shows(kind: str, make_raster: RasterFactory, tmp_path: Path) -> None:
    path = make_raster(np.array([[[3, 7, 12]]] * 2, np.uint8), name="years.tif")
    moved = tmp_path / "moved.vrt"
    with rasterio.open(path) as source, WarpedVRT(source, crs="EPSG:32641") as warped:
        rasterio.shutil.copy(warped, moved, driver="VRT")
    mapping = '<BandMapping src="{}" dst="1"'
    moved.write_text(moved.read_text().replace(mapping.format(1), mapping.format(2)))
    second: dict[int, str] = {}
    if kind == "dbf":
        _write_dbf(tmp_path / "years.tif.vat.dbf", {"Value": [*HABITATS], "NAME": [*HABITATS.values()]})
    elif kind == "style":
        items = "".join(f'<paletteEntry value="{value}" label="{name}"/>' for value, name in HABITATS.items())
        path.with_suffix(".qml").write_text(
            f"<qgis><rasterrenderer><colorPalette>{items}</colorPalette></rasterrenderer></qgis>"
        )
    else:
        names = "".join(f"<Category>{name}</Category>" for name in BY_NUMBER)
        first = VALUES if kind == "attribute table" else f"<CategoryNames>{names}</CategoryNames>"
        other = first.replace("bog", "heath").replace("dune", "reed")
        second = {3: "heath", 7: "reed", 12: "salt marsh"}
        bands = "".join(
            f'<PAMRasterBand band="{number}">{band}</PAMRasterBand>' for number, band in enumerate((first, other), 1)
        )
        Path(f"{path}.aux.xml").write_text(f"<PAMDataset>{bands}</PAMDataset>")
    with open_raster(path) as dataset:
        assert class_names(dataset) == HABITATS
    inner = tmp_path / "inner.vrt"
    inner.write_text(_mosaic(f"<SourceFilename>{path}</SourceFilename><SourceBand>2</SourceBand>"))
    outer = _mosaic(f"<SourceFilename>{inner}</SourceFilename><SourceBand>1</SourceBand>")
    for name in (f"vrt://{path}?bands=2", str(inner), outer, str(moved)):
        with open_raster(name) as dataset:
            assert class_names(dataset) == second, name
    with open_raster(f"vrt://{path}?bands=2,1") as dataset:
        assert class_names(dataset) == second
    with open_raster(f"vrt://{path}?bands=1") as dataset:
        assert class_names(dataset) == HABITATS


def test_a_vrt_of_a_mask_has_no_names(habitats: Path, make_raster: RasterFactory) -> None:
    make_raster.sidecar(habitats, VALUES)
    mask = _mosaic(f"<SourceFilename>{habitats}</SourceFilename><SourceBand>mask,1</SourceBand>")
    with open_raster(mask) as dataset:
        assert class_names(dataset) == {}


def test_tiles_that_are_missing_in_a_tile_index_are_passed_over(habitats: Path, make_raster: RasterFactory) -> None:
    make_raster.sidecar(habitats, VALUES)
    other = make_raster(np.array([[3, 7, 12]], np.uint8), name="other.tif")
    boxes, names = [box(0, 0, 1, 1), box(1, 0, 2, 1)], [habitats.name, other.name]
    index = write_layer(habitats.with_name("area.gti.gpkg"), boxes, {"location": names}, kind="Polygon")
    other.unlink()
    with open_raster(index) as dataset:
        assert class_names(dataset) == HABITATS


def test_flags_of_netcdf_are_names(habitats: Path) -> None:
    with rasterio.open(habitats, "r+") as dataset:
        dataset.update_tags(1, flag_values="{3,7,12}", flag_meanings="bog dune salt_marsh")
    assert _names(habitats) == HABITATS
    with rasterio.open(habitats, "r+") as dataset:
        dataset.update_tags(1, flag_values="{3,7}")
    with pytest.raises(InputError, match="3 words, and flag_values has 2 values"):
        _names(habitats)


def test_rows_that_gdal_leaves_out_are_read(habitats: Path, make_raster: RasterFactory) -> None:
    make_raster.sidecar(habitats, VALUES.replace('<Row index="0">', '<Row index="7">'))
    assert _names(habitats) == HABITATS


def test_exact_colours_of_a_style_name_classes(habitats: Path) -> None:
    items = "".join(f'<item value="{value}" label="{name}"/>' for value, name in HABITATS.items())
    shader = f'<rastershader><colorrampshader colorRampType="EXACT">{items}</colorrampshader></rastershader>'
    style = f"<qgis><rasterrenderer>{shader}</rasterrenderer></qgis>"
    habitats.with_suffix(".qml").write_text(style)
    assert _names(habitats) == HABITATS
    habitats.with_suffix(".qml").write_text(style.replace("EXACT", "INTERPOLATED"))
    assert _names(habitats) == HABITATS


def _write_ranges(raster: Path, labels: dict[str, str], kind: str = "DISCRETE") -> None:
    items = "".join(f'<item value="{value}" label="{name}"/>' for value, name in labels.items())
    shader = f'<rastershader><colorrampshader colorRampType="{kind}">{items}</colorrampshader></rastershader>'
    raster.with_suffix(".qml").write_text(f"<qgis><rasterrenderer>{shader}</rasterrenderer></qgis>")


def test_ranges_of_a_style_name_the_one_value_that_each_holds(habitats: Path) -> None:
    _write_ranges(habitats, {"inf": "salt marsh", "3": "bog", "7.5": "dune"})
    with open_landcover(str(habitats)) as landcover:
        assert class_names(landcover.dataset, [3, 7, 12]) == {3: "bog", 7: "dune", 12: "salt marsh"}
        with pytest.raises(InputError, match=r'label "dune" of its style is of a range that holds 4 and 7\. .*CLASSES'):
            class_names(landcover.dataset, [3, 4, 7])
        _write_ranges(habitats, {"3": "&lt;= 3", "7": "3 - 7", "inf": "&gt; 7"})
        assert class_names(landcover.dataset, [3, 4, 7]) == {}


@pytest.mark.parametrize("value", ["inf", "-inf", "nan", "1e308", ""])
def test_labels_of_no_value_are_passed_over(value: str, habitats: Path) -> None:
    _write_ranges(habitats, {"3": "bog", value: "dune"}, "EXACT")
    assert _names(habitats)[3] == "bog"
    entries = f'<paletteEntry value="{value}" label="dune"/><paletteEntry value="3" label="bog"/>'
    style = f"<qgis><rasterrenderer><colorPalette>{entries}</colorPalette></rasterrenderer></qgis>"
    habitats.with_suffix(".qml").write_text(style)
    assert _names(habitats)[3] == "bog"


def test_a_mosaic_of_itself_ends(habitats: Path) -> None:
    vrt = habitats.with_name("area.vrt")
    vrt.write_text(_mosaic("<SourceFilename relativeToVRT='1'>area.vrt</SourceFilename>"))
    assert _names(vrt) == {}


def test_a_vrt_that_computes_values_has_no_names_but_a_sentence(habitats: Path) -> None:
    _write_dbf(habitats.with_name(f"{habitats.name}.vat.dbf"), {"Value": [*HABITATS], "NAME": [*HABITATS.values()]})
    vrt = habitats.with_name("area.vrt")
    name = f"<SourceFilename relativeToVRT='1'>{habitats.name}</SourceFilename>"
    vrt.write_text(_mosaic(f"{name}<LUT>3:1,7:2,12:3</LUT>", "ComplexSource"))
    with pytest.raises(InputError, match=r"area\.vrt computes other values .* CLASSES"):
        _names(vrt)


def test_a_vrt_that_takes_values_as_nodata_keeps_the_names(habitats: Path) -> None:
    _write_dbf(habitats.with_name(f"{habitats.name}.vat.dbf"), {"Value": [*HABITATS], "NAME": [*HABITATS.values()]})
    vrt = habitats.with_name("area.vrt")
    name = f"<SourceFilename relativeToVRT='1'>{habitats.name}</SourceFilename>"
    text = _mosaic(f"{name}<LUT>3:3,7:0,8:8,12:12</LUT>", "ComplexSource")
    vrt.write_text(text.replace("<ComplexSource>", "<NoDataValue>0</NoDataValue><ComplexSource>"))
    assert _names(vrt) == HABITATS


def test_sources_that_contradict_each_other_are_named(habitats: Path, make_raster: RasterFactory) -> None:
    other = make_raster(np.array([[3]], np.uint8), name="other.tif", categories=("", "", "", "heath"))
    make_raster.sidecar(habitats, VALUES)
    vrt = habitats.with_name("area.vrt")
    names = [f"<SourceFilename relativeToVRT='1'>{path.name}</SourceFilename>" for path in (habitats, other)]
    vrt.write_text(_mosaic(f"{names[0]}</SimpleSource><SimpleSource>{names[1]}"))
    with open_landcover(vrt) as landcover:
        with pytest.raises(SeveralNamesError, match=r'Value 3 .* is "bog" in .* and "heath" in ') as refused:
            class_names(landcover.dataset, [3, 7])
        assert 'as in "3=water".' in str(refused.value)
        assert refused.value.agreed.names == {7: "dune", 12: "salt marsh"}
        assert class_names(landcover.dataset, [7]) == refused.value.agreed.names  # value 3 is not in use
    make_raster.sidecar(other, VALUES.replace("bog", "heath").replace("dune", "car park"))
    with pytest.raises(SeveralNamesError, match=r'also: 7\. Use these rasters one by one\. .* "3=water 7=water"\.'):
        _names(vrt)
    make_raster.sidecar(other, VALUES.replace("bog", "Bogs"))
    assert _names(vrt) == HABITATS


def _mosaic(source: str, kind: str = "SimpleSource") -> str:
    return (
        '<VRTDataset rasterXSize="3" rasterYSize="1"><VRTRasterBand dataType="Byte" band="1">'
        f"<{kind}>{source}</{kind}></VRTRasterBand></VRTDataset>"
    )


def test_tables_without_words_name_nothing(habitats: Path, make_raster: RasterFactory) -> None:
    make_raster.sidecar(
        habitats, _table([("Value", 0, 5), ("Code", 2, 0), ("Red", 0, 6)], [(3, "03", 9), (7, "07", 8)])
    )
    assert _names(habitats) == {}


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (_table([("Value", 0, 5), ("NL", 2, 0), ("FR", 2, 0)], [(3, "veen", "tourbe")]), "NL, FR names the classes"),
        (_table([("Legend_id", 0, 0), ("label", 2, 2)], [(3, "bog")]), "Legend_id holds the values"),
        (_table([("Value", 1, 5), ("label", 2, 2)], [(0.25, "bog")]), "no whole numbers"),
        (_table([("a", 1, 3), ("b", 1, 4), ("label", 2, 2)], [(-1e30, 1e30, "any")]), "too many values"),
        ("<GDALRasterAttributeTable><FieldDefn>", "can't be understood"),
    ],
)
def test_a_table_that_cannot_be_understood_is_named_with_the_way_out(
    table: str, reason: str, habitats: Path, make_raster: RasterFactory
) -> None:
    make_raster.sidecar(habitats, table)
    with pytest.raises(InputError, match=reason) as refused:
        _names(habitats)
    assert habitats.name in str(refused.value)
    assert "CLASSES" in str(refused.value)


def test_a_damaged_table_of_arcgis_is_named(habitats: Path) -> None:
    table = habitats.with_name(f"{habitats.name}.vat.dbf")
    table.write_bytes(b"no table")
    with pytest.raises(InputError, match=r"vat\.dbf names classes, but it can't be understood"):
        _names(habitats)


@pytest.mark.parametrize("names", [{1: "a & b", 4: "<c>"}, {112: "town", 523: "sea"}, {11_011: "gain"}])
def test_names_that_are_written_are_read(names: dict[int, str], make_raster: RasterFactory) -> None:
    path = make_raster(np.zeros((2, 2), np.uint16))
    write_class_names(path, names)
    assert _names(path) == names


def _write_dbf(path: Path, columns: dict[str, list[Cell]]) -> None:
    written = path.with_name("table.dbf")
    pyogrio.raw.write(
        written,
        geometry=None,
        field_data=[np.array(column, object if isinstance(column[0], str) else None) for column in columns.values()],
        fields=list(columns),
        driver="ESRI Shapefile",
    )
    written.rename(path)


def test_a_column_that_counts_the_rows_holds_no_values_if_another_one_may(
    habitats: Path, make_raster: RasterFactory
) -> None:
    columns = [("ident", 0, 0), ("grille", 0, 0), ("texte", 2, 0)]
    make_raster.sidecar(habitats, _table(columns, [(0, 1, "eau"), (1, 2, "forêt"), (2, 3, "route")]))
    with open_landcover(habitats) as landcover:
        assert stored_names(landcover.dataset, [1, 2, 3]).names == {1: "eau", 2: "forêt", 3: "route"}
        with pytest.raises(InputError, match="ident or grille"):
            stored_names(landcover.dataset, [0, 1, 2])


def test_names_of_tiles_are_read_once_as_long_as_a_mosaic_is_open(habitats: Path, make_raster: RasterFactory) -> None:
    make_raster.sidecar(habitats, VALUES)
    vrt = habitats.with_name("area.vrt")
    vrt.write_text(_mosaic(f"<SourceFilename relativeToVRT='1'>{habitats.name}</SourceFilename>"))
    with open_landcover(vrt) as landcover:
        assert class_names(landcover.dataset) == HABITATS
        make_raster.sidecar(habitats, VALUES.replace("bog", "fen"))
        assert class_names(landcover.dataset) == HABITATS
    assert _names(vrt) == {**HABITATS, 3: "fen"}
