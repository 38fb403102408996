import type { Credential } from '../../auth/shut-out.ts';
import type { EventStream } from './event-stream.ts';

/** A branch of a tenant. */
export type Place = { tenantId: string; branchId: string };

/** Somebody who listens to a branch, for as long as he may come in. */
export type Listener = Place & Credential;

/** Who listens to which branch. */
export class Listeners {
  readonly #places = new Map<string, Place & { streams: Set<EventStream> }>();
  readonly #whose = new Map<EventStream, Credential>();

  add({ tenantId, branchId, credentialId }: Listener, stream: EventStream): void {
    const key = `${tenantId}/${branchId}`;
    const place = this.#places.get(key) ?? { tenantId, branchId, streams: new Set() };
    this.#places.set(key, place);
    place.streams.add(stream);
    this.#whose.set(stream, { tenantId, credentialId });
    stream.whenClosed(() => {
      this.#whose.delete(stream);
      place.streams.delete(stream);
      if (place.streams.size === 0) this.#places.delete(key);
    });
  }

  /** The branches somebody listens to. */
  places(): Place[] {
    return [...this.#places.values()];
  }

  /** By what those of each tenant came in. */
  credentials(): Map<string, string[]> {
    const ofTenants = Map.groupBy(this.#whose.values(), ({ tenantId }) => tenantId);
    return new Map([...ofTenants].map(([tenantId, of]) => [tenantId, of.map(({ credentialId }) => credentialId)]));
  }

  /** Ends the streams of those who may no longer come in. */
  end(shutOut: ReadonlySet<string>): void {
    for (const [stream, { credentialId }] of this.#whose) if (shutOut.has(credentialId)) stream.end();
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
