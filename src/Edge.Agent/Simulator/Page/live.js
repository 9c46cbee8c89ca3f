// The kiosk's state as it comes, and what is done to it. The page outlives the agent: it waits and goes on.
const silence = 9000;
let heard = 0;
let source;

/** Calls `news` with the sections that changed, and `here` with whether the kiosk answers, whenever that changes. */
export function listen(news, here) {
  let known;
  const tell = now => {
    if (now !== known) here(known = now);
  };
  const open = () => {
    source?.close();
    source = new EventSource("/api/state");
    heard = performance.now();
    source.onmessage = event => {
      heard = performance.now();
      tell(true);
      news(JSON.parse(event.data));
    };
    source.addEventListener("beat", () => heard = performance.now());
    source.onerror = () => {
      tell(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 1000);
    };
  };
  open();
  // A connection that died without a word.
  setInterval(() => {
    if (performance.now() - heard > silence) {
      tell(false);
      open();
    }
  }, 1000);
  // A page that is left must not hold its place.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", event => event.persisted && open());
}

/** Does something to the kiosk; what comes of it is in the state that follows. Why it was not done, where it was not. */
export async function act(what, body) {
  try {
    const answer = await fetch(`/api/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return answer.ok ? undefined : (await answer.json()).detail;
  } catch {
    // Nobody answers: the page shows that already.
    return undefined;
  }
}
