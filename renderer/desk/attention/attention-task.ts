import { createStore } from 'zustand/vanilla';
import type { OutboxRow } from '#shared/contract/desk.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import { readAgainSoon } from '../read-again-soon.ts';
import type { Surroundings } from '../surroundings.ts';

const PAGE_SIZE = 100;

type AttentionParts = { bridge: Bridge; surroundings: Surroundings; notice: Signal };

/** What waits on this desk's disk, and what a person must see to. */
export class AttentionTask {
  readonly rows = new PagedRows<OutboxRow>();
  readonly store = createStore<{ settling: ReadonlySet<string> }>(() => ({ settling: new Set() }));
  readonly #parts: AttentionParts;

  constructor(parts: AttentionParts) {
    this.#parts = parts;
    parts.bridge.on(
      'outboxChanged',
      readAgainSoon(parts.surroundings, () => void this.rows.refresh()),
    );
  }

  async read(): Promise<void> {
    await this.rows.load(async (offset) => {
      const answer = await answerOf(this.#parts.bridge.call('outbox.list', { offset, limit: PAGE_SIZE }));
      return 'kind' in answer ? answer : { ...answer, totalIsCapped: false, size: PAGE_SIZE };
    });
  }

  /** A person has seen to it. */
  async settle(row: OutboxRow): Promise<void> {
    this.#settling(row.id, true);
    const answer = await answerOf(this.#parts.bridge.call('outbox.settle', { id: row.id }));
    this.#settling(row.id, false);
    if ('kind' in answer) return this.#parts.notice('refusal', answer.sentence);
    this.#parts.notice('good', text.attention.settled(row.title ?? row.order?.barcode ?? text.attention.unreadable));
    await this.rows.refresh();
  }

  /** This screen does nothing with a scan, and says so. */
  scan(scan: ScanEvent): void {
    this.#parts.notice('attention', text.attention.scanned(scan.text));
  }

  #settling(id: string, is: boolean): void {
    this.store.setState(({ settling }) => {
      const next = new Set(settling);
      if (is) next.add(id);
      else next.delete(id);
      return { settling: next };
    });
  }
}
