import { join } from 'node:path';
import type { CountedScan } from '#shared/contract/bridge/stocktakes.ts';
import type { DeskState } from '#shared/contract/desk.ts';
import { DEFAULT_BARCODE_PATTERNS, type ScannerStatus } from '#shared/contract/scan.ts';
import { BranchDesk } from './branch-desk.ts';
import type { DeskEvent } from './bridge-host.ts';
import { DeskError } from './desk-error.ts';
import { deskState } from './desk-state.ts';
import { type DeskLog, openDeskLog } from './log/desk-log.ts';
import { FolderInUse } from './outbox/database.ts';
import { Outbox, type OutboxOptions } from './outbox/outbox.ts';
import { type Scanners, startScanners } from './scanner/start-scanners.ts';
import { sentences } from './sentences.ts';
import { type Demo, demoEnrolment, readDemo } from './settings/demo.ts';
import { type DeskFile, type Enrolment, openDeskFile } from './settings/desk-file.ts';
import type { Surroundings } from './surroundings.ts';

const prunedEveryMs = 86_400_000;
/** Many changes at once are told to the windows as one. */
const toldTogetherMs = 25;
/** Ten scans a second need not be ten figures a second. */
const countingToldEveryMs = 150;
const usualFolderPatienceMs = 8000;

/**
 * Opens the desk in its folder; `tell` hands what happens to the windows. Throws a DeskError with a sentence. A desk
 * that was killed a moment ago may hold its folder a little longer: that is waited for.
 */
export async function openDesk(
  surroundings: Surroundings,
  tell: (event: DeskEvent) => void,
  folderPatienceMs = usualFolderPatienceMs,
): Promise<Desk> {
  const desk = await whenFolderIsFree(() => new Desk(surroundings, tell), folderPatienceMs);
  await desk.resume();
  return desk;
}

async function whenFolderIsFree(open: () => Desk, patienceMs: number): Promise<Desk> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return open();
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      if (Date.now() > until) throw new DeskError(error.message);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** The desk itself: what it keeps, what it hears, and to which branch it belongs. */
export class Desk {
  readonly surroundings: Surroundings;
  readonly demo: Demo | null;
  readonly outbox: Outbox;
  readonly log: DeskLog;
  readonly file: DeskFile;
  readonly scanners: Scanners;
  readonly #tell: (event: DeskEvent) => void;
  readonly #startedAt: string;
  readonly #notices: string[];
  #branchDesk: BranchDesk | null = null;
  #scannerStatus: ScannerStatus = { support: 'unavailable', sentence: sentences.lookingForScanners, devices: [] };
  #cancelTelling: (() => void) | null = null;
  #cancelCounting: (() => void) | null = null;
  #cancelPruning = () => {};

  constructor(surroundings: Surroundings, tell: (event: DeskEvent) => void) {
    const { clock, environment, folder } = surroundings;
    this.surroundings = surroundings;
    this.#tell = tell;
    this.#startedAt = clock.now().toISOString();
    this.demo = environment.CARREL_DEMO ? readDemo(environment.CARREL_DEMO) : null;
    this.outbox = this.#openOutbox();
    this.log = openDeskLog({ file: join(folder, 'desk.log'), now: clock.now });
    this.file = openDeskFile(folder, clock.now());
    this.#notices = noticesOf(this.outbox, this.file);
    this.scanners = this.#startScanners();
    this.#prune();
  }

  /** Null until the computer is enrolled as a desk of a branch. */
  branchDesk(): BranchDesk | null {
    return this.#branchDesk;
  }

  state(): DeskState {
    return deskState({
      surroundings: this.surroundings,
      startedAt: this.#startedAt,
      branchDesk: this.#branchDesk,
      outbox: this.outbox,
      scanners: this.#scannerStatus,
      notices: this.#notices,
    });
  }

  /** Goes on as the desk that this computer was when Carrel was closed, or as the demo's. */
  async resume(): Promise<void> {
    const enrolment = this.demo ? demoEnrolment(this.demo) : this.file.settings().enrolment;
    const key = this.demo ? this.demo.deskKey : await this.#readKey();
    if (enrolment && key) await this.#begin(enrolment, key);
  }

  /** Makes this computer the desk of a branch, with the key that the server gave it. */
  async enrol(enrolment: Enrolment, key: string): Promise<void> {
    this.#note(await this.surroundings.keys.write(key));
    this.file.change({ enrolment });
    await this.#begin(enrolment, key);
  }

  async close(): Promise<void> {
    this.#cancelTelling?.();
    this.#cancelTelling = () => {};
    this.#cancelCounting?.();
    this.#cancelCounting = () => {};
    this.#cancelPruning();
    await this.scanners.stop();
    await this.#branchDesk?.stop();
    await this.log.settled();
    this.outbox.close();
  }

  /** The outbox is opened before anything else: its file is also the lock of the desk's folder. */
  #openOutbox(): Outbox {
    const { folder, clock } = this.surroundings;
    const onChange: OutboxOptions['onChange'] = (row) => {
      this.#tell({ event: 'outboxChanged', payload: { row } });
      this.#changed();
    };
    return new Outbox({ file: join(folder, 'outbox.sqlite'), now: clock.now, onChange });
  }

  #startScanners(): Scanners {
    const { environment, packaged, clock } = this.surroundings;
    return startScanners({
      patterns: DEFAULT_BARCODE_PATTERNS,
      fakeHidAddress: environment.CARREL_FAKE_HID,
      packaged,
      now: clock.now,
      onScan: (scan) => {
        this.#branchDesk?.session.touch();
        this.#tell({ event: 'scan', payload: scan });
      },
      onStatus: (status) => {
        this.#scannerStatus = status;
        this.#changed();
      },
    });
  }

  async #begin(enrolment: Enrolment, deskKey: string): Promise<void> {
    const { environment, folder, clock } = this.surroundings;
    await this.#branchDesk?.stop();
    this.#branchDesk = new BranchDesk({
      enrolment,
      deskKey,
      folder,
      idleMs: environment.CARREL_LOCK_MINUTES * 60_000,
      outbox: this.outbox,
      log: this.log,
      clock,
      onChange: () => this.#changed(),
      onCatalogChanged: () => this.#tell({ event: 'catalogChanged', payload: { at: clock.now().toISOString() } }),
      onCounting: () => this.#countingChanged(),
      onPatterns: (patterns) => this.scanners.setPatterns(patterns),
    });
    this.#changed();
  }

  /** The server may know a copy that is not this branch's: the scan is told again, with what it says. */
  learn(scan: CountedScan): void {
    void this.#branchDesk?.stocktaking
      .learn(scan)
      .then((learned) => learned && this.#tell({ event: 'counted', payload: { scan: learned } }))
      .catch((error: unknown) => console.error('The server could not be asked about a scan.', error));
  }

  #countingChanged(): void {
    this.#cancelCounting ??= this.surroundings.clock.after(countingToldEveryMs, () => {
      this.#cancelCounting = null;
      const counting = this.#branchDesk?.stocktaking.counting() ?? null;
      this.#tell({ event: 'counting', payload: { counting } });
    });
  }

  async #readKey(): Promise<string | null> {
    const { key, notice } = await this.surroundings.keys.read();
    this.#note(notice);
    return key;
  }

  #note(notice: string | null): void {
    if (notice && !this.#notices.includes(notice)) this.#notices.push(notice);
  }

  #changed(): void {
    this.#cancelTelling ??= this.surroundings.clock.after(toldTogetherMs, () => {
      this.#cancelTelling = null;
      this.#tell({ event: 'state', payload: this.state() });
    });
  }

  #prune(): void {
    this.outbox.prune();
    this.#cancelPruning = this.surroundings.clock.after(prunedEveryMs, () => this.#prune());
  }
}

function noticesOf(outbox: Outbox, file: DeskFile): string[] {
  return [
    ...(outbox.setAside ? [sentences.outboxDamaged(outbox.setAside)] : []),
    ...(file.setAsideAs ? [sentences.configDamaged(file.setAsideAs)] : []),
  ];
}
