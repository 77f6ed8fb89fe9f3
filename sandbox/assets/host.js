// The host page's half of Onshape's client messaging, its tabs, its right panel and its item picker.
// Rules: onshape-public.github.io/docs/app-dev/messages/ (element-tab, element-right-panel) and /extensions/
// ("Security considerations").
"use strict";

const TAB_MESSAGES = [
  "applicationInit", "keepAlive", "showMessageBubble", "closeFlyoutsAndMenus", "openSelectItemDialog",
  "closeSelectItemDialog", "connectionLost", "errorReload", "finishedSaving", "saveAVersion",
  "showKeyboardShortcutsHelp", "requestCameraProperties", "startLoadingSpinner", "stopLoadingSpinner",
  "startWorkingSpinner", "stopWorkingSpinner",
];
const PANEL_MESSAGES = [
  "applicationInit", "showMessageBubble", "requestViewerImage", "requestSelection", "requestSelectionHighlight",
  "stopRequest", "openAnotherElementInCurrentWorkspace", "openFeatureDialog", "closeFeatureDialog",
];

const page = document.body.dataset;
const bubble = document.querySelector(".bubble");
const spinner = document.querySelector(".spinner");
const wvmName = { w: "workspaceId", v: "versionId", m: "microversionId" }[page.wvm];

/** Every message both ways, for tests: direction "in" is from the app. */
window.sandboxMessages = [];
let untold = [];

function note(entry) {
  const whole = { ...entry, at: Date.now() };
  window.sandboxMessages.push(whole);
  untold.push(whole);
  queueMicrotask(tell);
}

/** The inspector shows them, too. A sandbox that is stopping need not hear of them. */
function tell() {
  if (!untold.length) return;
  const messages = untold.map((entry) => ({ ...entry, data: entry.data ?? null }));
  untold = [];
  fetch("/__sandbox/messages", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ messages }), keepalive: true }).catch(() => {});
}

const isRecord = (data) => typeof data === "object" && data !== null;

/** The channel to one frame. Onshape talks only after `applicationInit`, and not after an invalid message until the next
 *  valid one. */
class Hub {
  constructor(name, frame, known, element) {
    Object.assign(this, { name, frame, element, known: new Set(known), initialised: false, listening: false });
  }

  /** Why a message is none, or nothing. Official samples send a version's id as `workspaceId`, too. */
  fault({ origin, data }) {
    if (origin !== page.appOrigin) return `origin ${origin}`;
    if (!isRecord(data)) return "not an object";
    if (!this.known.has(data.messageName)) return `unknown messageName ${data.messageName}`;
    if (data.documentId !== page.document) return "documentId is not this document's";
    if (data[wvmName] !== page.wvmId && data.workspaceId !== page.wvmId) return `${wvmName} is not this one's`;
    if (data.elementId !== this.element()) return "elementId is not this one's";
    return null;
  }

  receive(event) {
    const reason = this.fault(event);
    const valid = reason === null;
    note({ direction: "in", frame: this.name, data: event.data, valid, ...(reason && { reason }) });
    if (valid && event.data.messageName === "applicationInit") this.initialised = true;
    this.listening = valid && this.initialised;
    if (valid) answers[this.name][event.data.messageName]?.(event.data, this);
  }

  post(message) {
    if (!this.frame || !this.listening) return;
    this.frame.contentWindow.postMessage(message, page.appOrigin);
    note({ direction: "out", frame: this.name, data: message, valid: true });
  }

  reload() {
    this.initialised = this.listening = false;
    this.frame.setAttribute("src", this.frame.src);
  }
}

const frame = document.querySelector("iframe.app");
const side = document.querySelector(".side iframe");
const openElement = () => document.querySelector(".panel[data-open=true]")?.dataset.element;
const hubs = {
  tab: new Hub("tab", frame, TAB_MESSAGES, () => frame?.closest(".panel").dataset.element),
  panel: new Hub("panel", side, PANEL_MESSAGES, openElement),
};

let bubbleTimer = 0;
function showBubble(text) {
  bubble.textContent = String(text);
  bubble.dataset.open = "true";
  clearTimeout(bubbleTimer);
  bubbleTimer = setTimeout(() => delete bubble.dataset.open, 6000);
}

const spin = (text) => { spinner.textContent = text; };
let waitingSelection = null;
let saveNumber = 0;

const answers = {
  tab: {
    showMessageBubble: ({ message }) => showBubble(message),
    closeFlyoutsAndMenus: () => document.querySelectorAll("details[open]").forEach((menu) => { menu.open = false; }),
    connectionLost: (_, hub) => hub.reload(),
    errorReload: ({ message }, hub) => { showBubble(message); hub.reload(); },
    finishedSaving: ({ messageId }) => showBubble(`Saved (${messageId})`),
    saveAVersion: () => showBubble("Onshape would ask for the version's name now."),
    showKeyboardShortcutsHelp: () => showBubble("Onshape would show its keyboard shortcuts now."),
    startLoadingSpinner: ({ message }) => spin(message ?? "Loading"),
    stopLoadingSpinner: () => spin(""),
    startWorkingSpinner: () => spin("Working"),
    stopWorkingSpinner: () => spin(""),
    openSelectItemDialog: (message) => picker.open(message),
    closeSelectItemDialog: () => picker.dialog.close(),
    requestCameraProperties: ({ graphicsElementId }, hub) => hub.post({
      messageName: "cameraProperties", graphicsElementId, isValid: false, projectionType: "", viewMatrix: [],
      projectionMatrix: [], verticalFieldOfView: 0, viewportHeight: 0, viewportWidth: 0,
    }),
  },
  panel: {
    showMessageBubble: ({ message }) => showBubble(message),
    requestViewerImage: async (_, hub) => {
      const answer = await fetch(`/pictures/d/${page.document}/${page.wvm}/${page.wvmId}/e/${openElement()}`).catch(() => null);
      if (answer?.ok) hub.post({ messageName: "viewerImage", image: await answer.blob() });
    },
    requestSelection: ({ messageId, requiredSelectionCount }, hub) => {
      waitingSelection = { messageId, count: requiredSelectionCount ?? 1 };
      hub.post({ messageName: "REQUESTED_SELECTION", messageId, selections: [], status: { statusCode: "PENDING" } });
    },
    requestSelectionHighlight: ({ selections }) => {
      const wanted = new Set((selections ?? []).map((selection) => selection.selectionId));
      for (const part of partButtons()) part.setAttribute("aria-pressed", wanted.has(part.dataset.part));
    },
    stopRequest: ({ messageId }, hub) => {
      if (!waitingSelection) return;
      const stopped = waitingSelection.messageId;
      waitingSelection = null;
      hub.post({ messageName: "REQUESTED_SELECTION", messageId, stoppedMessageId: stopped, selections: [], status: { statusCode: "STOPPED" } });
    },
    openAnotherElementInCurrentWorkspace: ({ anotherElementId }) => document.querySelector(`.tab[data-element="${CSS.escape(anotherElementId)}"]`)?.click(),
    openFeatureDialog: ({ featureId }) => showBubble(`Onshape would open the feature ${featureId} now.`),
    closeFeatureDialog: () => showBubble("Onshape would close the feature now."),
  },
};

function receive(event) {
  const hub = Object.values(hubs).find((hub) => hub.frame && event.source === hub.frame.contentWindow);
  hub?.receive(event);
}

/* Parts: what is selected is told to the panel. */
const partButtons = () => [...document.querySelectorAll(".panel[data-open=true] [data-part]")];

function selection() {
  return partButtons().filter((part) => part.getAttribute("aria-pressed") === "true").map((part) => ({
    selectionType: "BODY", selectionId: part.dataset.part, bodyType: "SOLID", entityType: "BODY",
    occurrencePath: part.dataset.path ? [part.dataset.path] : [], workspaceMicroversionId: page.microversion,
  }));
}

document.addEventListener("click", (event) => {
  const part = event.target.closest("[data-part]");
  if (!part) return;
  const many = event.ctrlKey || event.metaKey;
  for (const other of partButtons()) if (other !== part && !many) other.setAttribute("aria-pressed", "false");
  part.setAttribute("aria-pressed", part.getAttribute("aria-pressed") !== "true");
  const selections = selection();
  hubs.panel.post({ messageName: "SELECTION", selections });
  if (waitingSelection && selections.length >= waitingSelection.count) {
    const { messageId } = waitingSelection;
    waitingSelection = null;
    hubs.panel.post({ messageName: "REQUESTED_SELECTION", messageId, selections, status: { statusCode: "SUCCESS" } });
  }
  followSelection();
});

/** A panel whose address names the selection is loaded again with every selection. */
function followSelection() {
  if (!side?.dataset.template) return;
  const [first] = selection();
  const url = new URL(side.dataset.template);
  url.searchParams.set("elementId", openElement());
  if (first) {
    url.searchParams.set("nodeId", first.selectionId);
    url.searchParams.set("occurrencePath", first.occurrencePath.join("."));
  }
  if (url.href !== side.src) {
    hubs.panel.initialised = hubs.panel.listening = false;
    side.src = url.href;
  }
}

/* The item picker. */
const picker = {
  dialog: document.querySelector("dialog.picker"),
  asked: {},
  everywhere: false,
  async open(asked) {
    this.asked = asked;
    this.everywhere = false;
    this.dialog.querySelector("h2").textContent = asked.dialogTitle || "Select an item";
    this.dialog.querySelector(".everywhere").hidden = asked.showBrowseDocuments === false;
    this.dialog.querySelector("footer .main").hidden = !asked.selectMultiple;
    this.dialog.querySelector("input").value = "";
    if (!this.dialog.open) this.dialog.showModal();
    await this.fill();
  },
  async fill() {
    const { asked } = this;
    for (const button of this.dialog.querySelectorAll(".find button")) button.setAttribute("aria-pressed", button.classList.contains("everywhere") === this.everywhere);
    const query = new URLSearchParams({ did: page.document, q: this.dialog.querySelector("input").value, everywhere: this.everywhere });
    const answer = await fetch(`/host/items?${query}`);
    const { items } = answer.ok ? await answer.json() : { items: [] };
    const types = (asked.selectBlobMimeTypes ?? "").split(",").map((type) => type.trim()).filter(Boolean);
    const fits = (item) => ({
      PARTSTUDIO: asked.selectPartStudios, ASSEMBLY: asked.selectAssemblies, PART: asked.selectParts,
      BLOB: asked.selectBlobs && (!types.length || types.includes(item.dataType)),
    })[item.itemType] ?? false;
    const found = items.filter(fits);
    const rows = found.map((item) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.append(item.name, Object.assign(document.createElement("small"), { textContent: `${item.kind} · ${item.documentName}` }));
      button.addEventListener("click", () => this.choose(item, button));
      button.setAttribute("aria-pressed", "false");
      button.item = item;
      row.append(button);
      return row;
    });
    const empty = document.createElement("li");
    empty.append(Object.assign(document.createElement("p"), { textContent: "Nothing here can be selected." }));
    this.dialog.querySelector("ul").replaceChildren(...(rows.length ? rows : [empty]));
  },
  choose(item, button) {
    if (!this.asked.selectMultiple) {
      this.send(item);
      this.dialog.close();
      return;
    }
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
  },
  send(item) {
    const { kind, documentName, dataType, name, ...ids } = item;
    hubs.tab.post({ messageName: "itemSelectedInSelectItemDialog", ...ids, ...(this.asked.context && { context: this.asked.context }) });
  },
};
picker.dialog.addEventListener("close", () => hubs.tab.post({ messageName: "selectItemDialogClosed" }));
picker.dialog.querySelector("input").addEventListener("input", () => picker.fill());
for (const button of picker.dialog.querySelectorAll(".find button")) {
  button.addEventListener("click", () => { picker.everywhere = button.classList.contains("everywhere"); picker.fill(); });
}
picker.dialog.querySelector(".close").addEventListener("click", () => picker.dialog.close());
picker.dialog.querySelector("footer .main").addEventListener("click", () => {
  for (const button of picker.dialog.querySelectorAll("li button[aria-pressed=true]")) picker.send(button.item);
  picker.dialog.close();
});

/* Tabs. */
const panelOf = (element) => document.getElementById(`panel-${element}`);

/** Shows one tab. A panel that is not open is moved off-screen, not unloaded. */
function open(element) {
  const current = document.querySelector(".panel[data-open=true]");
  const next = panelOf(element);
  if (!next || next === current) return;
  if (frame && current?.contains(frame)) hubs.tab.post({ messageName: "hide" });
  current?.setAttribute("data-open", "false");
  next.setAttribute("data-open", "true");
  for (const tab of document.querySelectorAll(".tab")) {
    if (tab.dataset.element === element) {
      tab.setAttribute("aria-current", "page");
      // Whoever switches users comes back to this tab.
      document.querySelector("input[name=return]").value = tab.getAttribute("href");
    } else tab.removeAttribute("aria-current");
  }
  if (frame && next.contains(frame)) {
    // `show` is not sent on creation.
    if (frame.dataset.src) { frame.src = frame.dataset.src; delete frame.dataset.src; }
    else hubs.tab.post({ messageName: "show" });
  }
  followSelection();
}

document.querySelector(".tabs").addEventListener("click", (event) => {
  const tab = event.target.closest(".tab");
  if (!tab || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  if (tab.getAttribute("aria-current")) return;
  history.pushState(null, "", tab.href);
  open(tab.dataset.element);
});

window.addEventListener("popstate", () => open(location.pathname.split("/").pop()));

/* The sandbox's own menu: choices are in the address, so that a link repeats them. */
document.querySelector(".controls form").addEventListener("change", (event) => {
  if (event.target.name === "state") { location.assign(event.target.value + location.search); return; }
  const url = new URL(location.href);
  const { name, value } = event.target;
  if (value) url.searchParams.set(name, value); else url.searchParams.delete(name);
  location.assign(url);
});
for (const button of document.querySelectorAll("[data-send]")) {
  button.addEventListener("click", () => {
    const more = {
      saveChanges: { messageId: `save-${saveNumber += 1}` }, print: { baseFileName: "print" },
      export: { fileExtension: ".dwg", baseFileName: "export" },
    }[button.dataset.send] ?? {};
    hubs.tab.post({ messageName: button.dataset.send, ...more });
  });
}

/* What early.js has kept, and from now on what comes. */
const early = window.sandboxEarly;
window.sandboxEarly = null;
early.forEach(receive);
window.addEventListener("message", receive);
