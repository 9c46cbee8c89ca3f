// What the kiosk says: to be read, and to be heard where the browser lets us.
import { find, fill, make } from "./page.js";
import { language, t } from "./words.js";

const player = new Audio();
const cutShort = 0.4;
let run;
let begun = 0;
let next;
let muted = false;

export function showSpeech(speech, which) {
  if (run !== which) {
    // Clips are counted anew; what was said before this page came is not said again.
    run = which;
    begun = speech.playing ? speech.playing - 1 : speech.clips;
  }
  const latest = speech.said.at(-1);
  fill(find("speech"), [language(), latest, speech.playing !== undefined], () => [
    make("span", { class: speech.playing === undefined ? "waves" : "waves sounding", "aria-hidden": "true" }, make("i"), make("i"), make("i"), make("i")),
    latest ? make("p", { lang: latest.language }, make("b", { class: "tongue" }, latest.language), ` ${latest.text || "♪ ♪"}`) : make("p", { class: "hint" }, t("silent")),
  ]);
  if (speech.playing !== undefined && speech.playing > begun) play(begun = speech.playing);
}

export function mute(on) {
  muted = on;
  player.muted = on;
}

export function hush() {
  next = undefined;
  player.pause();
}

// The kiosk's own speaker is ahead of this one by the way here, so the end of a clip is waited for; one that has far to go was broken off there.
function play(number) {
  next = `/clips/${run}/${number}.wav`;
  const sounding = !player.paused && !player.ended;
  if (sounding && player.duration - player.currentTime < cutShort) return;
  start();
}

function start() {
  if (!next) return;
  player.src = next;
  next = undefined;
  player.muted = muted;
  player.play().catch(error => document.body.classList.toggle("sound-blocked", error.name === "NotAllowedError"));
}

player.addEventListener("ended", start);
player.addEventListener("playing", () => document.body.classList.remove("sound-blocked"));
