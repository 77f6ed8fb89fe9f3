// The host page's half of Onshape's client messaging, and its tabs.
// Rules: onshape-public.github.io/docs/app-dev/messages/element-tab/ and /extensions/ ("Security considerations").
"use strict";

const KNOWN = new Set([
  "applicationInit", "keepAlive", "showMessageBubble", "closeFlyoutsAndMenus", "openSelectItemDialog",
  "closeSelectItemDialog", "connectionLost", "errorReload", "finishedSaving", "saveAVersion",
  "showKeyboardShortcutsHelp", "requestCameraProperties",
]);

const page = document.body.dataset;
const frame = document.querySelector("iframe.app");
const bubble = document.querySelector(".bubble");
const wvmName = { w: "workspaceId", v: "versionId", m: "microversionId" }[page.wvm];

/** Every message both ways, for tests: direction "in" is from the app. */
window.sandboxMessages = [];

/** Onshape talks to the app only after `applicationInit`, and not after an invalid message until the next valid one. */
let initialised = false;
let listening = false;

const isRecord = (data) => typeof data === "object" && data !== null;

// Official samples send a version's id as `workspaceId`, too.
const isValid = ({ origin, data }) =>
  origin === page.appOrigin &&
  isRecord(data) &&
  KNOWN.has(data.messageName) &&
  data.documentId === page.document &&
  (data[wvmName] === page.wvmId || data.workspaceId === page.wvmId) &&
  data.elementId === frame.closest(".panel").dataset.element;

function post(message) {
  if (!frame || !listening) return;
  frame.contentWindow.postMessage(message, page.appOrigin);
  window.sandboxMessages.push({ direction: "out", data: message, valid: true });
}

let bubbleTimer = 0;
function showBubble(text) {
  bubble.textContent = String(text);
  bubble.dataset.open = "true";
  clearTimeout(bubbleTimer);
  bubbleTimer = setTimeout(() => delete bubble.dataset.open, 6000);
}

const answers = {
  applicationInit: () => { initialised = true; },
  showMessageBubble: ({ message }) => showBubble(message),
  closeFlyoutsAndMenus: () => document.querySelectorAll("details[open]").forEach((menu) => { menu.open = false; }),
  connectionLost: () => frame.setAttribute("src", frame.src),
  errorReload: ({ message }) => { showBubble(message); frame.setAttribute("src", frame.src); },
  requestCameraProperties: ({ graphicsElementId }) => post({
    messageName: "cameraProperties", graphicsElementId, isValid: false, projectionType: "", viewMatrix: [],
    projectionMatrix: [], verticalFieldOfView: 0, viewportHeight: 0, viewportWidth: 0,
  }),
};

window.addEventListener("message", (event) => {
  if (!frame || event.source !== frame.contentWindow) return;
  const valid = isValid(event);
  window.sandboxMessages.push({ direction: "in", data: event.data, valid });
  if (valid && event.data.messageName === "applicationInit") initialised = true;
  listening = valid && initialised;
  if (valid) answers[event.data.messageName]?.(event.data);
});

const panelOf = (element) => document.getElementById(`panel-${element}`);

/** Shows one tab. A panel that is not open is moved off-screen, not unloaded. */
function open(element) {
  const current = document.querySelector(".panel[data-open=true]");
  const next = panelOf(element);
  if (!next || next === current) return;
  if (frame && current?.contains(frame)) post({ messageName: "hide" });
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
    else post({ messageName: "show" });
  }
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
