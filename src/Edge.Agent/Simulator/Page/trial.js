// A citizen who does not exist: a card and papers for the scanner, fingers for the sensor, a face for the camera.
import { act } from "./live.js";
import { find, fill, make } from "./page.js";
import { shownPaper } from "./paper.js";
import { language, t } from "./words.js";

const kinds = ["Good", "Dry", "Wet", "Aside"];
const portraits = ["Good", "Dark"];

export function showTrial(trial) {
  fill(find("people"), [language(), trial.citizens], () => trial.citizens.map((person, i) => {
    const doubt = i === trial.citizens.length - 1;
    return make("button", { type: "button", class: doubt ? "person doubt" : "person", "data-id": `card-${person.number}`, onclick: () => send("scan", { citizen: person.number }, `${t("scanned")} ${person.name}`) },
      make("b", {}, person.name), make("small", {}, `${person.number} · ${person.birth}`), doubt && make("small", {}, t("doubtful")));
  }));
  fill(find("finger-stays"), [language(), trial.finger], () => kinds.map(kind =>
    touch(`stay-${kind}`, t(`finger.${kind}`), trial.finger === kind, () => send("finger", { kind, on: trial.finger !== kind }, t(trial.finger === kind ? "fingerGone" : "fingerStays")))));
  fill(find("finger-once"), [language()], () => kinds.map(kind =>
    touch(`once-${kind}`, t(`finger.${kind}`), undefined, () => send("finger", { kind }, t("fingerOnce")))));
  fill(find("portraits"), [language(), trial.portrait], () => portraits.map(kind =>
    touch(`portrait-${kind}`, t(`portrait.${kind}`), trial.portrait === kind, () => send("portrait", { kind }, t("portraitShown")))));
}

export function begin(run) {
  find("scan-paper").addEventListener("click", () => {
    const paper = shownPaper();
    if (!paper || paper.run !== run()) tell(t("noPaperHere"), true);
    else send("scan", { paper: paper.number }, t("scannedPaper"));
  });
  find("code-form").addEventListener("submit", event => {
    event.preventDefault();
    const code = find("code").value.trim();
    if (code) send("scan", { code }, t("scannedCode"));
  });
}

async function send(what, body, done) {
  const problem = await act(what, body);
  tell(problem ?? done, problem !== undefined);
}

function tell(text, bad) {
  find("told").textContent = text;
  find("told").classList.toggle("bad", bad);
}

const touch = (id, text, on, press) => make("button", { type: "button", class: "chip", "data-id": id, "aria-pressed": on === undefined ? undefined : String(on), onclick: press }, text);
