import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { HostFrame } from '#shared/contract/bridge/frames.ts';
import { bridgeCalls } from '#shared/contract/bridge.ts';
import { type BridgePort, createBridgeHost, type Task, type Tasks } from './bridge-host.ts';
import { DeskError } from './desk-error.ts';

/** A window: what it got, and a way to say something. */
function fakeWindow() {
  const got: HostFrame[] = [];
  let say = (_: unknown) => {};
  let close = () => {};
  const port: BridgePort = {
    send: (frame) => got.push(frame),
    onMessage: (listener) => {
      say = listener;
    },
    onClose: (listener) => {
      close = listener;
    },
  };
  return { port, got, say: (message: unknown) => say(message), close: () => close() };
}

/** Tasks that note what they were called with; those that a test cares for are given. */
function tasksWith(given: Partial<Tasks>) {
  const called: { name: string; input: unknown }[] = [];
  const answering = (name: string) => (input: unknown) => {
    called.push({ name, input });
    const task = Object.entries(given).find(([key]) => key === name)?.[1] as Task<'session.touch'> | undefined;
    return task ? task({}) : {};
  };
  const tasks = Object.fromEntries(Object.keys(bridgeCalls).map((name) => [name, answering(name)])) as unknown as Tasks;
  return { tasks, called };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the core’s side of the bridge', () => {
  it('answers a call with what its task answers', async () => {
    const window = fakeWindow();
    const { tasks, called } = tasksWith({ 'scan.text': () => null });
    createBridgeHost(Promise.resolve(tasks)).connect(window.port);
    window.say({ id: 7, call: 'scan.text', input: { text: '33191000105864', source: 'wedge' } });
    await settled();
    expect(window.got).toEqual([{ id: 7, ok: true, output: null }]);
    expect(called).toEqual([{ name: 'scan.text', input: { text: '33191000105864', source: 'wedge' } }]);
  });

  it('lets calls wait until the desk is ready, and answers them in order', async () => {
    const window = fakeWindow();
    let open = (_: Tasks) => {};
    createBridgeHost(new Promise((resolve) => (open = resolve))).connect(window.port);
    for (const id of [1, 2]) window.say({ id, call: 'session.touch', input: {} });
    await settled();
    expect(window.got).toEqual([]);
    open(tasksWith({}).tasks);
    await settled();
    expect(window.got.map((frame) => 'id' in frame && frame.id)).toEqual([1, 2]);
  });

  it('says why the desk cannot start, to every call', async () => {
    const window = fakeWindow();
    const refused = Promise.reject(new DeskError('Another Carrel is already running here.'));
    createBridgeHost(refused).connect(window.port);
    window.say({ id: 1, call: 'desk.state', input: {} });
    await settled();
    expect(window.got).toEqual([{ id: 1, ok: false, sentence: 'Another Carrel is already running here.' }]);
  });

  it('refuses wrong input in a sentence that names it, before any task sees it', async () => {
    const window = fakeWindow();
    const { tasks, called } = tasksWith({});
    createBridgeHost(Promise.resolve(tasks)).connect(window.port);
    window.say({ id: 1, call: 'loans.return', input: { barcode: ' ' } });
    window.say({ id: 2, call: 'loans.return', input: { barcode: 'A1', branchId: 'mine' } });
    await settled();
    expect(window.got).toMatchObject([
      { id: 1, ok: false, sentence: expect.stringContaining('barcode') },
      { id: 2, ok: false },
    ]);
    expect(called).toEqual([]);
  });

  it('tells a mistake of ours from what a person can do something about', async () => {
    const window = fakeWindow();
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { tasks } = tasksWith({
      'session.touch': () => {
        throw new TypeError('undefined is not a function');
      },
    });
    createBridgeHost(Promise.resolve(tasks)).connect(window.port);
    window.say({ id: 1, call: 'session.touch', input: {} });
    await settled();
    expect(window.got).toMatchObject([{ ok: false, sentence: expect.stringMatching(/Something went wrong/) }]);
    expect(complaint).toHaveBeenCalledOnce();
    complaint.mockRestore();
  });

  it('tells every window of an event, until it is closed', async () => {
    const [here, there] = [fakeWindow(), fakeWindow()];
    const host = createBridgeHost(Promise.resolve(tasksWith({}).tasks));
    host.connect(here.port);
    host.connect(there.port);
    there.close();
    host.emit({ event: 'catalogChanged', payload: { at: '2026-11-22T09:00:00.000Z' } });
    expect(here.got).toHaveLength(1);
    expect(there.got).toHaveLength(0);
  });

  it('gives a scan to one window, the one at which somebody was last', async () => {
    const [first, second] = [fakeWindow(), fakeWindow()];
    const host = createBridgeHost(Promise.resolve(tasksWith({}).tasks));
    const scansOf = ({ got }: typeof first) => got.filter((frame) => 'event' in frame && frame.event === 'scan').length;
    const scan = () =>
      host.emit({
        event: 'scan',
        payload: {
          id: '0199a8e0-0000-7000-8000-0000000000a1',
          text: '30234000517861',
          raw: '30234000517861',
          kind: 'member',
          checkDigit: 'none',
          source: 'hid',
          at: '2026-11-22T09:00:00.000Z',
        },
      });
    host.connect(first.port);
    host.connect(second.port);
    scan();
    expect([scansOf(first), scansOf(second)]).toEqual([1, 0]);
    second.say({ id: 1, call: 'session.touch', input: {} });
    scan();
    scan();
    expect([scansOf(first), scansOf(second)]).toEqual([1, 2]);
    second.close();
    scan();
    expect([scansOf(first), scansOf(second)]).toEqual([2, 2]);
  });

  it('survives whatever a window sends, and runs nothing that is not in the table', async () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'desk', 'desk.', 'desk.state '),
      fc.constantFrom(...Object.keys(bridgeCalls)),
    );
    const frame = fc.oneof(
      fc.anything(),
      fc.record({ id: fc.oneof(fc.integer(), fc.anything()), call: fc.oneof(names, fc.anything()) }),
      fc.record({ id: fc.integer(), call: names, input: fc.oneof(fc.anything(), fc.constant({})) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 20 }), async (frames) => {
        const window = fakeWindow();
        const { tasks, called } = tasksWith({});
        createBridgeHost(Promise.resolve(tasks)).connect(window.port);
        for (const message of frames) window.say(message);
        await settled();
        expect(called.every(({ name }) => Object.hasOwn(bridgeCalls, name))).toBe(true);
        expect(window.got.length).toBeLessThanOrEqual(frames.length);
        expect(window.got.every((got) => 'id' in got && Number.isInteger(got.id))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
