"""The language links of a page."""


def test_changing_the_language_keeps_everything_that_the_address_says(client):
    page = client.get("/?person=1&person=2&lang=zh_Hans").text
    assert "/?person=1&amp;person=2&amp;lang=en" in page
