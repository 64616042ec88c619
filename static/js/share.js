// Links to a picture that the phone can hand on to another app (WeChat among them). Where it cannot,
// the link stays what it is: a download.

const PNG = { type: "image/png" };

/** @param {File[]} files */
function canShare(files) {
  return typeof navigator.canShare === "function" && navigator.canShare({ files });
}

/** @param {HTMLAnchorElement} link */
async function share(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(`the picture answered ${answer.status}`);
  const file = new File([await answer.blob()], link.download, PNG);
  await navigator.share({ files: [file] });
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
      try {
        await share(link);
      } catch (error) {
        if (!isChangeOfMind(error)) location.assign(link.href);
      }
    });
  }
}
