import { describe, expect, it } from 'vitest';
import { startTestDesk } from '../testing/test-desk.ts';

const slip = { title: 'Test slip', lines: [{ kind: 'text', text: 'A line' } as const] };

describe('printing', () => {
  it('prints a slip at once, without a word', async () => {
    const { desk, host } = await startTestDesk();
    await desk.printing.slip(slip);
    expect(host.printed).toHaveLength(1);
    expect(host.printed[0]).toContain('size: 80mm');
  });

  it('prints lists on the paper that this desk prints them on', async () => {
    const { desk, host } = await startTestDesk();
    await desk.printing.list(slip);
    desk.preferences.setState({ paperOfLists: 'slip' });
    await desk.printing.list(slip);
    expect(host.printed.map((html) => /size: (\S+?)[; ]/.exec(html)?.[1])).toEqual(['A4', '80mm']);
  });

  it('shows it first where somebody wants to see it, and prints it when he says so', async () => {
    const { desk, host } = await startTestDesk();
    desk.preferences.setState({ showPaper: true });
    await desk.printing.slip(slip);
    expect(desk.printing.shown.getState().page?.title).toBe('Test slip');
    expect(host.printed).toEqual([]);
    await desk.printing.printShown();
    expect(host.printed).toHaveLength(1);
    expect(desk.printing.shown.getState().page).toBeNull();
  });

  it('shows one paper after the other when several come at once', async () => {
    const { desk, host } = await startTestDesk();
    desk.preferences.setState({ showPaper: true });
    // As when the line comes back, and the server answers what was queued.
    for (const title of ['First', 'Second', 'Third']) await desk.printing.slip({ ...slip, title });
    const shown = () => desk.printing.shown.getState().page?.title;
    expect(shown()).toBe('First');
    await desk.printing.printShown();
    expect(shown()).toBe('Second');
    desk.printing.putAway();
    expect(shown()).toBe('Third');
    await desk.printing.printShown();
    expect(shown()).toBeUndefined();
    expect(host.printed).toHaveLength(2);
  });

  it('takes what is shown off the screen when the desk is locked', async () => {
    const { desk, host } = await startTestDesk();
    desk.preferences.setState({ showPaper: true });
    await desk.printing.slip(slip);
    await desk.printing.slip(slip);
    host.change({ session: { kind: 'signed_out' } });
    expect(desk.printing.shown.getState().page).toBeNull();
  });

  it('keeps which printer prints what', async () => {
    const { desk } = await startTestDesk();
    await desk.tasks.printers.read();
    expect(desk.tasks.printers.store.getState().known).toEqual(['Receipts', 'Office']);
    await desk.tasks.printers.choose({ slip: 'Receipts', a4: null });
    await desk.tasks.printers.read();
    expect(desk.tasks.printers.store.getState().chosen).toEqual({ slip: 'Receipts', a4: null });
  });
});
