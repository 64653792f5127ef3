"""The example site, as it is published."""


def test_the_home_page_names_who_answers(example_site):
    words = example_site.page("").find(class_="contact-short").get_text(" ", strip=True)
    assert "Ben" in words
    assert "Rosa is away until 14 August" in words
