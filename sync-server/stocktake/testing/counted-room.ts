import { v7 as uuidv7 } from 'uuid';
import { deskOf } from '../../testing/desk.ts';
import type { TestServer } from '../../testing/server.ts';
import { runClosing } from '../closing/run-closing.ts';
import { counting } from './counting.ts';
import type { Happening, Laid, Story } from './truth.ts';

type Shelf = 0 | 1;
type Scan = { id: string; barcode: string; shelf: string; observedAt: string };
type RealCopy = Laid & { id: string; barcode: string; cardOfBorrower: string | null };
type Clerk = { aheadMs: number; queue: Scan[] };
type Ways = { tellsWhenItSends: boolean };

let rooms = 0;
/** A name of letters only, so that `Room 1` of one story is no shelf of another. */
const nextRoom = () =>
  `Wing${[...(++rooms).toString(26)].map((digit) => 'abcdefghijklmnopqrstuvwxyz'[Number.parseInt(digit, 26)]).join('')}`;

/** A room of two shelves, with what really stands on them, and the desks that count it. */
export class CountedRoom {
  readonly #server: TestServer;
  readonly #people: ReturnType<typeof counting>;
  readonly #desk: ReturnType<typeof deskOf>;
  readonly #ways: Ways;
  readonly #name = nextRoom();
  readonly #copies: RealCopy[] = [];
  #clerks: Clerk[] = [];
  /** The last reading of these shelves comes late: what is put there secretly meanwhile cannot be known in time. */
  readonly #readLate = new Set<Shelf>();
  #countId = '';

  constructor(server: TestServer, ways: Ways) {
    this.#server = server;
    this.#people = counting(server);
    this.#desk = deskOf(server);
    this.#ways = ways;
  }

  /** Plays a story to its end. @returns what is not as it should be, copy by copy */
  async play(story: Story): Promise<string[]> {
    this.#server.clock.set('2026-03-10T10:00:00.000Z');
    this.#clerks = story.clocks.map((minutes) => ({ aheadMs: minutes * 60_000, queue: [] }));
    for (const laid of story.copies) this.#copies.push(await this.#lay(laid));
    story.lastWalks.forEach(({ isLate }, shelf) => {
      if (isLate) this.#readLate.add(shelf === 0 ? 0 : 1);
    });
    this.#countId = (await this.#people.openCount({ collection: this.#name })).id;
    for (const happening of story.happenings) await this.#happen(happening);
    await this.#readToTheEnd(story);
    await this.#people.close(this.#countId);
    await this.#doTheRest();
    for (const happening of story.afterClosing) await this.#happen(happening);
    for (const clerk of this.#clerks) await this.#send(clerk, 'heard');
    this.#tick();
    await this.#people.settleLate(this.#countId);
    await this.#doTheRest();
    const faults = await Promise.all(this.#copies.map((copy) => this.#faultOf(copy)));
    return faults.filter((fault) => fault !== null);
  }

  /** As the job does with what a busy server did not finish at once. */
  #doTheRest(): Promise<void> {
    const { db, clock, library } = this.#server;
    const actor = { kind: 'staff', id: library.staff.manager.id } as const;
    const task = { tenantId: library.tenantId, stocktakeId: this.#countId, actor, requestId: 'the rest' };
    return runClosing({ database: db.database, now: clock.now }, task);
  }

  #tick() {
    this.#server.clock.advance({ minutes: 0.1 });
  }

  readonly #shelf = (shelf: Shelf) => `${this.#name} ${shelf + 1}`;

  async #lay(laid: Laid): Promise<RealCopy> {
    const { library } = this.#server;
    const { main, harbour } = library.branches;
    const statuses = { missing: 'missing', lost: 'lost', withdrawn: 'withdrawn' } as const;
    const copy = await this.#people.aStandingCopy({
      shelf: this.#shelf(laid.recordedOn),
      homeBranchId: laid.record === 'stranger' ? harbour.id : main.id,
      currentBranchId: laid.record === 'stranger' || laid.record === 'elsewhere' ? harbour.id : main.id,
      status: laid.record in statuses ? statuses[laid.record as keyof typeof statuses] : 'available',
    });
    const member = laid.record === 'on_loan' ? await library.aMember() : null;
    if (member) await this.#desk.lend(copy.barcode, member.number);
    return { ...laid, ...copy, cardOfBorrower: member?.number ?? null };
  }

  async #happen(happening: Happening): Promise<void> {
    this.#tick();
    if (happening.kind === 'walk') return this.#walk(this.#clerk(happening.desk), happening.shelf);
    if (happening.kind === 'send') return this.#send(this.#clerk(happening.desk), happening.answer);
    const copy = this.#copies[happening.copy % this.#copies.length];
    if (!copy) return;
    if (happening.kind === 'lend') await this.#lend(copy);
    if (happening.kind === 'bring_back') await this.#bringBack(copy);
    if (happening.kind === 'sneak_back' && copy.cardOfBorrower && copy.standsOn === null) {
      if (!this.#readLate.has(happening.shelf)) copy.standsOn = happening.shelf;
    }
  }

  #clerk(number: number): Clerk {
    const clerk = this.#clerks[number % this.#clerks.length];
    if (!clerk) throw new Error('There is no desk.');
    return clerk;
  }

  #clockOf = ({ aheadMs }: Clerk) => new Date(this.#server.clock.now().getTime() + aheadMs).toISOString();

  #walk(clerk: Clerk, shelf: Shelf): void {
    for (const copy of this.#copies.filter(({ standsOn }) => standsOn === shelf)) {
      const { barcode } = copy;
      clerk.queue.push({ id: uuidv7(), barcode, shelf: this.#shelf(shelf), observedAt: this.#clockOf(clerk) });
    }
  }

  async #send(clerk: Clerk, answer: 'heard' | 'lost'): Promise<void> {
    if (clerk.queue.length === 0) return;
    const sentAt = this.#ways.tellsWhenItSends ? { sentAt: this.#clockOf(clerk) } : {};
    const { status, text } = await this.#people.scan(this.#countId, clerk.queue, sentAt);
    if (status !== 200) throw new Error(text);
    if (answer === 'heard') clerk.queue = [];
  }

  async #readToTheEnd({ lastWalks }: Story): Promise<void> {
    for (const shelf of [0, 1] as const) {
      this.#tick();
      const clerk = this.#clerk(lastWalks[shelf].desk);
      this.#walk(clerk, shelf);
      // A desk that stays out of reach keeps what it has queued before, too.
      if (!lastWalks[shelf].isLate) await this.#send(clerk, 'heard');
    }
    this.#tick();
  }

  async #lend(copy: RealCopy): Promise<void> {
    if (copy.standsOn === null || copy.cardOfBorrower) return;
    const { number } = await this.#server.library.aMember();
    const { status } = await this.#desk.lend(copy.barcode, number);
    if (status === 201) Object.assign(copy, { standsOn: null, cardOfBorrower: number });
  }

  async #bringBack(copy: RealCopy): Promise<void> {
    if (copy.standsOn !== null || !copy.cardOfBorrower) return;
    const { body } = await this.#desk.bringBack(copy.barcode);
    const recordedOn = body.shelf === this.#shelf(0) ? 0 : 1;
    Object.assign(copy, { standsOn: body.next === 'shelve' ? recordedOn : null, cardOfBorrower: null });
  }

  /** The system equals the shelf, but for what somebody is told to fetch from it. */
  async #faultOf(copy: RealCopy): Promise<string | null> {
    const state = await this.#people.stateOf(copy.id);
    const said = `${copy.record} at first, now ${state.status} on ${state.shelf}`;
    if (copy.standsOn === null) return this.#faultOfAbsent(copy, state.status, said);
    if (copy.record === 'withdrawn') return state.status === 'withdrawn' ? null : said;
    if (copy.record === 'stranger') return state.status === 'in_transit' ? null : `${said}, but stands here`;
    const agrees = state.status === 'available' && state.current_branch_id === this.#desk.main();
    return agrees && state.shelf === this.#shelf(copy.standsOn) ? null : `${said}, but stands on ${copy.standsOn + 1}`;
  }

  #faultOfAbsent(copy: RealCopy, status: string, said: string): string | null {
    if (copy.cardOfBorrower) return status === 'on_loan' ? null : `${said}, but a member has it`;
    const expected = { available: 'missing', stranger: 'available', elsewhere: 'available', on_loan: 'missing' };
    const wanted = copy.record in expected ? expected[copy.record as keyof typeof expected] : copy.record;
    return status === wanted || status === 'in_transit' ? null : `${said}, but is not there`;
  }
}
