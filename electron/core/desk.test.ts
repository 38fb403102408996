import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DeskState } from '#shared/contract/desk.ts';
import { mainBranch } from './cache/testing/builders.ts';
import { json, refusal } from './testing/answering-server.ts';
import { branch, deskId, deskKey, LibraryServer, listed } from './testing/library-server.ts';
import { TestWindow } from './testing/test-window.ts';

let library: LibraryServer;
let window: TestWindow;

const login = () => ({ serverUrl: library.server.url, tenant: 'riverbend', number: 'L1', password: 'correct horse' });
const signIn = () => window.call('session.signIn', { number: 'L1', password: 'correct horse' });
const enrol = () => window.call('desk.enrol', { ...login(), branchId: mainBranch, name: 'Desk 1' });
const isLive = (state: DeskState) => state.connection.kind === 'live' && state.cache.kind === 'ready';
const isOffline = (state: DeskState) => state.connection.kind === 'offline';

/** The desk is closed and started again in the same folder. */
async function restart(): Promise<void> {
  await window.close();
  window = await TestWindow.open({ folder: window.folder });
}

beforeEach(async () => {
  library = new LibraryServer();
  library.stock(1, { title: 'The Left Hand of Darkness' });
  await library.server.start();
  window = await TestWindow.open();
});
afterEach(async () => {
  library.server.stop();
  await window.discard();
});

describe('a computer that is no desk yet', () => {
  it('says so, and shows its state in full', async () => {
    const state = await window.call('desk.state', {});
    expect(state).toMatchObject({ enrolled: null, session: { kind: 'signed_out' }, cache: { kind: 'empty' } });
    expect(await signIn()).toMatchObject({ kind: 'refused', problem: { code: 'NOT_ENROLLED' } });
    expect(await window.call('loans.return', { barcode: 'A1' })).toMatchObject({ kind: 'refused' });
    await expect(window.call('catalog.search', { query: '', offset: 0, limit: 10 })).rejects.toThrow(/Enrol it first/);
  });

  it('shows a manager the branches and is enrolled as the desk of one', async () => {
    expect(await window.call('desk.listBranches', login())).toMatchObject({ answer: { branches: [{ code: 'MAIN' }] } });
    expect(await enrol()).toMatchObject({ kind: 'done' });
    const state = await window.until(isLive);
    expect(state).toMatchObject({
      enrolled: { deskId, deskName: 'Desk 1', tenant: 'riverbend', branch: { name: 'Main Branch' } },
      cache: { books: 1, copies: 1 },
      session: { kind: 'signed_out' },
    });
    await window.until((next) => next.currency === 'EUR' && next.barcodePatterns !== null);
  });

  it('goes on when the disk does not take what the library says of itself', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    mkdirSync(join(window.folder, 'library.json.new'));
    await enrol();
    await window.until((state) => state.currency === 'EUR');
    expect(logged).toHaveBeenCalledWith(expect.stringContaining('could not be kept'), expect.anything());
    logged.mockRestore();
  });

  it('ends the manager’s session as soon as the desk is enrolled', async () => {
    await enrol();
    await expect.poll(() => library.asked('/auth/logout').length).toBe(1);
  });

  it('needs the code of a second factor only once for both steps, because it works only once', async () => {
    const spent = new Set<unknown>();
    const signedIn = library.answers['POST /auth/login'];
    library.answers['POST /auth/login'] = (request, response, body) => {
      const { otp } = JSON.parse(body);
      const answer = spent.has(otp) ? refusal('INVALID_CREDENTIALS') : signedIn;
      spent.add(otp);
      answer?.(request, response, body);
    };
    const manager = { ...login(), otp: '123456' };
    expect(await window.call('desk.listBranches', manager)).toMatchObject({ kind: 'done' });
    expect(library.asked('/auth/logout')).toEqual([]);
    const enrolled = await window.call('desk.enrol', { ...manager, branchId: mainBranch, name: 'Desk 1' });
    expect(enrolled).toMatchObject({ kind: 'done' });
    await expect.poll(() => library.asked('/auth/logout').length).toBe(1);
  });

  it('passes on what the server says against it', async () => {
    library.answers['POST /desks'] = refusal('FORBIDDEN');
    expect(await enrol()).toMatchObject({ kind: 'refused', problem: { code: 'FORBIDDEN' } });
    library.answers['POST /auth/login'] = refusal('INVALID_CREDENTIALS');
    expect(await enrol()).toMatchObject({ kind: 'refused', problem: { code: 'INVALID_CREDENTIALS' } });
    library.server.stop();
    expect(await enrol()).toMatchObject({ kind: 'offline', sentence: expect.stringContaining(library.server.url) });
    expect((await window.call('desk.state', {})).enrolled).toBeNull();
  });
});

describe('a desk of a branch', () => {
  beforeEach(async () => {
    await enrol();
    await window.until(isLive);
  });

  it('is the same desk after a restart, also without a line', async () => {
    library.server.stop();
    await restart();
    const state = await window.until(isOffline);
    expect(state.enrolled).toMatchObject({ deskName: 'Desk 1', branch: { code: 'MAIN' } });
    const found = await window.call('catalog.search', { query: 'darkness', offset: 0, limit: 10 });
    expect(found.rows).toMatchObject([{ title: 'The Left Hand of Darkness', copies: 1, available: 1 }]);
  });

  it('keeps its key and its settings to the person at the computer', () => {
    for (const file of ['desk-key', 'desk.json']) {
      expect(statSync(join(window.folder, file)).mode & 0o077).toBe(0);
    }
    expect(readFileSync(join(window.folder, 'desk.json'), 'utf8')).not.toContain(deskKey);
  });

  it('sets settings that cannot be read aside, says so, and starts', async () => {
    await window.close();
    writeFileSync(join(window.folder, 'desk.json'), '{"enrolment":');
    window = await TestWindow.open({ folder: window.folder });
    const state = await window.call('desk.state', {});
    expect(state).toMatchObject({ enrolled: null, notices: [expect.stringContaining('Enrol the desk again')] });
    expect(readdirSync(window.folder).some((name) => name.startsWith('desk.json.damaged'))).toBe(true);
  });

  it('does not move to another branch when a copy was returned while the server was asked', async () => {
    const harbour = { ...branch, id: '0199a8e0-0000-7000-8000-0000000000b9', code: 'HARB' };
    library.answers['GET /branches'] = json(200, listed([branch, harbour]));
    library.answers['POST /loans/return'] = refusal('FORBIDDEN');
    const enrolled = library.answers['POST /desks'];
    library.answers['POST /desks'] = (...request) => {
      void window.call('loans.return', { barcode: 'A1' }).then(() => enrolled?.(...request));
    };
    const moving = await window.call('desk.enrol', { ...login(), branchId: harbour.id, name: 'Desk 1' });
    expect(moving).toMatchObject({ kind: 'refused', problem: { code: 'OUTBOX_NOT_EMPTY' } });
    expect((await window.call('desk.state', {})).enrolled?.branch.code).toBe('MAIN');
  });

  it('without its settings still knows where what is queued was seen, and moves to no other branch before it went up', async () => {
    library.server.stop();
    await window.until(isOffline);
    await window.call('loans.return', { barcode: 'A1' });
    await window.close();
    writeFileSync(join(window.folder, 'desk.json'), '{"enrolment":');
    await library.server.start();
    library.answers['POST /loans/return'] = refusal('FORBIDDEN');
    window = await TestWindow.open({ folder: window.folder });
    const harbour = { ...branch, id: '0199a8e0-0000-7000-8000-0000000000b9', code: 'HARB' };
    library.answers['GET /branches'] = json(200, listed([branch, harbour]));
    const moving = await window.call('desk.enrol', { ...login(), branchId: harbour.id, name: 'Desk 1' });
    expect(moving).toMatchObject({ kind: 'refused', problem: { code: 'OUTBOX_NOT_EMPTY' } });
    expect(await enrol()).toMatchObject({ kind: 'done' });
  });

  it('keeps its password, its tokens and every person off the disk', async () => {
    await signIn();
    await window.close();
    const files = readdirSync(window.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const content = readFileSync(join(file.parentPath, file.name), 'latin1');
      for (const secret of ['correct horse', 'access', 'refresh', 'Ada']) expect(content).not.toContain(`"${secret}"`);
    }
    window = await TestWindow.open({ folder: window.folder });
  });

  it('asks for somebody before it lends or shows a member, not before it finds a book', async () => {
    const order = { barcode: '33190000000001', membershipNumber: '23529001000463' };
    expect(await window.call('loans.checkout', order)).toMatchObject({ problem: { code: 'NOT_SIGNED_IN' } });
    expect(await window.call('members.card', { number: '2' })).toMatchObject({ problem: { code: 'NOT_SIGNED_IN' } });
    expect(library.asked('/loans/checkout')).toHaveLength(0);
    const { copy, book } = await window.call('catalog.copy', { barcode: '33190000000001' });
    expect([copy?.branchCode, book?.title]).toEqual(['MAIN', 'The Left Hand of Darkness']);
  });

  it('shows the window the person and never a token', async () => {
    await signIn();
    const state = await window.until(({ session }) => session.kind === 'signed_in');
    expect(JSON.stringify(state)).not.toMatch(/access|refresh/);
    expect(state.session).toMatchObject({ person: { name: 'Ada' } });
    await window.call('session.signOut', {});
    expect((await window.call('desk.state', {})).session).toEqual({ kind: 'signed_out' });
  });

  it('lends in the name of whoever is signed in, at this branch', async () => {
    await signIn();
    const order = { barcode: '33190000000001', membershipNumber: '23529001000463' };
    expect(await window.call('loans.checkout', order)).toMatchObject({ problem: { code: 'COPY_ON_LOAN' } });
    const [asked] = library.asked('/loans/checkout');
    expect(asked?.headers.authorization).toBe('Bearer access');
    expect(JSON.parse(asked?.body ?? '')).toEqual({ ...order, branchId: mainBranch });
  });

  it('says at all branches what the server says, and later what it said last', async () => {
    const said = { total: 3, available: 1, waiting: 0, branches: [] };
    library.answers['GET /books'] = json(200, said);
    const bookId = library.model.content().books[0]?.id ?? '';
    expect(await window.call('catalog.elsewhere', { bookId })).toMatchObject({ availability: said, live: true });
    library.server.stop();
    await window.until(isOffline);
    const later = await window.call('catalog.elsewhere', { bookId });
    expect(later).toMatchObject({ availability: said, live: false, saidAt: expect.any(String) });
  });

  it('says what the server says of all branches, though its disk does not take it for later', async () => {
    const logged = vi.spyOn(console, 'error').mockReturnValue();
    const [cacheFile = ''] = readdirSync(join(window.folder, 'cache')).filter((name) => name.endsWith('.sqlite'));
    const cache = new Database(join(window.folder, 'cache', cacheFile));
    cache.exec(`CREATE TRIGGER full BEFORE INSERT ON availability BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    cache.close();
    const said = { total: 3, available: 1, waiting: 0, branches: [] };
    library.answers['GET /books'] = json(200, said);
    const bookId = library.model.content().books[0]?.id ?? '';
    expect(await window.call('catalog.elsewhere', { bookId })).toMatchObject({ availability: said, live: true });
    expect(logged).toHaveBeenCalledWith(expect.stringContaining('could not be kept'), expect.anything());
    logged.mockRestore();
  });

  it('remembers how the wedge is set', async () => {
    const usual = await window.call('settings.wedge', {});
    await window.call('settings.wedge', { profile: { ...usual, averageGapMs: 50 } });
    await restart();
    expect((await window.call('settings.wedge', {})).averageGapMs).toBe(50);
  });

  it('makes a scan of what a wedge typed, by the library’s own patterns, and tells it once for one id', async () => {
    await window.until((state) => state.barcodePatterns !== null);
    const scan = await window.call('scan.text', { text: '33191000105864', source: 'wedge' });
    expect(scan).toMatchObject({ kind: 'copy', text: '33191000105864' });
    expect(window.heard('scan').map(({ id }) => id)).toEqual([scan?.id]);
  });

  it('tells the window of changes in few words: many at once are one event', async () => {
    // While the line is down they are changes at once, and not as far apart as the server's answers.
    library.server.stop();
    await window.until(isOffline);
    const before = window.heard('state').length;
    await Promise.all(Array.from({ length: 30 }, (_, n) => window.call('loans.return', { barcode: `A${n}` })));
    await expect.poll(() => window.heard('state').at(-1)?.outbox.queued).toBe(30);
    const told = window.heard('state').slice(before);
    expect(told.length).toBeLessThan(30);
    expect(told.every((state) => DeskState.safeParse(state).success)).toBe(true);
  });

  it('does not run twice in one folder', async () => {
    await expect(TestWindow.open({ folder: window.folder })).rejects.toThrow(/already running/);
  });

  it.each([
    ['library', { tenant: 'hillside' }],
    ['branch', { branchId: '0199a8e0-0000-7000-8000-0000000000b9' }],
  ])('does not move to another %s while returns wait for the present one', async (_, elsewhere) => {
    library.server.stop();
    await window.until(isOffline);
    await window.call('loans.return', { barcode: 'A1' });
    await library.server.start();
    library.answers['POST /loans/return'] = refusal('UNAVAILABLE');
    const answer = await window.call('desk.enrol', {
      ...login(),
      branchId: mainBranch,
      name: 'Desk 1',
      ...elsewhere,
    });
    expect(answer).toMatchObject({ kind: 'refused', problem: { code: 'OUTBOX_NOT_EMPTY' } });
  });
});

describe('the desk of the demo library', () => {
  it('is enrolled without hands and has its sheet of barcodes', async () => {
    await window.close();
    const file = join(window.folder, 'demo.json');
    const sheetSvgPath = join(window.folder, 'sheet.svg');
    writeFileSync(sheetSvgPath, '<svg/>');
    const demo = { serverUrl: library.server.url, tenant: 'riverbend', branchId: mainBranch, deskId };
    writeFileSync(file, JSON.stringify({ ...demo, deskName: 'Demo', deskKey, sheetSvgPath }));
    rmSync(join(window.folder, 'desk.json'), { force: true });
    window = await TestWindow.open({ folder: window.folder, variables: { CARREL_DEMO: file } });
    const state = await window.until((next) => next.enrolled?.branch.name === 'Main Branch');
    expect(state).toMatchObject({ demo: true, enrolled: { deskName: 'Demo' } });
    expect(await window.call('demo.sheet', {})).toEqual({ svg: '<svg/>' });
  });

  it('says what is wrong with a demo file that is none', async () => {
    await window.close();
    const opened = TestWindow.open({ folder: window.folder, variables: { CARREL_DEMO: '/nowhere.json' } });
    await expect(opened).rejects.toThrow(/CARREL_DEMO/);
    window = await TestWindow.open({ folder: window.folder });
  });
});
