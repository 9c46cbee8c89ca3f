// What can go wrong, at the press of a button.
import { act } from "./live.js";
import { find, fill, make } from "./page.js";
import { language, t } from "./words.js";

export function showFaults(faults) {
  fill(find("printer-faults"), [language(), faults.printer], () => Object.entries(faults.printer).map(([fault, on]) =>
    chip(`fault-${fault}`, t(`fault.${fault}`), on, () => act("printer", { fault, on: !on }))));
  fill(find("signal-faults"), [language(), faults.bars], () => [0, 1, 2, 3, 4].map(bars =>
    chip(`bars-${bars}`, String(bars), bars === faults.bars, () => act("signal", { value: bars }), `${bars} ${t("bars")}`)));
  const charge = find("charge");
  if (document.activeElement !== charge || !charge.matches(":active")) charge.value = faults.charge;
  find("charge-value").textContent = `${faults.charge} %`;
  const mains = find("mains");
  mains.setAttribute("aria-pressed", faults.mains);
  mains.onclick = () => act("mains", { on: !faults.mains });
}

export function showDevices(devices) {
  fill(find("devices"), [language(), devices], () => devices.map(device => make("li", { class: classOf(device), "data-device": device.name },
    make("span", { class: "device" }, make("b", {}, t(`device.${device.name}`)), make("small", { title: device.reason }, stateOf(device))),
    chip(`plug-${device.name}`, t(device.plugged ? "plugged" : "unplugged"), device.plugged, () => act("plug", { device: device.name, on: !device.plugged }), `${t(`device.${device.name}`)}: ${t("plugged")}`),
    chip(`slow-${device.name}`, t("slow"), device.slow, () => act("slow", { device: device.name, on: !device.slow }), `${t(`device.${device.name}`)}: ${t("slow")}`, "warn"))));
}

export function begin() {
  find("charge").addEventListener("input", event => act("charge", { value: Number(event.target.value) }));
  find("power-cut").addEventListener("click", () => act("power-cut", {}));
}

// Green is for what works, and for nothing else.
function classOf(device) {
  if (!device.plugged || device.state === "Failed" || device.faults.some(fault => !fault.notice)) return "failed";
  return device.faults.length ? "near" : device.state.toLowerCase();
}

function stateOf(device) {
  if (!device.plugged) return t("unplugged");
  return device.faults.length ? device.faults.map(fault => fault[language()]).join(", ") : t(`state.${device.state}`);
}

const chip = (id, text, on, press, label, kind = "") =>
  make("button", { type: "button", class: `chip ${kind}`, "data-id": id, "aria-pressed": String(on === true), "aria-label": label, onclick: press }, text);
