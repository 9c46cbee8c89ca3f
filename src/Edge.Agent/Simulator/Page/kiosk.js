// The front of the kiosk: lights, display, buttons.
import { act } from "./live.js";
import { find, fill, make } from "./page.js";
import { both, language, t } from "./words.js";

const lights = ["ready", "busy", "call", "error", "no-store"];
const links = ["link-1", "link-2", "link-3", "link-4"];
const changedAt = new Map();
const blinkFor = 1300;
let levels = {};

export function showLights(now) {
  const at = performance.now();
  for (const [name, lit] of Object.entries(now)) {
    if (name in levels && levels[name] !== lit) changedAt.set(name, at);
  }
  levels = now;
  drawLights();
}

/** A light that changed a moment ago blinks; that it is steady again is known only a moment later. */
export function drawLights() {
  fill(find("lights"), [language()], () => lights.map(name => make("li", { class: `light ${name}`, "data-light": name },
    make("span", { class: "lamp", "aria-hidden": "true" }, make("i")), make("span", { class: "what" }, t(`light.${name}`)), make("span", { class: "how" }))));
  for (const item of find("lights").children) {
    const how = stateOf(item.dataset.light);
    item.classList.toggle("lit", levels[item.dataset.light] === true);
    item.classList.toggle("blinks", how === "blinks");
    const word = item.querySelector(".how");
    if (word.textContent !== t(how)) word.textContent = t(how);
  }
  const meter = find("signal");
  fill(meter, "bars", () => links.map(name => make("i", { "data-light": name })));
  for (const bar of meter.children) bar.classList.toggle("lit", levels[bar.dataset.light] === true);
  const lit = links.filter(name => levels[name]).length;
  meter.setAttribute("aria-label", `${t("signal")}: ${lit}/4`);
}

export function showDisplay({ lines, large }) {
  const rows = [0, 1, 2, 3].map(row => (lines[row] ?? "").padEnd(20));
  // A cell a letter, as on the display itself: no font has all of them equally wide. A number as large as two rows takes the next one too.
  const row = (text, i) => i === large ? make("p", { class: "large" }, text.trim()) : make("p", {}, ...Array.from(text, letter => make("i", {}, letter)));
  fill(find("lcd"), [rows, large], () => rows.map(row).filter((_, i) => large === null || i !== large + 1));
  const words = lines.map(line => line.trim()).filter(line => line !== "").join(" · ");
  if (find("display").textContent !== words) find("display").textContent = words;
}

export function showButtons(kiosk) {
  fill(find("services"), [language(), kiosk.services], () => kiosk.services.map((service, i) => {
    const [name, other] = both(service.names);
    return make("button", { type: "button", class: "service", "data-id": service.button, "data-button": service.button, onclick: press },
      make("img", { src: `/pictograms/${service.pictogram}.svg`, alt: "", width: 72, height: 72 }),
      make("span", { class: "names" }, make("b", {}, name), other && make("small", {}, other)),
      make("span", { class: "letter", "aria-hidden": "true" }, service.letter),
      i < 9 && make("kbd", { "aria-hidden": "true" }, String(i + 1)));
  }));
  fill(find("own"), [language()], () => own.map(small));
  fill(find("answers"), [language()], () => answers.map(small));
}

const own = [["language", "/language.svg", "L"], ["again", "/again.svg", "S"], ["priority", "/pictograms/priority.svg", "P"], ["household", "/pictograms/household.svg", "H"]];
const answers = [["yes", "/yes.svg", "Y"], ["no", "/no.svg", "N"]];

const small = ([button, picture, hint]) => make("button", { type: "button", class: `service small ${button}`, "data-id": button, "data-button": button, onclick: press },
  make("img", { src: picture, alt: "", width: 44, height: 44 }), make("b", {}, t(button)), make("kbd", { "aria-hidden": "true" }, hint));

/** Presses a button of the page, as a finger would. */
export function pressButton(button) {
  document.querySelector(`[data-button="${CSS.escape(button)}"]`)?.click();
}

function press(event) {
  const button = event.currentTarget;
  button.classList.remove("pressed");
  void button.offsetWidth; // so that the animation begins anew
  button.classList.add("pressed");
  act("press", { button: button.dataset.button });
}

function stateOf(name) {
  if (performance.now() - (changedAt.get(name) ?? -blinkFor) < blinkFor) return "blinks";
  return levels[name] ? "on" : "off";
}
