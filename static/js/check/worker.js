// The service worker of the check pages: their one kept page, for cards and for the scanner.

{
  const { location, registration } = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
  const folder = new URL(registration.scope, location.origin).pathname;
  const cardOrScanner = /^\/[cC]\/(?!report\/?$)[A-Za-z0-9]*\/?$/;
  keepPages({
    name: `check ${folder}`, // a cache for each spelling, so that neither takes away the other's files
    patienceMs: 8000,
    pageFor: (path) => (cardOrScanner.test(path) ? SHELL.pages[0] : undefined),
  });
}
