// The printer's mouth, the paper that comes out, and those before it.
import { find, fill, make } from "./page.js";
import { language, t } from "./words.js";

const kept = 8;
const papers = [];
let shown;

/** Papers stay on the page through a power cut, as they stay in people's hands. */
export function showPapers(run, last) {
  const known = papers.filter(paper => paper.run === run).length ? Math.max(...papers.filter(p => p.run === run).map(p => p.number)) : 0;
  for (let number = Math.max(known, last - kept) + 1; number <= last; number++) papers.push({ run, number, source: `/papers/${run}/${number}.png` });
  if (last <= known) return;
  papers.splice(0, Math.max(0, papers.length - kept));
  show(papers.at(-1), true);
}

export function showPrinter(device, faults) {
  const state = find("printer-state");
  const [fault] = device?.faults ?? [];
  state.textContent = !device || device.plugged === false ? t("printer.unplugged") : fault ? fault[language()] : t("printer.ok");
  state.classList.toggle("bad", fault !== undefined && !fault.notice);
  state.classList.toggle("near", fault?.notice === true);
  document.querySelector(".printer").classList.toggle("open", faults?.CoverOpen === true);
}

/** The paper that lies on top. */
export const shownPaper = () => shown;

export function drawPapers() {
  const earlier = papers.filter(paper => paper !== shown).reverse();
  fill(find("papers"), [language(), earlier.map(paper => paper.source)], () => earlier.map(paper =>
    make("button", { type: "button", class: "thumb", "data-id": paper.source, "aria-label": t("earlier"), onclick: () => show(paper, false) }, make("img", { src: paper.source, alt: "", loading: "lazy" }))));
  find("paper").alt = shown ? t("ticket") : "";
}

function show(paper, comesOut) {
  shown = paper;
  const image = find("paper");
  image.classList.remove("comes");
  image.onload = () => {
    if (!comesOut) return;
    image.classList.add("comes");
    // Below the buttons on a phone, where nobody would see it come. The tray, as the paper itself still lies behind the slot: a page away it is, where a scroll to it goes nowhere.
    if (matchMedia("(max-width: 699px)").matches) image.parentElement.scrollIntoView({ block: "nearest" });
  };
  image.src = paper.source;
  image.dataset.number = paper.number;
  image.hidden = false;
  find("no-paper").hidden = true;
  drawPapers();
}
