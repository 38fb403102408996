import { createStore } from 'zustand/vanilla';
import type { ScanEvent } from '#shared/contract/scan.ts';
import { sentenceOf } from '../bridge/answer.ts';
import type { Bridge } from '../bridge/client.ts';
import { SCAN_FIELD_ID } from '../parts/scan/scan-field-id.ts';
import { createScanQueue, type ScanQueue } from '../parts/scan/scan-queue.ts';
import { WedgeListener } from '../parts/scan/wedge-listener.ts';
import { loanSlip } from '../parts/slips/loan-slip.ts';
import { routingSlip } from '../parts/slips/routing-slip.ts';
import type { Sound } from '../parts/sounds/scores.ts';
import { createFormat, type Format } from '../text/format.ts';
import { text } from '../text/language.ts';
import { type ChosenCopy, loansOf } from './checkout/checkout-session.ts';
import { type Chosen, type DeskStateStore, followDeskState, personOf, placeOf } from './desk-state.ts';
import { createTasks, type DeskTasks } from './desk-tasks.ts';
import type { PreferenceStore } from './preferences.ts';
import { Printing } from './printing.ts';
import type { ReturnLine } from './returns/return-lines.ts';
import { createScanIntake, type ScanHandler, type ScanIntake } from './scan-intake.ts';
import type { Surroundings } from './surroundings.ts';
import { type Place, type Task, taskRights, tasksWithoutPerson } from './task.ts';
import { Voice } from './voice.ts';

type DeskParts = {
  bridge: Bridge;
  surroundings: Surroundings;
  preferences: PreferenceStore;
  play(sound: Sound): void;
};

/** That somebody is at the desk is told to the core at most this often. */
const TOUCH_EVERY_MS = 20_000;

/** The desk as the window knows it: what the core says, the task on the screen, and each task's memory. */
export class Desk {
  readonly bridge: Bridge;
  readonly preferences: PreferenceStore;
  readonly surroundings: Surroundings;
  readonly screen = createStore<Chosen>(() => ({ task: 'checkout', withoutPerson: false }));
  /** A number read from a card before anybody was signed in. */
  readonly scannedNumber = createStore<{ number: string }>(() => ({ number: '' }));
  readonly voice: Voice;
  readonly queue: ScanQueue;
  readonly intake: ScanIntake;
  readonly state: DeskStateStore;
  readonly tasks: DeskTasks;
  readonly printing: Printing;
  readonly wedge: WedgeListener;
  /** Plays a sound whether sounds are on or off, for trying them out. */
  readonly play: (sound: Sound) => void;
  #touchedAt = Number.NEGATIVE_INFINITY;
  #format: Format | undefined;

  constructor({ bridge, surroundings, preferences, play }: DeskParts) {
    this.bridge = bridge;
    this.surroundings = surroundings;
    this.preferences = preferences;
    this.voice = new Voice((sound) => {
      if (preferences.getState().sounds) play(sound);
    });
    this.play = play;
    const { voice } = this;
    this.printing = new Printing({
      bridge,
      notice: voice.notice,
      isInBrowser: () => this.state.getState().state?.mode === 'browser',
      paperOfLists: () => preferences.getState().paperOfLists,
      isShownFirst: () => preferences.getState().showPaper,
    });
    this.queue = createScanQueue((error) => voice.notice('refusal', sentenceOf(error)));
    this.state = followDeskState(bridge);
    this.tasks = createTasks({
      bridge,
      surroundings,
      voice,
      format: () => this.format(),
      currency: () => this.state.getState().state?.currency ?? 'USD',
      onServed: () => preferences.getState().printLoanSlips && this.printLoanSlip(),
      onReturned: (line) => this.#printRouting(line),
      here: () => this.state.getState().state?.enrolled?.branch.id,
      queued: () => this.state.getState().state?.outbox.queued ?? 0,
    });
    this.intake = createScanIntake({
      bridge,
      queue: this.queue,
      place: () => this.place(),
      handlers: this.#handlers(),
      onNothing: (code, source) => source === 'typed' && voice.notice('attention', text.scan.nothing(code)),
      onClosed: (code) => voice.notice('attention', text.scan.dialogClosed(code)),
      onFailure: (code, sentence) => voice.notice('refusal', text.scan.failed(code, sentence)),
    });
    this.wedge = new WedgeListener({
      settings: () => this.tasks.scanner.store.getState().wedge,
      onScan: (code) => this.intake.text(code, 'wedge'),
      // Behind the lock a book that is scanned must not be tried as a password.
      mayPasswordBeQuick: () => ['sign_in', 'shut'].includes(this.place()),
      scanField: () => document.getElementById(SCAN_FIELD_ID),
    });
    bridge.on('scan', () => this.touch());
    this.#holdScansUntilKnown();
    this.#wipeWhenNobodyIsAtWork();
  }

  place(): Place {
    return placeOf(this.state.getState().state, this.screen.getState());
  }

  /** Dates and money as this branch writes them. */
  format(): Format {
    const timeZone = this.state.getState().state?.enrolled?.branch.timeZone ?? 'UTC';
    if (this.#format?.timeZone !== timeZone) this.#format = createFormat(text.locale, timeZone);
    return this.#format;
  }

  /** Goes to another task. What the one before knew of a member goes, after the scans still under way. */
  open(task: Task): void {
    const { task: before } = this.screen.getState();
    if (task === before || !this.offers(task)) return;
    this.screen.setState({ task });
    this.voice.fallSilent();
    this.tasks.account.clear();
    this.#afterScans(() => {
      if (before === 'checkout') this.tasks.checkout.end('left');
      if (before === 'members') this.tasks.members.clear();
      if (before === 'catalog') this.tasks.waitlists.forgetBook();
      if (before === 'settings') this.tasks.scanner.forgetTest();
    });
  }

  /** Whether a task can be opened now: with nobody signed in, only what needs nobody; some need a right. */
  offers(task: Task): boolean {
    const person = personOf(this.state.getState().state);
    // Nobody can choose a count without signing in; one that the desk takes part in goes on.
    if (!person && task === 'stocktake') return this.tasks.stocktake.isCounting();
    if (!person) return tasksWithoutPerson.includes(task);
    return taskRights[task]?.some((right) => person.permissions.includes(right)) ?? true;
  }

  /** The line is down and nobody can sign in: returns and the catalogue go on by the desk's own key. */
  workWithoutPerson(): void {
    this.screen.setState({ task: 'returns', withoutPerson: true });
  }

  /** Back to where somebody signs in. */
  askForPerson(): void {
    this.#wipe();
    this.tasks.returns.clear();
    this.screen.setState({ task: 'checkout', withoutPerson: false });
  }

  /** Lends a copy that was chosen on another screen, to the next card. */
  lendCopy(copy: ChosenCopy): void {
    this.open('checkout');
    this.queue.add(() => this.tasks.checkout.choose(copy));
  }

  /** Returns a copy that was chosen on another screen, where it is seen what to do with it. */
  returnCopy(barcode: string): void {
    this.open('returns');
    this.queue.add(() => this.tasks.returns.give(barcode));
  }

  /** Ends the member's session once every scan made before has been answered. */
  finishCheckout(): void {
    this.#afterScans(() => {
      this.tasks.checkout.end('finished');
      this.voice.fallSilent();
    });
  }

  /** The slip of the session on the screen, if anything was lent in it. */
  printLoanSlip(): void {
    const branch = this.state.getState().state?.enrolled?.branch;
    const loans = loansOf(this.tasks.checkout.store.getState());
    if (!branch || loans.length === 0) return;
    void this.printing.slip(loanSlip(branch, loans, this.format(), this.surroundings.now()));
  }

  signOut(): void {
    this.bridge.call('session.signOut', {}).catch((error) => this.voice.notice('refusal', sentenceOf(error)));
  }

  /** Somebody is at the desk. */
  touch(): void {
    this.tasks.checkout.touch();
    const now = this.surroundings.now().getTime();
    if (now - this.#touchedAt < TOUCH_EVERY_MS || this.state.getState().state?.session.kind !== 'signed_in') return;
    this.#touchedAt = now;
    this.comeToFront();
  }

  /** Of several windows in a browser, a USB scanner is heard by the one that was touched last. */
  comeToFront(): void {
    // Without a core there is nothing to keep awake, and the window says so elsewhere.
    this.bridge.call('session.touch', {}).catch(() => undefined);
  }

  /** In the order of the scans; at once where no core is there to answer them. */
  #afterScans(job: () => void): void {
    if (this.bridge.line.getState().line === 'ready') this.queue.add(async () => job());
    else job();
  }

  #handlers(): Record<Place, ScanHandler> {
    const { checkout, returns, catalog, members, holdLists, attention, scanner, library } = this.tasks;
    return {
      checkout: (scan) => checkout.scan(scan),
      returns: (scan) => returns.scan(scan),
      catalog: (scan) => catalog.scan(scan),
      members: (scan) => members.scan(scan),
      holds: (scan) => holdLists.scan(scan),
      transfers: (scan) => this.tasks.transfers.scan(scan),
      stocktake: (scan) => this.tasks.stocktake.scan(scan),
      attention: (scan) => attention.scan(scan),
      settings: (scan) => scanner.scan(scan),
      library: () => library.scan(),
      shut: () => this.voice.notice('attention', text.scan.deskShut),
      sign_in: (scan) => this.#takeNumber(scan),
      locked: (scan) => this.voice.notice('attention', text.scan.deskLocked(scan.text)),
    };
  }

  #takeNumber(scan: ScanEvent): void {
    this.scannedNumber.setState({ number: scan.text });
    this.voice.signal('good', text.signIn.numberScanned);
  }

  #printRouting({ outcome }: ReturnLine): void {
    if (outcome.kind !== 'decided' || !this.preferences.getState().printRoutingSlips) return;
    if (outcome.decision.next === 'shelve') return;
    void this.printing.slip(routingSlip(outcome.decision.slip, this.format()));
  }

  /** Until the core has said who is at work here, nobody can tell what a scan is for: it waits. */
  #holdScansUntilKnown(): void {
    const release = this.queue.hold();
    const forget = this.state.subscribe(({ state }) => {
      if (!state) return;
      forget();
      release();
    });
  }

  /** Locked, signed out or another person: nothing of any member stays, on the screen or behind it. */
  #wipeWhenNobodyIsAtWork(): void {
    this.state.subscribe(({ state }, { state: before }) => {
      const [person, personBefore] = [personOf(state), personOf(before)];
      const isAnother = person?.id !== personBefore?.id;
      const isShutNow = before?.session.kind === 'signed_in' && state?.session.kind !== 'signed_in';
      if (isAnother || isShutNow) this.#wipe();
      if (!isAnother) return;
      this.tasks.returns.clear();
      this.tasks.transfers.clear();
      this.tasks.stocktake.clear();
      this.tasks.library.clear();
      this.tasks.noticeSetup.clear();
      this.tasks.holdLists.clear();
      this.scannedNumber.setState({ number: '' });
      this.screen.setState({ task: 'checkout', withoutPerson: false });
    });
  }

  #wipe(): void {
    for (const scans of [this.tasks.returns, this.tasks.holdLists.scans, this.tasks.transfers.receiving])
      scans.endModes();
    this.printing.putAllAway();
    this.tasks.checkout.end('locked');
    this.tasks.members.clear();
    this.tasks.account.clear();
    this.tasks.waitlists.clear();
    this.tasks.notices.clear();
    this.tasks.scanner.forgetTest();
    this.voice.fallSilent();
  }
}
