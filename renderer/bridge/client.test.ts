import { describe, expect, it, vi } from 'vitest';
import type { ClientFrame } from '#shared/contract/bridge/frames.ts';
import { Bridge, BridgeError } from './client.ts';
import type { TransportListener } from './transport.ts';

/** A line whose other end is held by the test. */
function openLine() {
  const sent: ClientFrame[] = [];
  let listener: TransportListener | undefined;
  const bridge = new Bridge({
    open: (given) => {
      listener = given;
    },
    send: (frame) => sent.push(frame),
  });
  if (!listener) throw new Error('The bridge did not open its line.');
  return { bridge, sent, core: listener };
}

const unheard = () => vi.spyOn(console, 'error').mockImplementation(() => {});

describe('the bridge', () => {
  it('keeps calls until the core is there, then sends them in their order', () => {
    const { bridge, sent, core } = openLine();
    void bridge.call('session.touch', {});
    void bridge.call('desk.branches', {});
    expect(sent).toEqual([]);
    core.onReady();
    expect(sent.map(({ call }) => call)).toEqual(['session.touch', 'desk.branches']);
  });

  it('gives each call its own answer, whichever comes first', async () => {
    const { bridge, core } = openLine();
    core.onReady();
    const sheet = bridge.call('demo.sheet', {});
    const branches = bridge.call('desk.branches', {});
    core.onFrame({ id: 2, ok: true, output: { branches: [] } });
    core.onFrame({ id: 1, ok: true, output: { svg: null } });
    expect(await sheet).toEqual({ svg: null });
    expect(await branches).toEqual({ branches: [] });
  });

  it('says the core’s own sentence when a call is refused', async () => {
    const { bridge, core } = openLine();
    core.onReady();
    const call = bridge.call('session.touch', {});
    core.onFrame({ id: 1, ok: false, sentence: 'Please sign in first.' });
    await expect(call).rejects.toThrow(new BridgeError('Please sign in first.'));
  });

  it('refuses an answer that is not what the contract says', async () => {
    unheard();
    const { bridge, core } = openLine();
    core.onReady();
    const call = bridge.call('demo.sheet', {});
    core.onFrame({ id: 1, ok: true, output: { svg: 7 } });
    await expect(call).rejects.toBeInstanceOf(BridgeError);
  });

  it('gives up what was under way when the core goes, and keeps what was not sent yet', async () => {
    const { bridge, sent, core } = openLine();
    core.onReady();
    const underWay = bridge.call('session.touch', {});
    core.onGone();
    const later = bridge.call('demo.sheet', {});
    await expect(underWay).rejects.toThrow(/Look whether it was done/);
    expect(bridge.line.getState().line).toBe('lost');
    core.onReady();
    expect(sent.map(({ call }) => call)).toEqual(['session.touch', 'demo.sheet']);
    core.onFrame({ id: 2, ok: true, output: { svg: null } });
    expect(await later).toEqual({ svg: null });
  });

  it('tells events to those who listen, and only such as the contract knows', () => {
    unheard();
    const { bridge, core } = openLine();
    const heard: string[] = [];
    const stop = bridge.on('catalogChanged', ({ at }) => heard.push(at));
    core.onFrame({ event: 'catalogChanged', payload: { at: '2026-11-22T10:00:00.000Z' } });
    core.onFrame({ event: 'catalogChanged', payload: { at: 'yesterday' } });
    core.onFrame({ event: 'somethingElse', payload: {} });
    core.onFrame('no frame at all');
    stop();
    core.onFrame({ event: 'catalogChanged', payload: { at: '2026-11-22T11:00:00.000Z' } });
    expect(heard).toEqual(['2026-11-22T10:00:00.000Z']);
  });
});
