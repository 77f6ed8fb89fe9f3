// The inspector: shows what the control API tells, and steers by it.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const facts = JSON.parse($("#facts").textContent);

/** An element with attributes and children; text stays text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

async function call(method, path, body) {
  const answer = await fetch(`/__sandbox/${path}`, {
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  let value;
  try { value = text ? JSON.parse(text) : undefined; } catch { value = { message: text }; }
  if (!answer.ok) throw new Error(value?.message ?? `The sandbox answered ${answer.status}`);
  return value;
}

const say = (text) => { $("#live").textContent = text; };
const size = (bytes) => (bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);
const count = (tab, number) => { $(`#tab-${tab} .count`).textContent = number || ""; };

/* Tabs: arrow keys move, as ARIA's practices say. */
const tabs = $$("[role=tab]");
function select(tab) {
  for (const other of tabs) {
    const on = other === tab;
    other.setAttribute("aria-selected", on);
    other.tabIndex = on ? 0 : -1;
    $(`#${other.getAttribute("aria-controls")}`).hidden = !on;
  }
  history.replaceState(null, "", `#${tab.id.slice(4)}`);
}
for (const tab of tabs) tab.addEventListener("click", () => select(tab));
$("[role=tablist]").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  next.focus();
  select(next);
  event.preventDefault();
});
const asked = tabs.find((tab) => tab.id === `tab-${location.hash.slice(1)}`);
if (asked) select(asked);

/* Theme: as the system is, until the button says otherwise. */
$("#theme").addEventListener("click", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
});

/* Requests. */
const LONGEST = 2000;
const log = { entries: [], mark: 0, since: 0, paused: false, open: null };
const chips = new Set();

function wanted(entry) {
  const text = $("#filter").value.trim().toLowerCase();
  const classes = [...chips].filter((chip) => chip !== "api");
  if (chips.has("api") && !/^\/(api|modelexport)/.test(entry.path)) return false;
  if (classes.length && !classes.includes(String(entry.status)[0])) return false;
  return !text || `${entry.method} ${entry.path} ${entry.operation ?? ""} ${entry.user ?? ""} ${entry.status}`.toLowerCase().includes(text);
}

function row(entry) {
  const operation = entry.operation ?? "";
  const cells = [
    make("td", { class: "number" }, entry.number),
    make("td", {}, entry.method),
    make("td", { class: "operation" }, operation, entry.fault ? make("span", { class: "badge", title: `Fault ${entry.fault}` }, "fault") : null),
    make("td", { class: "path", title: entry.path }, make("button", { tabindex: "-1" }, entry.path)),
    make("td", { class: `status s${String(entry.status)[0]}` }, entry.status),
    make("td", { class: "number" }, entry.duration_ms.toFixed(1)),
    make("td", { class: "number" }, size(entry.bytes)),
    make("td", {}, entry.user ?? ""),
  ];
  return make("tr", { "data-number": entry.number, tabindex: "0", "aria-current": log.open === entry.number }, ...cells);
}

function draw() {
  const rows = log.entries.filter(wanted);
  const scroller = $(".log");
  const before = scroller.scrollHeight - scroller.scrollTop;
  const focused = document.activeElement?.closest?.("tr")?.dataset.number;
  $("#rows").replaceChildren(...rows.map(row));
  // Whoever has scrolled down stays where they are while new ones come in above.
  if (scroller.scrollTop > 0) scroller.scrollTop = scroller.scrollHeight - before;
  if (focused) $(`tr[data-number="${focused}"]`)?.focus({ preventScroll: true });
  $("#no-requests").hidden = rows.length > 0;
  $("#no-requests").textContent = log.entries.length ? "No request fits the filter." : "No requests yet. Open the app in a document, or call the API with a token.";
  count("requests", log.entries.length);
}

async function readLog() {
  const { mark, requests } = await call("GET", `requests?since=${log.mark}`);
  if (mark < log.mark) log.entries = [];
  log.mark = mark;
  if (!requests.length) return;
  log.entries = [...requests.reverse(), ...log.entries].slice(0, LONGEST);
  draw();
}

async function show(number) {
  log.open = number;
  for (const other of $$("#rows tr")) other.setAttribute("aria-current", Number(other.dataset.number) === number);
  const detail = $("#detail");
  const entry = await call("GET", `requests/${number}`);
  const headers = (all) => make("dl", {}, ...Object.entries(all ?? {}).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]));
  const pretty = (text) => { try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; } };
  const body = (text) => (text ? make("pre", { tabindex: "0" }, pretty(text)) : make("p", { class: "hint" }, "No body, or none that is text."));
  detail.replaceChildren(
    make("div", { class: "head" },
      make("h2", {}, `${entry.method} ${entry.operation ?? ""}`),
      make("button", { "aria-label": "Close", onclick: hide }, "×")),
    make("p", { class: "path" }, entry.path),
    make("p", { class: "hint" }, `${entry.status} · ${entry.duration_ms.toFixed(1)} ms · ${size(entry.bytes)} · ${entry.at} · ${entry.counted ? "counted" : "not counted"}`),
    make("div", { class: "actions" },
      make("button", { onclick: async () => { await navigator.clipboard.writeText(entry.curl ?? ""); say("Copied as curl"); } }, "Copy as curl"),
      make("button", { onclick: () => call("POST", `requests/${number}/replay`).then((done) => say(`Replayed: ${done.status}`), (error) => say(error.message)) }, "Replay")),
    make("h3", {}, "Response"), headers(entry.response_headers), body(entry.response_body),
    make("h3", {}, "Request"), headers(entry.request_headers), body(entry.request_body),
  );
  detail.hidden = false;
}

function hide() {
  $("#detail").hidden = true;
  const row = $(`tr[data-number="${log.open}"]`);
  log.open = null;
  row?.setAttribute("aria-current", "false");
  row?.focus();
}

$("#rows").addEventListener("click", (event) => {
  const row = event.target.closest("tr");
  if (row) show(Number(row.dataset.number)).catch((error) => say(error.message));
});
$("#rows").addEventListener("keydown", (event) => {
  const row = event.target.closest("tr");
  if (!row) return;
  if (event.key === "Enter") show(Number(row.dataset.number)).catch((error) => say(error.message));
  const next = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[event.key];
  if (next) { next.focus(); event.preventDefault(); }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("#detail").hidden) hide();
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); select(tabs[0]); $("#filter").focus(); }
});
$("#filter").addEventListener("input", draw);
for (const chip of $$(".chip")) {
  chip.addEventListener("click", () => {
    const on = chip.getAttribute("aria-pressed") !== "true";
    chip.setAttribute("aria-pressed", on);
    if (on) chips.add(chip.dataset.class); else chips.delete(chip.dataset.class);
    draw();
  });
}
$("#pause").addEventListener("click", () => {
  log.paused = !log.paused;
  $("#pause").setAttribute("aria-pressed", log.paused);
  if (!log.paused) refresh();
});
$("#clear").addEventListener("click", () => { log.entries = []; draw(); });

/* Clock and calls. */
async function readClock() {
  const { now } = await call("GET", "clock");
  $("#now").textContent = now.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");
}
for (const button of $$("[data-advance]")) {
  button.addEventListener("click", () => call("POST", "clock", { advance_seconds: Number(button.dataset.advance) }).then(readClock));
}
async function readCalls() {
  const calls = await call("GET", `calls?since=${log.since}`);
  const since = log.since ? ` · ${calls.counted} since the mark` : "";
  $("#counted").textContent = `${calls.all_counted} calls${calls.limit ? ` of ${calls.limit}` : ""}${since}`;
  $("#quota").max = calls.limit ?? 2500;
  $("#quota").value = calls.all_counted;
  const spent = Object.entries(calls.by_operation).sort((a, b) => b[1] - a[1]);
  $("#operations-spent").replaceChildren(...spent.map(([name, number]) => make("li", {}, make("span", {}, name), make("b", {}, number))));
}
$("#mark").addEventListener("click", async () => { log.since = (await call("GET", "calls")).mark; await readCalls(); say("Marked"); });

/* Messages. */
let messages = [];
let messageMark = 0;
async function readMessages() {
  const told = await call("GET", `messages?since=${messageMark}`);
  messageMark = told.mark;
  messages = [...told.messages.reverse(), ...messages].slice(0, LONGEST);
  drawMessages();
}
function drawMessages() {
  const text = $("#message-filter").value.trim().toLowerCase();
  const shown = messages.filter((message) => JSON.stringify(message).toLowerCase().includes(text));
  $("#messages-list").replaceChildren(...(shown.length ? shown.map((message) =>
    make("li", { class: message.valid ? "" : "invalid" },
      make("b", {}, message.direction === "in" ? "app → page" : "page → app"),
      make("span", { class: "badge" }, message.frame || "tab"),
      make("code", {}, JSON.stringify(message.data)),
      message.valid ? null : make("span", { class: "problem" }, message.reason ?? "ignored"))) : [make("li", { class: "empty" }, "No messages yet. They come when a document with the app is open.")]));
  count("messages", messages.length);
}
$("#message-filter").addEventListener("input", drawMessages);

/* Faults. */
async function readFaults() {
  const { faults } = await call("GET", "faults");
  $("#fault-list").replaceChildren(...(faults.length ? faults.map((fault) =>
    make("li", {},
      make("b", {}, fault.kind ?? `status ${fault.status ?? ""}`),
      make("code", {}, fault.operation ?? fault.path),
      make("span", { class: "hint" }, `struck ${fault.struck}×${fault.times != null ? `, ${fault.times} to go` : ""}${fault.probability != null ? `, probability ${fault.probability}` : ""}${fault.user ? `, ${fault.user}` : ""}`),
      make("button", { "aria-label": `Remove fault ${fault.id}`, onclick: () => call("DELETE", `faults/${fault.id}`).then(readFaults) }, "Remove"))) : [make("li", { class: "empty" }, "All is well.")]));
  count("faults", faults.length);
}
$("#fault-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const fault = {};
  for (const [name, value] of new FormData(form)) {
    if (value === "") continue;
    fault[name] = form.elements[name].type === "number" ? Number(value) : value;
  }
  if (!fault.operation && !fault.path) {
    $(".problem", form).textContent = "An operation or a part of the path says which requests are meant.";
    return;
  }
  try {
    await call("POST", "faults", fault);
    $(".problem", form).textContent = "";
    say("Fault added");
  } catch (error) { $(".problem", form).textContent = error.message; }
  await readFaults();
});
$("#clear-faults").addEventListener("click", () => call("DELETE", "faults").then(readFaults));

/* Switches. */
async function readSwitches() {
  const now = await call("GET", "switches");
  if ($("#switch-list").contains(document.activeElement)) return;
  const set = (name, value) => call("POST", "switches", { [name]: value }).then(() => say(`${name} is set`), (error) => say(error.message));
  $("#switch-list").replaceChildren(...facts.switches.map(([name, words, kind]) => {
    const value = now[name];
    let control;
    if (kind === undefined) control = make("input", { type: "checkbox", role: "switch", checked: value, onchange: (event) => set(name, event.target.checked) });
    else if (Array.isArray(kind)) control = make("select", { onchange: (event) => set(name, event.target.value) }, ...kind.map((choice) => make("option", { selected: choice === value }, choice)));
    else {
      const text = Array.isArray(value) ? value.join(", ") : value ?? "";
      control = make("input", { type: kind === "number" ? "number" : "text", min: "0", value: text, placeholder: "none", onchange: (event) => {
        const typed = event.target.value.trim();
        const parsed = typed === "" ? null : kind === "number" ? Number(typed) : kind === "list" ? typed.split(",").map((id) => id.trim()) : typed;
        set(name, parsed);
      } });
    }
    return make("label", { class: "switch" }, make("span", {}, make("b", {}, words), make("code", {}, name)), control);
  }));
}

/* Webhooks. */
async function readWebhooks() {
  const { webhooks, deliveries } = await call("GET", "webhooks");
  const hooks = webhooks.map((hook) => make("li", {}, make("b", {}, hook.name ?? hook.url), make("code", {}, hook.events.join(", "))));
  const sent = deliveries.slice().reverse().map((delivery) => {
    const last = delivery.attempts.at(-1);
    const state = last ? `${last.status ?? last.error} · ${delivery.attempts.length} tries` : "waiting";
    return make("li", {}, make("b", {}, delivery.event), make("code", {}, delivery.url), make("span", { class: "hint" }, delivery.next_attempt && last ? `${state}, next ${delivery.next_attempt}` : state),
      make("button", { onclick: () => call("POST", `webhooks/deliveries/${delivery.id}/replay`).then(() => say("Sent again")) }, "Replay"));
  });
  $("#webhooks-list").replaceChildren(...(hooks.length + sent.length ? [...hooks, ...sent] : [make("li", { class: "empty" }, "No webhooks registered.")]));
  count("webhooks", webhooks.length);
}

/* State. */
$("#reset-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  await call("POST", "reset", { scenario: form.get("scenario"), seed: Number(form.get("seed")) });
  log.entries = [];
  messages = [];
  draw();
  say("The sandbox begins again");
});
$("#load").addEventListener("change", async (event) => {
  const problem = $("#panel-state .problem");
  try { await call("PUT", "state", await event.target.files[0].text()); problem.textContent = ""; say("Loaded"); }
  catch (error) { problem.textContent = error.message; }
  event.target.value = "";
});
for (const button of $$("[data-expire]")) button.addEventListener("click", () => call("POST", "expire", { user: button.dataset.expire }).then(() => say("Expired")));
for (const button of $$("[data-revoke]")) button.addEventListener("click", () => call("POST", "revoke", { user: button.dataset.revoke }).then(() => say("Revoked")));

async function refresh() {
  await Promise.all([log.paused ? null : readLog(), readClock(), readCalls(), readMessages(), readFaults(), readSwitches(), readWebhooks()]);
}

/** Asks again whenever something has changed; a sandbox that is away is asked again a little later. */
async function live() {
  let change = 0;
  for (;;) {
    try {
      change = (await call("GET", `changes?since=${change}`)).change;
      await refresh();
    } catch {
      say("The sandbox does not answer");
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
}
draw();
refresh().finally(() => { document.documentElement.dataset.ready = ""; live(); });
