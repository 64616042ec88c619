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

/** @param {HTMLAnchorElement} link @returns {HTMLElement} where it is said that a picture did not come */
function lineAfter(link) {
  const line = document.createElement("p");
  line.dataset.shareWords = "";
  line.setAttribute("role", "status");
  link.after(line);
  return line;
}

/** @param {unknown} error */
function isChangeOfMind(error) {
  return error instanceof DOMException && error.name === "AbortError";
}

if (canShare([new File([], "picture.png", PNG)])) {
  for (const link of document.querySelectorAll("a[data-share]")) {
    if (!(link instanceof HTMLAnchorElement)) continue;
    const line = lineAfter(link);
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const file = await picture(link);
      line.textContent = file ? "" : (link.dataset.share ?? "");
      if (!file) return;
      try {
        await navigator.share({ files: [file] });
      } catch (error) {
        if (!isChangeOfMind(error)) location.assign(link.href);
      }
    });
  }
}
