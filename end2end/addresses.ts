import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Origin of the app. To a browser `localhost` and `127.0.0.1` are two sites, as Onshape and the app are. */
export const APP_URL = process.env.APP_URL ?? `http://localhost:${process.env.PORT ?? 3000}`;

/** Origin of the stand-in for Onshape. */
export const ONSHAPE_URL = process.env.ONSHAPE_URL ?? `http://127.0.0.1:${process.env.SANDBOX_PORT ?? 4000}`;

/** Whether this run starts the servers itself. */
export const OWN_SERVERS = process.env.APP_URL === undefined;

/** Whether the release build is under test. */
export const RELEASE = process.env.VITRINE_BUILD === 'release';

/** Where a run leaves logs, databases and what it collected. */
export const OUTPUT = fileURLToPath(new URL(`../target/e2e${RELEASE ? '-release' : ''}`, import.meta.url));

/** What the app printed, where this run started it. */
export const APP_LOG = path.join(OUTPUT, 'vitrine.log');
