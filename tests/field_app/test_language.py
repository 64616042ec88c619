"""The language links of a page."""


def test_changing_the_language_keeps_everything_that_the_address_says(client):
    page = client.get("/?person=1&person=2&lang=zh_Hans").text
    assert "/?person=1&amp;person=2&amp;lang=en" in page


def test_the_answer_to_a_form_leads_back_to_the_form_in_the_other_language(client):
    before = {"Referer": "http://localhost/c/?visit=7&person=1&person=2"}
    page = client.post("/courier/pay", headers=before).text
    assert 'href="/c/?visit=7&amp;person=1&amp;person=2&amp;lang=en"' in page


def test_an_address_that_only_takes_forms_is_never_a_language_link(client):
    for headers in ({}, {"Referer": "http://localhost/courier/pay"}, {"Referer": "http://else/c/"}):
        page = client.post("/courier/pay", headers=headers).text
        assert 'href="/?lang=en"' in page
        assert "/courier/pay?lang" not in page
