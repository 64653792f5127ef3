"""The pages of what isn't made yet."""

from pelican.writers import Writer

from pelican_converse.generators import Kind


class PreviewsPages(Kind):
    """All previews, and a page for each; nothing without any."""

    pages = ("PREVIEWS",)

    def files(self) -> dict[str, str]:
        """Those of each preview too."""
        if not self.site.previews:
            return {}
        return super().files() | {self.urls.save_as("PREVIEW", slug): "PREVIEW" for slug in self.site.previews_by_slug}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        if self.site.previews:
            self.write(writer, "PREVIEWS", "previews")
        for preview in self.site.previews:
            answered_by = self.site.person_for_preview(preview)
            self.write(writer, "PREVIEW", "preview", preview.slug, preview=preview, answered_by=answered_by)


PREVIEWING = (PreviewsPages,)
