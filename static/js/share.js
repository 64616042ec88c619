// Links to a picture that the phone can hand on to another app (WeChat among them). Where it cannot,
// the link stays what it is: a download.

const PNG = { type: "image/png" };

/** @param {File[]} files */
function canShare(files) {
  return typeof navigator.canShare === "function" && navigator.canShare({ files });
}

/** @param {HTMLAnchorElement} link @returns {Promise<File | null>} null without an answer */
async function picture(link) {
  const answer = await fetch(link.href).catch(() => null);
  return answer?.ok ? new File([await answer.blob()], link.download, PNG) : null;
}

/** @param {HTMLAnchorElement} link @param {string} [words] */
function say(link, words = "") {
  const next = link.nextElementSibling;
  const line = next instanceof HTMLElement && "shareWords" in next.dataset ? next : document.createElement("p");
  line.dataset.shareWords = "";
  line.setAttribute("role", "status");
  line.textContent = words;
  if (line !== next) link.after(line);
}

/** @param {unknown} error */
function isChangeOfMind(error) {
  return error instanceof DOMException && error.name === "AbortError";
}

if (canShare([new File([], "picture.png", PNG)])) {
  for (const link of document.querySelectorAll("a[data-share]")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const file = await picture(link);
      say(link, file ? "" : link.dataset.share);
      if (!file) return;
      try {
        await navigator.share({ files: [file] });
      } catch (error) {
        if (!isChangeOfMind(error)) location.assign(link.href);
      }
    });
  }
}
