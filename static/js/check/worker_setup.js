// Makes the check page open without a network once it was opened: one worker for each spelling of its address.

/** @param {DOMStringMap} page `worker`: the worker's name, `words`: its language */
export async function stayReady({ worker = "", language = "" }) {
  if (!worker || !("serviceWorker" in navigator)) return;
  for (const folder of ["/c/", "/C/"]) {
    await navigator.serviceWorker.register(`${folder}${worker}?words=${language}`).catch(() => {});
  }
}
