"""A logo is drawn anew and small; what is no picture, or means harm, is refused with a sentence."""

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from kpi_core.errors import UnreadableFile
from kpi_core.export.logo import logo_png
from kpi_core.texts import LANGS, say
from tests.export.pictures import huge_png, noise, png


def size_of(data):
    with Image.open(BytesIO(data)) as picture:
        return picture.format, picture.size


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_a_picture_of_a_usual_kind_becomes_a_png(kind):
    assert size_of(logo_png(png(300, 100, kind))) == ("PNG", (300, 100))


@pytest.mark.parametrize(
    ("given", "kept"),
    [((1200, 300), (600, 150)), ((300, 1200), (150, 600)), ((600, 600), (600, 600)), ((1, 1), (1, 1))],
)
def test_a_large_picture_becomes_small_in_its_own_shape(given, kept):
    assert size_of(logo_png(png(*given))) == ("PNG", kept)


def test_a_picture_of_200_kb_is_fine():
    data = noise(300, 300)

    assert len(data) > 200_000
    assert size_of(logo_png(data)) == ("PNG", (300, 300))


def test_only_the_pixels_are_kept():
    about = PngImagePlugin.PngInfo()
    about.add_text("Author", "SECRET")
    kept = logo_png(png(50, 50, pnginfo=about))

    with Image.open(BytesIO(kept)) as picture:
        assert not picture.info
    assert b"SECRET" not in kept


def test_a_photo_taken_sideways_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6

    assert size_of(logo_png(png(200, 100, "JPEG", exif=turned)))[1] == (100, 200)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = {
    "an svg": (b"<svg/>", "logo_svg"),
    "an svg with a script": (SVG, "logo_svg"),
    "an svg after its declaration": (b'\xef\xbb\xbf<?xml version="1.0"?>' + SVG, "logo_svg"),
    "a huge png": (huge_png(50_000, 50_000), "logo_size"),
    "a png that is large for a logo": (huge_png(12_000, 9_000), "logo_size"),
    "too many bytes": (b"\x89PNG" + b"0" * 10_000_001, "logo_size"),
    "a png cut short": (noise(200, 200)[:9000], "logo_unknown"),
    "a png without its rows": (huge_png(100, 100), "logo_unknown"),
    "text": (b"hello", "logo_unknown"),
    "a page": (b"<html><script>alert(1)</script></html>", "logo_unknown"),
    "nothing": (b"", "logo_unknown"),
    "a document": (b"%PDF-1.7 %EOF", "logo_unknown"),
    "a kind we do not read": (b"II*\x00" + b"\0" * 200, "logo_unknown"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_usable_picture_is_refused_with_a_sentence(data, code):
    with pytest.raises(UnreadableFile) as refused:
        logo_png(data)

    assert refused.value.code == code
    assert all(say(f"error.{code}", lang, **refused.value.fields) for lang in LANGS)
