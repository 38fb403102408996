import type { EventStream } from './event-stream.ts';

/** A branch of a tenant. */
export type Place = { tenantId: string; branchId: string };

/** Who listens to which branch. */
export class Listeners {
  readonly #places = new Map<string, Place & { streams: Set<EventStream> }>();

  add({ tenantId, branchId }: Place, stream: EventStream): void {
    const key = `${tenantId}/${branchId}`;
    const place = this.#places.get(key) ?? { tenantId, branchId, streams: new Set() };
    this.#places.set(key, place);
    place.streams.add(stream);
    stream.whenClosed(() => {
      place.streams.delete(stream);
      if (place.streams.size === 0) this.#places.delete(key);
    });
  }

  /** The branches somebody listens to. */
  places(): Place[] {
    return [...this.#places.values()];
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
