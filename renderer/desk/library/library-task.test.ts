import { describe, expect, it } from 'vitest';
import { permissionsOf } from '#shared/rules/permissions.ts';
import { copyBarcode } from '../../testing/example-records.ts';
import { admin } from '../../testing/policies-calls.ts';
import { become } from '../../testing/situations.ts';
import { startTestDesk } from '../../testing/test-desk.ts';

async function atLibrary() {
  const started = await startTestDesk();
  become(started.host, 'admin');
  await started.settle();
  started.desk.open('library');
  const { library } = started.desk.tasks;
  await library.policies.load();
  const rows = () => library.policies.store.getState();
  const keyOf = (index: number) => rows().draft[index]?.key ?? -1;
  return { ...started, library, rows, keyOf };
}

describe('the library’s rules', () => {
  it('are offered to whoever may change them, and to nobody else', async () => {
    const { desk, host, settle } = await startTestDesk();
    expect(desk.offers('library')).toBe(false);
    become(host, 'admin');
    await settle();
    expect(desk.offers('library')).toBe(true);
  });

  it('are offered to a manager as well, whose branch has its calendar there', async () => {
    const { desk, host, settle } = await startTestDesk();
    host.change({ session: { kind: 'signed_in', person: { ...admin, permissions: permissionsOf('manager') } } });
    await settle();
    expect(desk.offers('library')).toBe(true);
  });

  it('are saved from the table, with the version that they were begun from', async () => {
    const { library, host, rows, keyOf } = await atLibrary();
    library.policies.change(keyOf(0), { terms: { loanDays: '7' } });
    const outcome = await library.policies.save();
    expect(outcome.kind).toBe('done');
    expect(host.heard.findLast(({ call }) => call === 'policies.replace')?.input).toMatchObject({
      version: 3,
      policies: [{ category: null, loanDays: 7 }, {}, {}, {}, {}],
    });
    expect(rows()).toMatchObject({ version: 4, inForce: [{ loanDays: 7 }, {}, {}, {}, {}] });
  });

  it('say what is wrong, beside the field, and are not saved', async () => {
    const { library, rows, keyOf } = await atLibrary();
    library.policies.change(keyOf(1), { terms: { fineCapLoanCents: '0.01' } });
    expect(rows().read.faults).toMatchObject([{ row: 1, field: 'fineCapLoanCents' }]);
    expect(library.policies.wanted()).toBeNull();
    library.policies.undo();
    expect(rows().read.faults).toEqual([]);
  });

  it('cannot have two rows for the same: a new one must say what it is for', async () => {
    const { library, rows } = await atLibrary();
    const key = library.policies.add();
    expect(rows().read.faults).toMatchObject([{ row: 5, field: null }]);
    library.policies.change(key, { category: 'senior' });
    expect(rows().read.faults).toEqual([]);
    library.policies.remove(key);
    expect(rows().draft).toHaveLength(5);
  });

  it('take over what another admin changed meanwhile, and ask again', async () => {
    const { library, host, rows, keyOf } = await atLibrary();
    library.policies.change(keyOf(1), { terms: { loanDays: '30' } });
    host.changeRulesElsewhere((policies) =>
      policies.map((row, index) => (index === 0 ? { ...row, maxLoans: 4 } : row)),
    );
    expect(await library.policies.save()).toMatchObject({ kind: 'refused', problem: { code: 'POLICY_CHANGED' } });
    expect(rows()).toMatchObject({ version: 4, both: [] });
    expect(library.policies.wanted()).toMatchObject([{ maxLoans: 4 }, { loanDays: 30 }, {}, {}, {}]);
    expect((await library.policies.save()).kind).toBe('done');
  });

  it('say where both have changed the same row', async () => {
    const { library, host, rows, keyOf } = await atLibrary();
    library.policies.change(keyOf(0), { terms: { loanDays: '30' } });
    host.changeRulesElsewhere((policies) =>
      policies.map((row, index) => (index === 0 ? { ...row, maxLoans: 4 } : row)),
    );
    await library.policies.save();
    expect(rows().both).toMatchObject([{ category: null, loanDays: 30 }]);
  });

  it('are refused in words while the line is down, and what was typed stays', async () => {
    const { library, host, rows, keyOf } = await atLibrary();
    library.policies.change(keyOf(0), { terms: { loanDays: '7' } });
    host.goOffline();
    expect(await library.policies.save()).toMatchObject({
      kind: 'offline',
      sentence: expect.stringContaining('line to the server is down'),
    });
    expect(rows().draft[0]?.terms.loanDays).toBe('7');
  });

  it('are told with their history', async () => {
    const { library, keyOf } = await atLibrary();
    library.policies.change(keyOf(0), { terms: { loanDays: '7' } });
    await library.policies.save();
    await library.readHistory();
    expect(library.history.getState().versions).toMatchObject([
      { version: 4, changed: [{ before: { loanDays: 21 }, after: { loanDays: 7 } }] },
    ]);
  });

  it('are not scanned', async () => {
    const { desk, scan } = await atLibrary();
    await scan(copyBarcode(1));
    expect(desk.voice.store.getState().notice?.sentence).toContain('Nothing is scanned on this screen');
  });
});

describe('a branch’s calendar', () => {
  it('is closed over a holiday and opened again, a day at a time', async () => {
    const { library, rows } = await atLibrary();
    const [branch] = rows().branches;
    if (!branch) throw new Error('The example library has no branch.');
    await library.calendar.open(branch);
    await library.calendar.closeDays(branch.id, [{ date: '2026-12-24', reason: 'Christmas Eve' }]);
    const dates = () => library.calendar.store.getState().closures.map(({ date }) => date);
    expect(dates()).toEqual(['2026-12-24', '2026-12-25']);
    await library.calendar.openAgain(branch.id, '2026-12-25');
    expect(dates()).toEqual(['2026-12-24']);
  });

  it('does not become that of the branch which is looked at when the answer comes', async () => {
    const { library, rows, host } = await atLibrary();
    const [here, there] = rows().branches;
    if (!here || !there) throw new Error('The example library has two branches.');
    await library.calendar.open(here);
    host.delayMs = 5;
    const closing = library.calendar.closeDays(here.id, [{ date: '2026-12-24', reason: 'Christmas Eve' }]);
    const saving = library.calendar.saveHours(here.id, here.openingHours);
    const opening = library.calendar.open(there);
    await Promise.all([closing, saving, opening]);
    const { branch, closures } = library.calendar.store.getState();
    expect(branch?.id).toBe(there.id);
    expect(closures.map(({ date }) => date)).not.toContain('2026-12-24');
  });
});
