import * as desk from "./desk.js";
import * as kiosk from "./kiosk.js";
import { listen } from "./live.js";
import { find } from "./page.js";
import * as paper from "./paper.js";
import * as speech from "./speech.js";
import * as trouble from "./trouble.js";
import * as trial from "./trial.js";
import { choose, t, write } from "./words.js";

const state = {};
let here;

function draw() {
  write();
  drawLink();
  if (!state.kiosk) return;
  const name = state.kiosk.place || t("subtitle");
  find("node").textContent = state.kiosk.node;
  find("place").textContent = name;
  document.title = `${state.kiosk.node} · Edge`;
  kiosk.showButtons(state.kiosk);
  kiosk.drawLights();
  kiosk.showDisplay(here ? state.display : { lines: [], large: null });
  desk.showKeypad(state.kiosk);
  desk.showQueue(state.queue, state.kiosk);
  trial.showTrial(state.trial);
  trouble.showFaults(state.faults);
  trouble.showDevices(state.devices);
  paper.showPapers(state.kiosk.run, state.papers.last);
  paper.showPrinter(state.devices.find(device => device.name === "printer"), state.faults.printer);
  paper.drawPapers();
  speech.showSpeech(state.speech, state.kiosk.run);
}

function drawLink() {
  const word = here === undefined ? "connecting" : here ? "live" : "away";
  find("link").textContent = t(word);
  find("link").className = `pill ${word}`;
  find("away").hidden = here !== false;
  document.body.classList.toggle("gone", here === false);
}

listen(news => {
  Object.assign(state, news);
  if (news.lights) kiosk.showLights(news.lights);
  if (Object.keys(news).some(section => section !== "lights")) draw();
}, now => {
  here = now;
  if (!now) speech.hush();
  draw();
});

setInterval(() => here && kiosk.drawLights(), 400);

const pad = { NumpadEnter: "Enter", NumpadAdd: "Plus", NumpadSubtract: "Minus", NumpadMultiply: "Times", NumpadDivide: "Divide", NumpadDecimal: "Point", Backspace: "Back" };
const own = { KeyL: "language", KeyS: "again", KeyP: "priority", KeyH: "household", KeyY: "yes", KeyN: "no" };

addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.target instanceof HTMLInputElement) return;
  const digit = /^(Digit|Numpad)([0-9])$/.exec(event.code);
  const key = pad[event.code] ?? (digit?.[1] === "Numpad" ? `Digit${digit[2]}` : undefined);
  const button = own[event.code] ?? (digit?.[1] === "Digit" ? state.kiosk?.services[Number(digit[2]) - 1]?.button : undefined);
  if (key) desk.pressKey(key);
  else if (button) kiosk.pressButton(button);
  else return;
  event.preventDefault();
});

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    choose(button.dataset.language);
    draw();
  });
}

find("sound").addEventListener("click", event => {
  const on = event.currentTarget.getAttribute("aria-pressed") !== "true" || document.body.classList.contains("sound-blocked");
  event.currentTarget.setAttribute("aria-pressed", on);
  document.body.classList.remove("sound-blocked");
  speech.mute(!on);
});

trial.begin(() => state.kiosk?.run);
trouble.begin();
draw();
