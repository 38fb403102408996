import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, watch } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { bridgeCalls, type CallInput, type CallName, type CallOutput } from '../../shared/contract/bridge.ts';
import type { DeskState, OutboxRow } from '../../shared/contract/desk.ts';
import { SyncCopy } from '../../shared/contract/sync.ts';

const run = promisify(execFile);
/** People are at work: something is always about to be written. */
const writesWithinMs = 2000;
const Answer = z.union([
  z.object({ id: z.int(), output: z.unknown() }),
  z.object({ id: z.int(), sentence: z.string() }),
  z.object({ ready: z.literal(true) }),
]);
type Waiting = { resolve: (output: unknown) => void; reject: (error: Error) => void };

/** The desk ended before it answered: nobody knows what it still did. */
export class DeskEnded extends Error {
  override name = 'DeskEnded';
}

/** A desk's core in a process of its own, with this process as its window. */
export class DeskMachine {
  readonly folder: string;
  #process: ChildProcess | null = null;
  #died: string | null = null;
  #clockIsWrongByMs = 0;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();

  constructor(folder: string) {
    this.folder = folder;
  }

  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const child = fork(join(import.meta.dirname, 'desk-program.ts'), [this.folder]);
    this.#process = child;
    const ready = new Promise<void>((resolve, reject) => {
      child.on('message', (message) => this.#heard(Answer.parse(message), resolve));
      child.on('exit', () => reject(new Error(`The desk in ${this.folder} did not start.`)));
    });
    child.on('exit', (code, signal) => {
      if (this.#process === child) this.#died ??= `The desk in ${this.folder} died by itself (${signal ?? code}).`;
      for (const { reject } of this.#waiting.values()) reject(new DeskEnded('The desk ended.'));
      this.#waiting.clear();
    });
    await ready;
    await this.#ask('faults.setClock', this.#clockIsWrongByMs);
  }

  /** How it ended when nobody had killed it; null as long as all is well. */
  get died(): string | null {
    return this.#died;
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (!child) return;
    this.#process = null;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** Kills it when its outbox has begun to be written: between the first page of an observation and its last sync. */
  async killWhileWriting(): Promise<void> {
    const folder = watch(this.folder);
    const begun = new Promise<void>((resolve) => {
      folder.on('change', (_, name) => name === 'outbox.sqlite-wal' && resolve());
    });
    await Promise.race([begun, pause(writesWithinMs)]);
    await this.kill();
    folder.close();
  }

  /** The desk and all that it kept are gone. */
  async discard(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A call as the window makes it. @throws DeskEnded, or the sentence that the desk says */
  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const output = await this.#ask(name, input);
    return bridgeCalls[name].out.parse(output) as CallOutput<N>;
  }

  async setClockWrongBy(ms: number): Promise<void> {
    this.#clockIsWrongByMs = ms;
    await this.#ask('faults.setClock', ms);
  }

  /** From now on no file of this desk grows beyond so many bytes, as on a disk that is full. Linux only. */
  async limitFiles(bytes: number | 'unlimited'): Promise<void> {
    await run('prlimit', ['--pid', String(this.#process?.pid), `--fsize=${bytes}:unlimited`]);
  }

  /** The file that its cache is in: the newest generation that is ready (electron/core/cache/cache-files.ts). */
  cacheFile(): string {
    const folder = join(this.folder, 'cache');
    const names = readdirSync(folder).filter((name) => /^cache-\d+\.sqlite$/.test(name));
    const [newest] = names.sort((a, b) => Number(/\d+/.exec(b)) - Number(/\d+/.exec(a)));
    if (!newest) throw new Error(`There is no cache in ${folder}.`);
    return join(folder, newest);
  }

  async cachedCopies(): Promise<SyncCopy[]> {
    return z.array(SyncCopy).parse(await this.#ask('faults.cached', null));
  }

  /** All that was ever observed here, the oldest first. */
  async observations(): Promise<OutboxRow[]> {
    const rows: OutboxRow[] = [];
    for (;;) {
      const page = await this.call('outbox.list', { offset: rows.length, limit: 200 });
      rows.push(...page.rows);
      if (page.rows.length === 0) return rows.sort((a, b) => a.sequence - b.sequence);
    }
  }

  /** Waits until the desk's state is as wanted. */
  async until(isWanted: (state: DeskState) => boolean, withinMs: number): Promise<DeskState> {
    const endsAt = Date.now() + withinMs;
    for (;;) {
      const state = await this.call('desk.state', {});
      if (isWanted(state)) return state;
      if (Date.now() > endsAt) throw new Error(`The desk never came to it: ${JSON.stringify(state)}`);
      await pause(50);
    }
  }

  #ask(call: string, input: unknown): Promise<unknown> {
    const child = this.#process;
    if (!child?.connected) return Promise.reject(new DeskEnded('The desk is not running.'));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      child.send({ id, call, input }, (error) => error && reject(new DeskEnded(error.message)));
    });
  }

  #heard(answer: z.infer<typeof Answer>, ready: () => void): void {
    if ('ready' in answer) {
      ready();
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('sentence' in answer) waiting?.reject(new Error(answer.sentence));
    else waiting?.resolve(answer.output);
  }
}
