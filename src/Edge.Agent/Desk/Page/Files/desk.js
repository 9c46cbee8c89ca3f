// Shows what the desk sends and asks it for what is pressed. All of the work is done there; every act is a call of /v1/desk/.
const at = id => document.getElementById(id);
const live = document.body.dataset.kind === "live";
const silence = 9000;
const waiting = new Map();
let busy = false, held = false, gone = false, escaped = 0, heard = 0, source, typing;

// All that is shown goes; what still comes finds nothing to be written into.
function clear() {
  gone = true;
  source?.close();
  document.body.replaceChildren();
}

function leave() {
  clear();
  location.replace("/");
}

function away(is) {
  if (!gone) at("away").hidden = !is;
}

function tell(text, well) {
  const problem = at("problem");
  if (!problem) return;
  // Inside an open dialog, which is above everything else.
  const dialog = document.querySelector("dialog[open] form");
  if (dialog) dialog.prepend(problem);
  else if (live) document.querySelector("main").before(problem);
  problem.textContent = text ?? "";
  problem.hidden = !text;
  problem.classList.toggle("well", !!well);
}

async function ask(path, body, read) {
  if (busy) return null;
  busy = true;
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    if (answer.status === 401 && live) return leave(), null;
    if (answer.ok && read) return await answer.text();
    const told = await answer.json();
    if (answer.ok) document.querySelector("dialog[open]")?.close();
    tell(told.message ?? told.caseText ?? told.detail, answer.ok && told.message);
    return answer.ok ? told : null;
  } catch {
    tell(document.body.dataset.fault);
    return null;
  } finally {
    busy = false;
    document.body.removeAttribute("aria-busy");
  }
}

// What a form says: fields that are empty or not to be seen say nothing; a.b is b in a.
function said(form, only) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.matches("fieldset") || (only && field.name !== only)) continue;
    if (field.type === "radio" && !field.checked) continue;
    if (field.value === "" || field.closest("label")?.offsetParent === null) continue;
    const [name, inner] = field.name.split(".");
    const value = field.type === "checkbox" ? field.checked : field.dataset.type === "number" ? Number(field.value) : field.value;
    if (inner) (body[name] ??= {})[inner] = value;
    else body[name] = value;
  }
  return body;
}

async function send(form, button) {
  const into = form.dataset.into;
  if (into) {
    const html = await ask(form.dataset.html, said(form), true);
    if (html !== null) at(into).innerHTML = html;
    return;
  }
  const answer = await ask(button?.dataset.post ?? form.dataset.post, said(form, button?.dataset.only));
  // A PIN does not stay in its field.
  for (const secret of form.querySelectorAll("input[type=password]")) secret.value = "";
  if (!answer) return void form.querySelector("input[type=password]")?.focus();
  if (form.dataset.then) return location.replace(form.dataset.then);
  form.reset();
}

function open(button) {
  const dialog = at(button.dataset.open);
  const form = dialog.querySelector("form");
  form.reset();
  tell("");
  for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill ?? "{}"))) form.elements[name].value = value;
  dialog.showModal();
}

async function print(button) {
  const text = await ask(button.dataset.print, { ...said(at("search")), most: 10000 }, true);
  if (text === null) return;
  at("paper").textContent = text;
  window.print();
  at("paper").textContent = "";
}

async function lock() {
  // Nothing stays to be read while the desk answers.
  document.querySelector("main")?.replaceChildren();
  try {
    await fetch("/v1/desk/lock", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
  } finally {
    leave();
  }
}

function remember(name, value) {
  document.cookie = `${name}=${value}; Path=/; SameSite=Strict; Max-Age=31536000`;
  location.reload();
}

document.addEventListener("click", event => {
  const button = event.target.closest("button");
  if (!button || button.type === "submit") return;
  const { post, cookie, value } = button.dataset;
  if (post) ask(post, JSON.parse(button.dataset.body));
  else if (button.dataset.open) open(button);
  else if ("close" in button.dataset) button.closest("dialog").close();
  else if ("lock" in button.dataset) lock();
  else if (button.dataset.print) print(button);
  else if (cookie) remember(cookie, value);
});

document.addEventListener("submit", event => {
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("change", event => {
  if (event.target.dataset.cookie) remember(event.target.dataset.cookie, event.target.value);
});

document.addEventListener("input", event => {
  const form = event.target.closest("#search");
  if (!form) return;
  clearTimeout(typing);
  typing = setTimeout(() => form.requestSubmit(), 250);
});

document.addEventListener("keydown", event => {
  if (!live) return;
  if (event.key === "Escape") {
    const now = performance.now();
    if (now - escaped < 1200) lock();
    escaped = now;
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (document.querySelector("dialog[open]") || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const key = event.key.toLowerCase();
  const button = /^[a-z]$/.test(key) && document.querySelector(`button[data-key="${key}"]`);
  if (button) button.click();
  else if (key === "l") at("search").requestSubmit(), at("h-list").focus();
  else if (key === "/") at("query").focus();
  else return;
  event.preventDefault();
});

// Between a press and its click nothing is drawn anew: the button under the finger stays the button that was meant.
document.addEventListener("pointerdown", () => held = true);
for (const over of ["pointerup", "pointercancel"]) document.addEventListener(over, () => setTimeout(() => (held = false, draw())));

function draw() {
  if (held || gone) return;
  for (const [id, html] of waiting) {
    const part = at(id), focus = document.activeElement;
    const had = focus && focus !== document.body && part.contains(focus);
    part.innerHTML = html;
    if (had) (at(focus.id) ?? at("now")).focus();
  }
  waiting.clear();
}

function listen() {
  if (gone) return;
  source?.close();
  source = new EventSource("/page/live");
  heard = performance.now();
  source.onmessage = event => {
    heard = performance.now();
    away(false);
    for (const [id, html] of Object.entries(JSON.parse(event.data))) waiting.set(id, html);
    draw();
  };
  source.addEventListener("beat", () => (heard = performance.now(), away(false)));
  source.addEventListener("locked", leave);
  source.onerror = async () => {
    away(true);
    if (source.readyState !== EventSource.CLOSED) return;
    const answer = await fetch("/v1/desk/state").catch(() => null);
    if (answer?.status === 401) leave();
    else setTimeout(listen, 1000);
  };
}

if (live) {
  listen();
  // A connection that died without a word.
  setInterval(() => performance.now() - heard > silence && (away(true), listen()), 1000);
  addEventListener("pagehide", clear);
  addEventListener("pageshow", event => event.persisted && location.replace("/"));
}
