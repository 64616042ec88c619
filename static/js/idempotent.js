// A form that can be pressed twice, or again after a lost answer, without doing the thing twice.
// The key is made before the first send and kept in this tab for as long as the form says the same.

const UNSAID = new Set(["csrf_token", "idempotency_key"]);

/** @param {HTMLFormElement} form @param {HTMLElement | null} submitter */
function said(form, submitter) {
  const pairs = [...new FormData(form, submitter)].filter(([name]) => !UNSAID.has(name));
  return JSON.stringify(pairs.map(([name, value]) => [name, value instanceof File ? value.name : value]));
}

/** @param {string} place @param {string} body @returns {string | null} null where no key can be made */
function keyFor(place, body) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
    if (kept?.body === body) return kept.key;
    const key = crypto.randomUUID();
    sessionStorage.setItem(place, JSON.stringify({ body, key }));
    return key;
  } catch {
    return null;
  }
}

/** @param {HTMLFormElement} form */
function keyField(form) {
  const field = form.elements.namedItem("idempotency_key");
  if (field instanceof HTMLInputElement) return field;
  const made = Object.assign(document.createElement("input"), { type: "hidden", name: "idempotency_key" });
  form.append(made);
  return made;
}

/** @param {HTMLFormElement} form @param {boolean} sending */
function show(form, sending) {
  form.dataset.sending = String(sending);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.setAttribute("aria-disabled", String(sending));
  }
  const words = form.querySelector("[data-once-words]") ?? form.appendChild(statusLine());
  words.textContent = sending ? (form.dataset.wordsSending ?? "") : "";
}

function statusLine() {
  const line = document.createElement("p");
  line.dataset.onceWords = "";
  line.setAttribute("role", "status");
  return line;
}

/** @param {HTMLFormElement} form */
function guard(form) {
  const place = `once:${form.dataset.once}`;
  form.addEventListener("submit", (event) => {
    if (form.dataset.sending === "true") return event.preventDefault();
    const key = keyFor(place, said(form, event.submitter));
    if (key) keyField(form).value = key;
    show(form, true);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) show(form, false); });
}

for (const form of document.querySelectorAll("form[data-once]")) {
  if (form instanceof HTMLFormElement) guard(form);
}
