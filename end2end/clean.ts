import { rmSync } from 'node:fs';
import { COLLECTION } from './browser/collection';

/** What an earlier run collected is not this run's. */
export default function clean(): void {
  rmSync(COLLECTION, { recursive: true, force: true });
}
