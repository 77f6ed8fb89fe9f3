import { ONSHAPE_URL } from './addresses';

export type User = 'Alice' | 'Bob';

export interface DemoElement {
  name: string;
  id: string;
  type: string;
}

/** A document that is there for a test, with the address of the host page that shows the app inside it. */
export interface DemoDocument {
  name: string;
  documentId: string;
  workspaceId: string;
  appElementId: string;
  url: string;
  elements: DemoElement[];
}

export interface Fault {
  path: string;
  method?: string;
  /** One of the bad days that have a name. */
  kind?: 'busy';
  status?: number;
  content_type?: string;
  body?: string;
  delay_ms?: number;
  /** `Retry-After` of `busy`. */
  retry_after_seconds?: number;
  times?: number;
}

export interface LoggedRequest {
  method: string;
  path: string;
  [field: string]: unknown;
}

type DemoKey =
  | 'gearbox'
  | 'markup'
  | 'arabic'
  | 'hebrew'
  | 'cjk'
  | 'long'
  | 'empty'
  | 'unknown'
  | 'nulls'
  | 'bare'
  | 'broken'
  | 'gripper'
  | 'borrowed'
  | 'enterprise'
  | 'machine'
  | 'big'
  | 'heavy'
  | 'configurable'
  | 'onlysurfaces'
  | 'onlywires'
  | 'odd'
  | 'bom'
  | 'deep'
  | 'versions'
  | 'files'
  | 'many'
  | 'emoji'
  | 'manyversions'
  | 'drawings'
  | 'properties'
  | 'folders'
  | 'nopicture';

/** The sandbox's control API, under `/__sandbox/`. */
export class Sandbox {
  /** Forgets grants, sign-ins, faults and the moved clock; documents and the client registration stay. */
  async reset(): Promise<void> {
    await this.call('POST', 'reset');
    await this.clearFaults();
  }

  /** Another world of documents; the tests that need one put the demo back. */
  async scenario(name: 'demo' | 'enterprise' | 'five' | '10000'): Promise<void> {
    await this.call('POST', 'reset', { scenario: name });
  }

  async document(key: DemoKey): Promise<DemoDocument> {
    const demo = (await this.call('GET', 'demo')) as Record<string, DemoDocument | undefined>;
    const found = demo[key];
    if (!found) throw new Error(`the sandbox has no demo document "${key}"`);
    return found;
  }

  /** Puts a document into the trash, as its owner may while others look at it; `forever`: until the scenario is set anew. */
  async trash({ documentId }: DemoDocument, forever = false): Promise<void> {
    await this.call('POST', 'trash', { documentId, forever });
  }

  /** Somebody works on an element: what was kept of the document's workspace is old. */
  async touch({ documentId }: DemoDocument, elementId: string): Promise<void> {
    await this.call('POST', 'touch', { documentId, elementId });
  }

  /** Ends the user's grant, as the user may on Onshape's applications page. */
  async revoke(user: User): Promise<void> {
    await this.call('POST', 'revoke', { user });
  }

  /** Makes the user's access tokens expire now. */
  async expire(user: User): Promise<void> {
    await this.call('POST', 'expire', { user });
  }

  async advanceClock(seconds: number): Promise<void> {
    await this.call('POST', 'clock', { advance_seconds: seconds });
  }

  async fault(fault: Fault): Promise<void> {
    await this.call('POST', 'faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.call('DELETE', 'faults');
  }

  async requests(): Promise<LoggedRequest[]> {
    const answer = (await this.call('GET', 'requests')) as LoggedRequest[] | { requests: LoggedRequest[] };
    return Array.isArray(answer) ? answer : answer.requests;
  }

  /** The calls of the API, as method and address, each once. */
  async calls(): Promise<string[]> {
    const calls = (await this.requests()).filter(({ path }) => /^\/(api\/|modelexport)/.test(path));
    return [...new Set(calls.map(({ method, path }) => `${method} ${path}`))];
  }

  /** Every token, code and secret that the sandbox issued. */
  async secrets(): Promise<string[]> {
    return ((await this.call('GET', 'secrets')) as { secrets: string[] }).secrets;
  }

  private async call(method: string, name: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${ONSHAPE_URL}/__sandbox/${name}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} to ${method} ${name}: ${text}`);
    return text ? JSON.parse(text) : undefined;
  }
}
