import { createStore } from 'zustand/vanilla';
import type { Box, BoxContents } from '#shared/contract/api/boxes.ts';
import type { ListedTransfer } from '#shared/contract/api/transfers.ts';
import type { TransferList } from '#shared/contract/bridge/transfers.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { answerOf, type NotDone, whyNot } from '../../bridge/answer.ts';
import type { Bridge } from '../../bridge/client.ts';
import { FETCHED_AT_ONCE, type ToFetch } from '../../parts/slips/pick-list.ts';
import { PagedRows } from '../../parts/table/paged-rows.ts';
import { everyRow, rowPageOf } from '../../parts/table/row-page.ts';
import type { Signal } from '../../parts/tone.ts';
import { text } from '../../text/language.ts';
import type { ReturnLine } from '../returns/return-lines.ts';
import { ReturnsTask } from '../returns/returns-task.ts';
import type { Surroundings } from '../surroundings.ts';
import { boxNumberIn } from './box-number.ts';
import type { PackLine } from './pack-lines.ts';
import { PackingTask } from './packing-task.ts';
import { UnpackingTask } from './unpacking-task.ts';

type TransfersState = {
  list: TransferList;
  /** Those being packed here, or on their way here, as the list wants them. */
  boxes: Box[];
  branches: Branch[];
  /** By barcode: where a copy of the catalogue was asked to be sent in this session. */
  requested: ReadonlyMap<string, string>;
};

const EMPTY: TransfersState = { list: 'to_send', boxes: [], branches: [], requested: new Map() };

type TransfersParts = {
  bridge: Bridge;
  surroundings: Surroundings;
  notice: Signal;
  /** The branch of this desk. */
  here(): string | undefined;
  /** How many scans of this desk the server has not seen yet. */
  queued(): number;
  voiceOfReceipt(line: ReturnLine): void;
  voiceOfPacking(line: PackLine): void;
};

/** Lists of journeys, the box on the table, and what a scan means here: into the box, or out of one. */
export class TransfersTask {
  readonly store = createStore<TransfersState>(() => EMPTY);
  readonly rows = new PagedRows<ListedTransfer>();
  /** What came out of boxes here: each copy is answered as a return is. */
  readonly receiving: ReturnsTask;
  readonly packing: PackingTask;
  readonly unpacking: UnpackingTask;
  readonly #parts: TransfersParts;
  /** Journeys whose end the server was asked for: a second press is the same question. */
  readonly #ending = new Map<string, Promise<{ kind: 'done' } | NotDone>>();

  constructor(parts: TransfersParts) {
    const { bridge, surroundings, notice } = parts;
    this.#parts = parts;
    this.packing = new PackingTask({ bridge, notice, voice: (line) => parts.voiceOfPacking(line) });
    this.unpacking = new UnpackingTask({ bridge, notice, queued: () => parts.queued() });
    this.receiving = new ReturnsTask({
      bridge,
      surroundings,
      notice,
      observe: ({ barcode }) => bridge.call('transfers.receive', { barcode }),
      voice: (line) => {
        this.unpacking.received(line);
        parts.voiceOfReceipt(line);
      },
    });
  }

  /** Shows a list, read afresh. */
  async open(list: TransferList = this.store.getState().list): Promise<void> {
    this.store.setState({ list });
    await Promise.all([this.#readBranches(), this.#readBoxes(list), this.#readRows(list)]);
  }

  async scan(scan: ScanEvent): Promise<void> {
    const number = boxNumberIn(scan.text);
    if (number) return this.openBox(number);
    if (this.packing.store.getState().box) return this.packing.scan(scan);
    if (this.store.getState().list !== 'to_receive') void this.open('to_receive');
    await this.receiving.scan(scan);
    void this.rows.refresh();
    void this.unpacking.refresh();
  }

  /** A box is on the table: it is packed on if it is one of ours, and unpacked if it is for us. */
  async openBox(number: string): Promise<void> {
    const contents = await this.contentsOf(number);
    if (!contents) return;
    const { box } = contents;
    const here = this.here();
    if (box.state === 'received') return this.#parts.notice('attention', text.boxes.closedAlready(number));
    if (box.fromBranchId === here) {
      if (box.state !== 'packing') return this.#parts.notice('attention', text.boxes.left(number));
      return this.packing.resume(contents);
    }
    this.packing.putAside();
    this.unpacking.begin(contents);
    if (this.store.getState().list !== 'to_receive') void this.open('to_receive');
    if (box.toBranchId !== here) {
      this.#parts.notice('attention', text.boxes.forOther(number, this.branchName(box.toBranchId)));
    }
  }

  /** What is in a box; null, and said why, when that cannot be known. */
  async contentsOf(number: string): Promise<BoxContents | null> {
    const answer = await answerOf(this.#parts.bridge.call('boxes.read', { box: number }));
    if (answer.kind === 'done') return answer.answer;
    if (answer.kind === 'offline') this.#parts.notice('attention', text.boxes.offlineBox(number));
    else this.#parts.notice('refusal', whyNot(answer));
    return null;
  }

  /** Asks for a copy of the catalogue to be sent; what comes of it is for the form that asked. */
  async request(barcode: string, toBranchId: string): Promise<{ kind: 'done' } | NotDone> {
    const answer = await answerOf(this.#parts.bridge.call('transfers.request', { barcode, toBranchId }));
    if (answer.kind === 'done') {
      this.store.setState(({ requested }) => ({
        requested: new Map([...requested, [barcode, this.branchName(toBranchId)]]),
      }));
    }
    return answer;
  }

  /** Ends a journey: called off, or given up because the copy never arrived. */
  end(row: ListedTransfer, neverArrived: boolean): Promise<{ kind: 'done' } | NotDone> {
    const ending = this.#ending.get(row.id) ?? this.#end(row, neverArrived);
    this.#ending.set(row.id, ending);
    return ending.finally(() => this.#ending.delete(row.id));
  }

  async #end({ id, book }: ListedTransfer, neverArrived: boolean): Promise<{ kind: 'done' } | NotDone> {
    const answer = await answerOf(this.#parts.bridge.call('transfers.cancel', { id, neverArrived }));
    if (answer.kind === 'done') {
      const words = neverArrived ? text.transfers.givenUp : text.transfers.calledOff;
      this.#parts.notice('attention', words(book.title));
    }
    await this.rows.refresh();
    return answer;
  }

  /** The branch of this desk. */
  here(): string | undefined {
    return this.#parts.here();
  }

  branchName(id: string): string {
    return this.store.getState().branches.find((branch) => branch.id === id)?.name ?? text.returns.otherBranch;
  }

  /** What is to be fetched from the shelves, whatever of the list is in sight; null, and said why, when it cannot be had. */
  async toFetch(): Promise<ToFetch | null> {
    const read = await everyRow((offset) => this.#page('to_send', offset), FETCHED_AT_ONCE);
    if ('sentence' in read) {
      this.#parts.notice('refusal', read.sentence);
      return null;
    }
    const asked = read.rows.filter(({ state }) => state === 'requested');
    const rows = asked.map(({ barcode, shelf, book }) => ({ copy: { barcode, shelf }, book }));
    // What lies in the crate comes last: where some of it was read, all that is to be fetched was.
    return { rows, isWhole: read.isWhole || asked.length < read.rows.length };
  }

  /** Everything but what this desk itself has on the table. */
  otherBranches(): Branch[] {
    return this.store.getState().branches.filter(({ id }) => id !== this.here());
  }

  async readBranches(): Promise<void> {
    if (this.store.getState().branches.length === 0) await this.#readBranches();
  }

  clear(): void {
    this.rows.clear();
    this.receiving.clear();
    this.packing.putAside();
    this.unpacking.leave();
    this.store.setState(EMPTY);
  }

  async #readRows(list: TransferList): Promise<void> {
    await this.rows.load((offset) => this.#page(list, offset));
  }

  async #page(list: TransferList, offset: number) {
    return rowPageOf(await answerOf(this.#parts.bridge.call('transfers.list', { list, offset })));
  }

  async #readBoxes(list: TransferList): Promise<void> {
    const going = list === 'to_receive' ? 'in' : 'out';
    const answer = await answerOf(this.#parts.bridge.call('boxes.list', { going }));
    // Another list was opened meanwhile, and has boxes of its own.
    if (this.store.getState().list !== list) return;
    this.store.setState({ boxes: answer.kind === 'done' ? answer.answer.boxes : [] });
  }

  async #readBranches(): Promise<void> {
    const answer = await answerOf(this.#parts.bridge.call('desk.branches', {}));
    if (!('kind' in answer)) this.store.setState({ branches: answer.branches });
  }
}
