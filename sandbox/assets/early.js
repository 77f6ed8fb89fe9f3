// Runs before the frames load: what the app says before host.js is there is kept for it.
"use strict";

window.sandboxEarly = [];
window.addEventListener("message", (event) => window.sandboxEarly?.push(event));
