import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { booksAndCopies } from '../../testing/books.ts';
import { branchesAndPolicies } from '../../testing/branches.ts';
import { testClock } from '../../testing/clock.ts';
import { insertTenant } from '../../testing/queries.ts';
import { DeskModel } from './desk-model.ts';
import type { Feed } from './feed.ts';
import { othersHaveEnded } from './other-databases.ts';
import type { Step } from './program.ts';
import { addCopy, correctBook, heldAt, lendOrTakeBack, moveCopy } from './queries.ts';
import { Writer } from './writer.ts';

const [writers, desks, branches, books, copies] = [4, 3, 3, 3, 6];

/** A desk that does not hold what the server has. */
export type Difference = { branchId: string; desk: object[]; server: object[] };

/** A small tenant of its own, with writers on raw connections and desks that follow a feed. */
export class LibraryInMotion {
  readonly tenantId = uuidv7();
  readonly #owner: pg.Pool;
  #branches: string[] = [];
  #books: string[] = [];
  #copies: string[] = [];
  #writers: Writer[] = [];
  #desks: DeskModel[] = [];

  /** The pool must have a connection for each writer, and one to look with. */
  constructor(owner: pg.Pool) {
    this.#owner = owner;
  }

  async open(feed: Feed): Promise<void> {
    const owner = this.#owner;
    await owner.query(insertTenant, [this.tenantId, this.tenantId, 'In motion', 'USD', '[]', new Date()]);
    const insert = (text: string, values: readonly unknown[]) => owner.query(text, [this.tenantId, ...values]);
    const { aBranch } = branchesAndPolicies({ insert });
    for (let number = 0; number < branches; number++) this.#branches.push((await aBranch()).id);
    const { aBook, aCopy } = booksAndCopies({ insert, clock: testClock() }, this.#branch(0));
    for (let number = 0; number < books; number++) this.#books.push((await aBook()).id);
    for (let number = 0; number < copies; number++) {
      const copy = await aCopy({ bookId: of(this.#books, number), homeBranchId: this.#branch(number) });
      this.#copies.push(copy.id);
    }
    for (let number = 0; number < writers; number++) this.#writers.push(new Writer(await owner.connect()));
    for (let number = 0; number < desks; number++) this.#desks.push(new DeskModel(feed, this.#branch(number)));
  }

  async play(step: Step): Promise<void> {
    if (step.kind === 'load') return of(this.#desks, step.desk).loadOn(step.lineIsCut);
    if (step.kind === 'pull') return void (await of(this.#desks, step.desk).pull(step.limit));
    const writer = of(this.#writers, step.writer);
    if (step.kind === 'begin') return writer.begin(step.early);
    if (step.kind === 'savepoint') return writer.savepoint();
    if (step.kind === 'rollBackToSavepoint') return writer.rollBackToSavepoint();
    if (step.kind === 'end') return writer.end(step.how);
    return this.#write(writer, step);
  }

  /** Lets all writers end and all desks catch up, and compares. */
  async settle(): Promise<Difference[]> {
    for (const writer of this.#writers) await writer.end('commit');
    await othersHaveEnded(this.#owner);
    const differences: Difference[] = [];
    for (const desk of this.#desks) {
      await desk.finishLoading();
      while (await desk.pull(3));
      const { rows: server } = await this.#owner.query(heldAt, [desk.branchId]);
      const held = desk.held();
      if (JSON.stringify(held) !== JSON.stringify(server)) {
        differences.push({ branchId: desk.branchId, desk: held, server });
      }
    }
    return differences;
  }

  async close(): Promise<void> {
    for (const desk of this.#desks) await desk.leave();
    for (const writer of this.#writers) await writer.end('rollback');
    for (const writer of this.#writers) writer.release();
  }

  async #write(writer: Writer, step: Extract<Step, { kind: 'lend' | 'move' | 'add' | 'correct' }>): Promise<void> {
    if (step.kind === 'add') {
      const [id, book] = [uuidv7(), of(this.#books, step.book)];
      const places = [this.#branch(step.home), this.#branch(step.current)];
      await writer.write(id, addCopy, [this.tenantId, id, book, id, ...places]);
      return;
    }
    const row = step.kind === 'correct' ? of(this.#books, step.book) : of(this.#copies, step.copy);
    const isTaken = this.#writers.some((other) => other !== writer && other.holds(row));
    if (isTaken) return;
    if (step.kind === 'correct') return writer.write(row, correctBook, [row]);
    if (step.kind === 'lend') return writer.write(row, lendOrTakeBack, [row]);
    return writer.write(row, moveCopy, [row, this.#branch(step.home), this.#branch(step.current)]);
  }

  #branch(number: number): string {
    return of(this.#branches, number);
  }
}

function of<T>(list: readonly T[], number: number): T {
  const one = list[number % list.length];
  if (one === undefined) throw new Error('There is nothing to choose from.');
  return one;
}
