// Passkeys: the server asks, the device signs, the form brings the answer back.

/** @param {string} text base64url @returns {Uint8Array<ArrayBuffer>} */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** @param {ArrayBuffer | null} data @returns {string | null} base64url */
function text(data) {
  if (!data) return null;
  const plain = String.fromCharCode(...new Uint8Array(data));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @typedef {{ id: string, type: "public-key" }} Known */
/** @param {Known[]} known */
const ids = (known) => known.map((one) => ({ ...one, id: bytes(one.id) }));

/** @param {any} asked @returns {Promise<Credential | null>} */
function made(asked) {
  const user = { ...asked.user, id: bytes(asked.user.id) };
  const publicKey = { ...asked, user, challenge: bytes(asked.challenge) };
  return navigator.credentials.create({
    publicKey: { ...publicKey, excludeCredentials: ids(asked.excludeCredentials ?? []) },
  });
}

/** @param {any} asked @returns {Promise<Credential | null>} */
function signed(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  return navigator.credentials.get({
    publicKey: { ...publicKey, allowCredentials: ids(asked.allowCredentials ?? []) },
  });
}

/** @param {PublicKeyCredential} credential @returns {string} */
function written(credential) {
  const said = credential.response;
  /** @type {Record<string, string | null>} */
  const response = { clientDataJSON: text(said.clientDataJSON) };
  if (said instanceof AuthenticatorAttestationResponse) {
    response.attestationObject = text(said.attestationObject);
  } else if (said instanceof AuthenticatorAssertionResponse) {
    response.authenticatorData = text(said.authenticatorData);
    response.signature = text(said.signature);
    if (said.userHandle) response.userHandle = text(said.userHandle);
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: text(credential.rawId), type, response });
}

/** @param {HTMLFormElement} form @returns {Promise<string>} what the device answers */
async function answer(form) {
  const token = form.querySelector("input[name=csrf_token]");
  const asked = await fetch(form.dataset.question ?? "", {
    method: "POST",
    headers: {
      Accept: "application/json",
      "X-CSRFToken": token instanceof HTMLInputElement ? token.value : "",
    },
  });
  if (!asked.ok) throw new Error(String(asked.status));
  const question = await asked.json();
  const credential = await (form.dataset.passkey === "create" ? made(question) : signed(question));
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey");
  return written(credential);
}

/** @param {HTMLFormElement} form */
function listen(form) {
  const field = form.querySelector("input[name=answer]");
  const failed = form.querySelector("[data-passkey-failed]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (failed instanceof HTMLElement) failed.hidden = true;
    try {
      const said = await answer(form);
      if (field instanceof HTMLInputElement) field.value = said;
      form.submit();
    } catch {
      if (failed instanceof HTMLElement) failed.hidden = false;
    }
  });
  form.hidden = false;
}

if ("PublicKeyCredential" in window) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (form instanceof HTMLFormElement) listen(form);
  }
  for (const words of document.querySelectorAll("[data-passkey-none]")) words.remove();
}
