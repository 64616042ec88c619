"""Cards verified a second by the JavaScript in a real browser, beside its bare signatures."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from playwright.sync_api import sync_playwright

from courier.domain.credentials import to_address
from courier.services.card_vectors import FOLDER, ISSUER_FILE
from tests.factories.sites import CHROMIUM, serving_static
from tests.factories.vector_lists import GOOD, live
from tests.factories.vector_world import HOST, NOON, list_of, signed_list

PROGRAM = """
async ({ text, at, keys: published, list, county, count }) => {
  const { keysOf, read } = await import("/js/verify/verifier.js");
  const { judge } = await import("/js/verify/judge.js");
  const { believed, statusIn } = await import("/js/verify/status_list.js");
  const keys = await keysOf(published);
  const bytes = Uint8Array.from(atob(list), (letter) => letter.charCodeAt(0));
  const known = await believed(bytes, keys, county, at);
  let green = 0;
  const timed = async (one) => {
    const start = performance.now();
    for (let time = 0; time < count; time += 1) await one();
    return (count * 1000) / (performance.now() - start);
  };
  const check = async () => {
    const shown = await read(text, keys);
    if (judge(shown, statusIn(known, shown.claims, at), at).colour === "green") green += 1;
  };
  const way = { name: "ECDSA", hash: "SHA-256" };
  const curve = { ...way, namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(curve, false, ["sign", "verify"]);
  const signature = await crypto.subtle.sign(way, pair.privateKey, bytes);
  const raw = () => crypto.subtle.verify(way, pair.publicKey, signature, bytes);
  await check(); await raw();
  return { checks: await timed(check), signatures: await timed(raw), green };
}
"""


@dataclass(frozen=True, slots=True)
class BrowserSpeed:
    """A second: live codes checked (two signatures each, the list at hand), bare signatures."""

    checks: float
    signatures: float


def browser_speed(count: int = 2_000) -> BrowserSpeed:
    """Measured in Chromium, ``count`` times each."""
    world = json.loads((FOLDER / ISSUER_FILE).read_text("utf-8"))
    facts = {
        "text": to_address(HOST, live(GOOD)),
        "at": int(NOON.timestamp()) * 1000,
        "keys": world["keys"],
        "list": base64.b64encode(signed_list(list_of(GOOD))).decode("ascii"),
        "county": f"{GOOD:06d}",
        "count": count,
    }
    with serving_static() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{site}/manifest.webmanifest")
        told = page.evaluate(PROGRAM, facts)
        browser.close()
    assert told["green"] == count + 1, "every check is green"
    return BrowserSpeed(told["checks"], told["signatures"])


if __name__ == "__main__":
    print(browser_speed())
