"""QR codes for paper: a web address as a picture that phones read."""

from io import BytesIO


def svg(address: str) -> bytes:
    """A code of an address as SVG: black on white, with the quiet margin that readers need around it.

    A sixth of it may be torn off or stained, and more where a more robust code takes no more room.
    """
    import segno  # without an address of the site it is needed for nothing

    picture = BytesIO()
    code = segno.make_qr(address, error="m", encoding="utf-8")
    code.save(picture, kind="svg", xmldecl=False, omitsize=True, light="#fff", svgclass=None, lineclass=None)
    return picture.getvalue()
