// What the kiosk says: to be read, and to be heard where the browser lets us.
import { find, fill, make } from "./page.js";
import { language, t } from "./words.js";

const player = new Audio();
const nearlyOver = 0.4;
const most = 3;
let run;
let begun = 0;
let utterance = 0;
let waiting = [];
let muted = false;

export function showSpeech(speech, which) {
  if (run !== which) {
    // Clips are counted anew, and what was said before this page came is not said again.
    run = which;
    begun = speech.clips;
  }
  const latest = speech.said.at(-1);
  fill(find("speech"), [language(), latest, speech.playing !== undefined], () => [
    make("span", { class: speech.playing === undefined ? "waves" : "waves sounding", "aria-hidden": "true" }, make("i"), make("i"), make("i"), make("i")),
    latest ? make("p", { lang: latest.language }, make("b", { class: "tongue" }, latest.language), ` ${latest.text || "♪ ♪"}`) : make("p", { class: "hint" }, t("silent")),
  ]);
  begun = Math.max(begun, speech.clips - most);
  while (begun < speech.clips) play(++begun, speech.utterance);
}

export function mute(on) {
  muted = on;
  player.muted = on;
}

export function hush() {
  waiting = [];
  player.pause();
}

// This speaker lags behind the kiosk's own. The clips of one utterance follow each other; another utterance has broken the one before off.
function play(number, of) {
  const another = of !== utterance;
  utterance = of;
  if (another) waiting = [];
  waiting.push(`/clips/${run}/${number}.wav`);
  const sounds = player.src !== "" && !player.paused && !player.ended;
  if (!sounds || (another && !(player.duration - player.currentTime < nearlyOver))) next();
}

function next() {
  if (waiting.length === 0) return;
  player.src = waiting.shift();
  player.muted = muted;
  player.play().catch(error => {
    // A browser that lets nothing sound before somebody has pressed something.
    document.body.classList.toggle("sound-blocked", error.name === "NotAllowedError");
    if (error.name !== "AbortError") next();
  });
}

player.addEventListener("ended", next);
player.addEventListener("playing", () => document.body.classList.remove("sound-blocked"));
