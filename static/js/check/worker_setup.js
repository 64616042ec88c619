// Makes the check pages open without a network once one was opened: a worker for each spelling of their address.

const FOLDERS = ["/c/", "/C/"];
const SHORT_ADDRESS = "/c"; // no worker's, but browsers remember where it leads

/** @param {DOMStringMap} page `worker`: the worker's name, `language`: the page's */
export async function stayReady({ worker = "", language = "" }) {
  if (!worker || !("serviceWorker" in navigator)) return;
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  for (const folder of FOLDERS) {
    await navigator.serviceWorker.register(`${folder}${worker}?words=${language}`).catch(() => {});
  }
  await fetch(SHORT_ADDRESS, { redirect: "manual" }).catch(() => {});
}
