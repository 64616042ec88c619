// What the service workers of this site have in common: pages that open without a network, and their files.
// They keep no answer about anybody. The server puts SHELL (its version, the pages, the files) before this,
// and after it the worker's own program, which calls keepPages.

/**
 * @typedef {object} Keeping
 * @property {string} name of the cache, without the version
 * @property {number} patienceMs how long the network may take before the kept page is shown
 * @property {number} [againMs] the same for who asks for the page anew from the page itself: she wants it, not the kept one
 * @property {(path: string) => string | undefined} pageFor the kept page for an address that is opened; none where only the network helps
 * @property {(event: FetchEvent) => Promise<Response> | undefined} [otherwise] for what is not a page that is opened
 */

/** @param {Keeping} keeping */
function keepPages({ name, patienceMs, againMs = patienceMs, pageFor, otherwise }) {
  const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const cacheName = `${name} ${SHELL.version}`;
  const tooMany = 429; // others behind the same address asked often: the phone can do it itself
  const folders = /^\/(?:static|c\/shell|courier\/shell)\//;

  async function keepFiles() {
    const cache = await caches.open(cacheName);
    await cache.addAll([...SHELL.pages, ...SHELL.files]);
    await worker.skipWaiting();
  }

  async function takeOver() {
    const names = await caches.keys();
    const old = names.filter((kept) => kept.startsWith(`${name} `) && kept !== cacheName);
    await Promise.all(old.map((kept) => caches.delete(kept)));
    await worker.registration.navigationPreload?.enable();
    await worker.clients.claim();
  }

  /** The server's answer; the kept page when there is none in time. @param {FetchEvent} event @param {string} page */
  async function open(event, page) {
    const { url, referrer } = event.request;
    const late = new Promise((resolve) => setTimeout(resolve, referrer === url ? againMs : patienceMs));
    const asked = asks(event).catch(() => undefined);
    const answer = await Promise.race([asked, late]);
    if (answer instanceof Response && answer.status < 500 && answer.status !== tooMany) return answer;
    const kept = await (await caches.open(cacheName)).match(page);
    return kept ?? (await asked) ?? Response.error();
  }

  /** @param {FetchEvent} event @returns {Promise<Response>} */
  async function asks(event) {
    return (await event.preloadResponse) ?? fetch(event.request);
  }

  /** A file by its content's name; large ones are kept when they are first needed. @param {Request} request */
  async function file(request) {
    const cache = await caches.open(cacheName);
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    const answer = await fetch(request);
    if (answer.ok && request.url.includes(SHELL.program)) await cache.put(request, answer.clone());
    return answer;
  }

  /** @param {FetchEvent} event */
  function answer(event) {
    const { pathname, origin } = new URL(event.request.url);
    if (origin !== worker.location.origin) return undefined;
    const isRead = event.request.method === "GET";
    const page = isRead && event.request.mode === "navigate" ? pageFor(pathname) : undefined;
    if (page) return open(event, page);
    if (isRead && event.request.mode !== "navigate" && folders.test(pathname)) return file(event.request);
    return otherwise?.(event);
  }

  worker.addEventListener("install", (event) => event.waitUntil(keepFiles()));
  worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
  worker.addEventListener("fetch", (event) => {
    const answered = answer(event);
    if (answered) event.respondWith(answered);
  });
}
