import type { Printers } from '#shared/contract/desk.ts';
import { DEFAULT_WEDGE_SETTINGS } from '#shared/contract/scan.ts';
import { classify, cleanBarcode } from '#shared/rules/barcode.ts';
import { hillBranch, id, mainBranch } from './example-records.ts';
import { librarian } from './example-state.ts';
import { refused } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

type DeskCalls = CallsOf<'desk'> & CallsOf<'session'> & CallsOf<'scan'> & CallsOf<'settings'>;
type MoreCalls = CallsOf<'sync'> & CallsOf<'print'> & CallsOf<'demo'>;

const SHEET =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200"><rect width="600" height="200" fill="#fff"/><text x="40" y="110" font-size="32">Demo barcodes</text></svg>';

/** The password of everybody in the example library. */
const PASSWORD = 'correct horse';

export function deskCalls(host: TestHost): DeskCalls & MoreCalls {
  const enter = (password: string) => {
    if (password !== PASSWORD) return refused('INVALID_CREDENTIALS');
    host.change({ session: { kind: 'signed_in', person: librarian } });
    return { kind: 'done', answer: {} } as const;
  };
  let scans = 0;
  let wedge = DEFAULT_WEDGE_SETTINGS;
  let printers: Printers = { slip: null, a4: null };
  return {
    'desk.state': () => host.state,
    'desk.listBranches': ({ password }) =>
      password === PASSWORD
        ? { kind: 'done', answer: { branches: [mainBranch, hillBranch] } }
        : refused('INVALID_CREDENTIALS'),
    'desk.enrol': ({ serverUrl, tenant, name }) => {
      const enrolled = { deskId: id(7, 1), deskName: name, serverUrl, tenant, branch: mainBranch };
      host.change({ enrolled, session: { kind: 'signed_out' } });
      return { kind: 'done', answer: {} };
    },
    'desk.branches': () => ({ branches: [mainBranch, hillBranch] }),
    'session.signIn': ({ password }) => enter(password),
    'session.unlock': ({ password }) => enter(password),
    'session.signOut': () => {
      host.change({ session: { kind: 'signed_out' } });
      return {};
    },
    'session.touch': () => ({}),
    'scan.text': ({ text, source }) => {
      const cleaned = cleanBarcode(text);
      const patterns = host.state.barcodePatterns;
      if (!patterns || cleaned.text === '') return null;
      scans += 1;
      const at = new Date().toISOString();
      return { id: id(8, scans), raw: text, source, at, ...cleaned, ...classify(cleaned.text, patterns) };
    },
    'settings.wedge': ({ profile }) => {
      wedge = profile ?? wedge;
      return wedge;
    },
    'sync.refetch': () => ({}),
    'print.printers': () => ({ printers: ['Receipts', 'Office'] }),
    'settings.printers': ({ printers: chosen }) => {
      printers = chosen ?? printers;
      return printers;
    },
    'print.html': ({ html }) => {
      host.printed.push(html);
      return { printed: true, sentence: null };
    },
    'demo.sheet': () => ({ svg: SHEET }),
  };
}
