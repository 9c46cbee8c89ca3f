// Dialogs, which only a script can open, and the word that the connection is lost.
"use strict";

window.edge = {
  open(dialog) { if (dialog && !dialog.open) dialog.showModal(); },
  isOpen(dialog) { return dialog?.open === true; },
  close(dialog) { if (dialog?.open) dialog.close(); },
  print() { window.print(); },
};

const lost = document.getElementById("components-reconnect-modal");
if (lost) {
  lost.addEventListener("components-reconnect-state-changed", e => {
    if (e.detail.state === "show") { if (!lost.open) lost.showModal(); }
    else if (e.detail.state === "hide") { if (lost.open) lost.close(); }
    else if (e.detail.state === "failed") { if (!lost.open) lost.showModal(); document.addEventListener("visibilitychange", again); }
    else if (e.detail.state === "rejected") { location.reload(); }
  });
  lost.addEventListener("cancel", e => e.preventDefault());
  document.getElementById("lost-reload").addEventListener("click", () => location.reload());
}

async function again() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", again);
  try {
    if (!await Blazor.reconnect()) location.reload();
  } catch {
    document.addEventListener("visibilitychange", again);
  }
}
