"""From a camera's reading, or a document of the record, to the fields that the clerk reviews."""

from __future__ import annotations

from PySide6.QtGui import QImage

from counter_app.domain.customer import IdentityDocument
from counter_app.services.scanning import ScannedField
from ui.widgets.field_place import ShownField


def shown_field(name: str, read: ScannedField | None) -> ShownField:
    """A field as it was read; one that was not is doubtful too, with its picture."""
    if read is None:
        return ShownField(name, look="typed")
    doubtful = read.doubtful or not read.value
    return ShownField(
        name,
        read.value,
        "doubtful" if doubtful else "sure",
        read.doubts,
        crop_image(read),
        read.raw,
        read.changed_by,
        read.variants,
    )


def kept_field(name: str, document: IdentityDocument) -> ShownField:
    """A field of a document that was reviewed before."""
    value = getattr(document, name)
    return ShownField(name, "" if value is None else str(value))


def crop_image(read: ScannedField) -> QImage | None:
    """A field's print on the card, where the reading brought it."""
    crop = read.crop
    if crop is None:
        return None
    image = QImage(
        crop.pixels, crop.width, crop.height, crop.width * 3, QImage.Format.Format_BGR888
    )
    return image.copy()  # the bytes belong to the reading
