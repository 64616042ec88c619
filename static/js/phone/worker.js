// The service worker of the courier's pages: her day without a network, and what to do when a form's answer
// never came.

{
  const [day, lost] = SHELL.pages;
  keepPages({
    name: "phone",
    patienceMs: 3000,
    againMs: 20_000,
    pageFor: () => day,
    otherwise: ({ request }) => (request.mode === "navigate" && request.method === "POST" ? send(request) : undefined),
  });

  /** A form; whether it arrived is not known when no answer comes. @param {Request} request */
  async function send(request) {
    try {
      return await fetch(request);
    } catch {
      return (await caches.match(lost ?? "")) ?? Response.error();
    }
  }
}
