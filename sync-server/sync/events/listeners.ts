import type { Credential } from '../../auth/shut-out.ts';
import type { EventStream } from './event-stream.ts';

/** A branch of a tenant. */
export type Place = { tenantId: string; branchId: string };

/** Somebody who listens to a branch, for as long as he may come in. */
export type Listener = Place & Credential;

/** A desk listens once; what stays of a line that broke, and a colleague's window, may listen beside it. */
const mostOfOne = 8;

type Streams = Set<EventStream>;

/** Who listens to which branch. */
export class Listeners {
  readonly #places = new Map<string, Place & { streams: Streams }>();
  readonly #credentials = new Map<string, Credential & { streams: Streams }>();

  /** Of those who listen with one and the same credential too often, the first is sent away. */
  add({ tenantId, branchId, credentialId }: Listener, stream: EventStream): void {
    join(this.#places, `${tenantId}/${branchId}`, { tenantId, branchId }, stream);
    const { streams } = join(this.#credentials, credentialId, { tenantId, credentialId }, stream);
    const [first] = streams;
    if (!first || streams.size <= mostOfOne) return;
    first.end();
    streams.delete(first);
  }

  /** The branches somebody listens to. */
  places(): Place[] {
    return [...this.#places.values()];
  }

  /** By what those of each tenant came in. */
  credentials(): Map<string, string[]> {
    const ofTenants = Map.groupBy(this.#credentials.values(), ({ tenantId }) => tenantId);
    return new Map([...ofTenants].map(([tenantId, of]) => [tenantId, of.map(({ credentialId }) => credentialId)]));
  }

  /** Ends the streams of those who may no longer come in. */
  end(shutOut: ReadonlySet<string>): void {
    for (const credentialId of shutOut) {
      for (const stream of this.#credentials.get(credentialId)?.streams ?? []) stream.end();
    }
  }

  tell({ tenantId, branchId }: Place, text: string): void {
    for (const stream of this.#places.get(`${tenantId}/${branchId}`)?.streams ?? []) stream.send(text);
  }

  tellAll(text: string): void {
    for (const place of this.#places.values()) for (const stream of place.streams) stream.send(text);
  }

  endAll(): void {
    for (const place of this.#places.values()) for (const stream of place.streams) stream.end();
  }
}

/** Puts a stream among those that have something in common, for as long as it is open. */
function join<Shared>(
  all: Map<string, Shared & { streams: Streams }>,
  key: string,
  shared: Shared,
  stream: EventStream,
): { streams: Streams } {
  const those = all.get(key) ?? { ...shared, streams: new Set<EventStream>() };
  all.set(key, those);
  those.streams.add(stream);
  stream.whenClosed(() => {
    those.streams.delete(stream);
    // One that was sent away closes at its leisure: others may have come in its place by then.
    if (those.streams.size === 0 && all.get(key) === those) all.delete(key);
  });
  return those;
}
