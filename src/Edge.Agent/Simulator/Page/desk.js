// The officer's side: keypad and queue.
import { act } from "./live.js";
import { find, fill, make } from "./page.js";
import { both, language, t } from "./words.js";

// As a keypad lies on the desk. The tall keys cover two rows.
const layout = [["Back", "⌫"], ["Divide", "/"], ["Times", "*"], ["Minus", "−"],
  ["Digit7", "7"], ["Digit8", "8"], ["Digit9", "9"], ["Plus", "+", "tall"],
  ["Digit4", "4"], ["Digit5", "5"], ["Digit6", "6"],
  ["Digit1", "1"], ["Digit2", "2"], ["Digit3", "3"], ["Enter", "Enter", "tall"],
  ["Digit0", "0", "wide"], ["Point", "."]];

export function showKeypad(kiosk) {
  fill(find("keypad"), [language(), kiosk.keys], () => layout.map(([key, face, size]) =>
    make("button", { type: "button", class: ["key", size, kiosk.keys[key]].filter(Boolean).join(" "), "data-id": key, "data-key": key, onclick: () => act("key", { key }) },
      make("b", {}, face), make("small", {}, t(`key.${kiosk.keys[key]}`)))));
  fill(find("key-hint"), [language(), kiosk.reasons], () => [`${t("reasons")} ${kiosk.reasons.map(reason => `${reason.digit} ${both(reason.names)[0]}`).join(" · ")}`]);
}

export function pressKey(key) {
  const button = document.querySelector(`[data-key="${key}"]`);
  button?.classList.add("down");
  setTimeout(() => button?.classList.remove("down"), 150);
  button?.click();
}

export function showQueue(queue, kiosk) {
  fill(find("queue"), [language(), queue.day, queue.atDesk, queue.waiting, queue.counts, queue.problem, queue.faults], () => [
    queue.problem && make("p", { class: "problem" }, queue.problem),
    queue.faults.length > 0 && make("p", { id: "faults", class: queue.faults.some(fault => !fault.notice) ? "problem" : "hint" }, `${t("look")}: ${queue.faults.map(fault => fault[language()]).join(", ")}`),
    make("p", { class: queue.day?.open ? "day open" : "day" }, queue.day?.open ? t(queue.day.paused ? "dayPaused" : "dayOpen") : t("dayClosed")),
    make("div", { class: "at-desk" }, make("span", {}, t("atDesk")), make("b", { id: "at-desk" }, queue.atDesk?.number ?? "–"),
      queue.atDesk?.recalls > 0 && make("span", { class: "tag" }, `${t("key.Recall")} ×${queue.atDesk.recalls}`)),
    make("ol", { id: "waiting", class: "waiting" }, ...queue.waiting.map(ticket => ticketOf(ticket, kiosk))),
    queue.waiting.length === 0 && make("p", { class: "hint" }, t("nobody")),
    make("dl", { class: "counts" }, ...count("waiting", queue.counts.waiting), ...count("done", queue.counts.done), ...count("noShow", queue.counts.noShow)),
  ].filter(Boolean));
}

function ticketOf(ticket, kiosk) {
  const service = kiosk.services.find(s => s.id === ticket.service);
  const wait = ticket.expectedWaitSeconds === undefined ? "" : ` · ${Math.max(1, Math.round(ticket.expectedWaitSeconds / 60))} ${t("minutes")}`;
  return make("li", { class: ticket.priority ? "first" : "" },
    make("img", { src: `/pictograms/${service?.pictogram ?? "other"}.svg`, alt: "", width: 26, height: 26 }),
    make("b", {}, ticket.number), ticket.priority && make("span", { class: "tag" }, t("priority")), ticket.people && make("span", { class: "tag" }, `${ticket.people} ${t("people")}`),
    make("span", { class: "tongue" }, ticket.language), make("span", { class: "hint" }, `${ticket.peopleBefore === 0 ? t("soon") : `${ticket.peopleBefore} ${t("before")}`}${wait}`));
}

const count = (name, number) => [make("dt", {}, t(name)), make("dd", {}, String(number))];
