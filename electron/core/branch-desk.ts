import { join } from 'node:path';
import { api } from '#shared/contract/api.ts';
import type { CacheState, Connection } from '#shared/contract/desk.ts';
import type { Branch } from '#shared/contract/records.ts';
import type { BarcodePatterns } from '#shared/contract/scan.ts';
import type { Drift } from '#shared/contract/sync.ts';
import { type Cache, openCache } from './cache/cache.ts';
import type { Clock } from './clock.ts';
import type { DeskLog } from './log/desk-log.ts';
import type { Outbox } from './outbox/outbox.ts';
import { sendObservation } from './outbox/send-observation.ts';
import { Sender } from './outbox/sender.ts';
import { createServerClient, type ServerClient } from './server/client.ts';
import { asDesk } from './server/request.ts';
import { Session } from './session/session.ts';
import type { Enrolment } from './settings/desk-file.ts';
import { LibraryFile } from './settings/library-file.ts';
import { Stocktaking } from './stocktake/stocktaking.ts';
import { type Sync, startSync } from './sync/start-sync.ts';

const libraryAskedEveryMs = 3_600_000;
const libraryTriedAgainMs = 60_000;

type BranchDeskOptions = {
  enrolment: Enrolment;
  deskKey: string;
  folder: string;
  /** Milliseconds without a hand at the desk after which it locks. */
  idleMs: number;
  outbox: Outbox;
  log: DeskLog;
  clock: Clock;
  /** Something that the window is told of has changed. */
  onChange: () => void;
  onCatalogChanged: () => void;
  /** The count that this desk takes part in has gone on. */
  onCounting: () => void;
  /** How the library's barcodes look, as soon as it is known. */
  onPatterns: (patterns: BarcodePatterns) => void;
};

/** All that works at a computer once it is a desk of a branch: session, cache, sync, and what is sent from the outbox. */
export class BranchDesk {
  readonly enrolment: Enrolment;
  readonly client: ServerClient;
  /** The desk's own authorization, for what needs no person. */
  readonly authorization: string;
  readonly session: Session;
  readonly cache: Cache;
  readonly sender: Sender;
  readonly library: LibraryFile;
  readonly stocktaking: Stocktaking;
  readonly #options: BranchDeskOptions;
  readonly #sync: Sync;
  #connection: Connection;
  #cacheState: CacheState = { kind: 'empty' };
  #sendingTrouble: string | null = null;
  #syncTrouble: string | null = null;
  #isLibraryDue = true;
  #cancelLibraryDue = () => {};
  #isStopped = false;

  constructor(options: BranchDeskOptions) {
    const { enrolment, folder, clock } = options;
    this.#options = options;
    this.#connection = { kind: 'offline', since: clock.now().toISOString(), lastCaughtUpAt: null };
    this.enrolment = enrolment;
    this.authorization = asDesk(options.deskKey);
    this.client = createServerClient(enrolment.serverUrl, clock, options.log);
    this.library = new LibraryFile(folder, enrolment.tenant, clock.now());
    this.session = new Session({ ...options, client: this.client, tenant: enrolment.tenant });
    this.cache = openCache({
      dir: join(folder, 'cache'),
      tenant: enrolment.tenant,
      branchId: enrolment.branch.id,
      now: clock.now,
    });
    this.#tellPatterns();
    this.sender = this.#createSender();
    this.stocktaking = this.#createStocktaking();
    this.#sync = this.#startSync();
    this.sender.kick();
    this.stocktaking.sender.kick();
  }

  /** This desk's branch, as the server last described it. */
  branch(): Branch {
    return this.library.branch(this.enrolment.branch.id) ?? this.enrolment.branch;
  }

  /** The code of any branch of the library; `?` where the desk has not heard of it yet. */
  codeOf(branchId: string): string {
    if (branchId === this.enrolment.branch.id) return this.branch().code;
    return this.library.branch(branchId)?.code ?? '?';
  }

  connection(): Connection {
    return this.#connection;
  }

  isOffline(): boolean {
    return this.#connection.kind === 'offline';
  }

  cacheState(): CacheState {
    return this.#cacheState;
  }

  /** Why nothing can be sent, in words; null while all is well. */
  sendingTrouble(): string | null {
    return this.#sendingTrouble;
  }

  /** Why the cache does not follow the server, in words; null while it does. */
  syncTrouble(): string | null {
    return this.#syncTrouble;
  }

  /** Looks at the line now, because somebody found it down or hopes that it is back. */
  nudge(): void {
    this.#sync.nudge();
  }

  refetch(): void {
    this.#sync.refetch();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelLibraryDue();
    this.sender.stop();
    this.stocktaking.stop();
    this.session.stop();
    await this.#sync.stop();
    this.cache.close();
  }

  #createSender(): Sender {
    const { outbox, clock, onChange } = this.#options;
    return new Sender({
      outbox,
      clock,
      random: Math.random,
      send: (row) => sendObservation(this.client, this.authorization, row),
      onTrouble: (sentence) => {
        this.#sendingTrouble = sentence;
        onChange();
      },
    });
  }

  #createStocktaking(): Stocktaking {
    const { outbox, clock, onCounting } = this.#options;
    return new Stocktaking({
      scans: outbox.stocktake,
      cache: this.cache,
      client: this.client,
      authorization: this.authorization,
      clock,
      branchId: this.enrolment.branch.id,
      random: Math.random,
      isOffline: () => this.isOffline(),
      codeOf: (branchId) => this.codeOf(branchId),
      personId: () => {
        const session = this.session.state();
        return session.kind === 'signed_out' ? null : session.person.id;
      },
      onChange: onCounting,
    });
  }

  #startSync(): Sync {
    const { enrolment, deskKey, clock, onChange, onCatalogChanged } = this.#options;
    return startSync({
      cache: this.cache,
      serverUrl: enrolment.serverUrl,
      branchId: enrolment.branch.id,
      deskKey,
      outbox: () => this.#options.outbox.report(),
      now: clock.now,
      after: clock.after,
      onConnection: (next) => this.#connected(next),
      onCacheState: (next) => {
        this.#cacheState = next;
        onChange();
      },
      onChanged: onCatalogChanged,
      onDrift: (drift) => void this.#tellOfDrift(drift),
      onTrouble: (sentence) => {
        this.#syncTrouble = sentence;
        onChange();
      },
    });
  }

  /** For whoever runs the server. One that cannot be told now is not told; the desk's own log has a line either way. */
  async #tellOfDrift(drift: Drift): Promise<void> {
    const params = { id: this.enrolment.branch.id };
    await this.client.tell(api.reportDrift, { params, body: drift, as: this.authorization });
  }

  #connected(next: Connection): void {
    const isBack = this.isOffline() && next.kind !== 'offline';
    this.#connection = next;
    if (isBack) {
      this.sender.kick();
      this.stocktaking.sender.kick();
    }
    if (next.kind !== 'offline') void this.#askForLibrary();
    this.#options.onChange();
  }

  /**
   * What the library says of itself seldom changes: it is asked for once an hour; when no answer came, as soon as the
   * line is back, or soon again.
   */
  async #askForLibrary(): Promise<void> {
    if (!this.#isLibraryDue || this.isOffline() || this.#isStopped) return;
    this.#isLibraryDue = false;
    this.#cancelLibraryDue();
    const said = await this.library.refresh(this.client, this.authorization);
    if (this.#isStopped) return;
    this.#isLibraryDue = said === null;
    this.#cancelLibraryDue = this.#options.clock.after(said ? libraryAskedEveryMs : libraryTriedAgainMs, () => {
      this.#isLibraryDue = true;
      void this.#askForLibrary();
    });
    if (said !== 'news') return;
    this.#tellPatterns();
    this.#options.onChange();
  }

  #tellPatterns(): void {
    const patterns = this.library.facts()?.barcodePatterns;
    if (patterns) this.#options.onPatterns(patterns);
  }
}
