// The service worker of the check pages: the page that needs no network, and its files. It keeps no answer
// about anybody. The server puts SHELL before this: its version, the page, the files.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { version, page, files } = SHELL;
const folder = new URL(worker.registration.scope).pathname;
const MINE = `check ${folder} `; // a cache for each spelling, so that neither takes away the other's files
const CACHE = MINE + version;
const CARD_OR_SCANNER = /^\/[cC]\/(?!report\/?$)[A-Za-z0-9]*\/?$/;
const PATIENCE_MS = 8000;
const TOO_MANY = 429; // others behind the same address asked often: this phone can look itself

async function keepFiles() {
  const cache = await caches.open(CACHE);
  await cache.addAll([page, ...files]);
  await worker.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(MINE) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
  await worker.clients.claim();
}

/** The server's answer; the kept page when there is none in time. @param {FetchEvent} event */
async function open(event) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const asked = asks(event).catch(() => undefined);
  const answer = await Promise.race([asked, late]);
  if (answer instanceof Response && answer.status < 500 && answer.status !== TOO_MANY) return answer;
  const kept = await (await caches.open(CACHE)).match(page);
  return kept ?? (await asked) ?? Response.error();
}

/** @param {FetchEvent} event @returns {Promise<Response>} */
async function asks(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

/** A file by its content's name; large ones are kept when they are first needed. @param {Request} request */
async function file(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok && request.url.includes(version)) await cache.put(request, answer.clone());
  return answer;
}

worker.addEventListener("install", (event) => event.waitUntil(keepFiles()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== worker.location.origin) return;
  if (event.request.mode === "navigate") {
    if (CARD_OR_SCANNER.test(pathname)) event.respondWith(open(event));
  } else if (/^\/(?:static|c\/shell)\//.test(pathname)) event.respondWith(file(event.request));
});
