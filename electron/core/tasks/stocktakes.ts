import { stocktakesApi } from '#shared/contract/api/stocktakes.ts';
import { DEFAULT_BARCODE_PATTERNS } from '#shared/contract/scan.ts';
import type { Stocktake } from '#shared/contract/stocktake.ts';
import { classify, cleanBarcode } from '#shared/rules/barcode.ts';
import { readHandheldFile } from '#shared/rules/handheld-file.ts';
import type { TaskGroup } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';
import { sentences } from '../sentences.ts';
import { claim, linesClaim, notEnrolled, type Outcome, tableClaim } from './outcome.ts';

const perPage = 100;
/** Lines without a barcode that a report names; their number is told in full. */
const unreadShown = 200;
/** What is done with 60,000 copies at once takes its time. Given up too early, a count would be opened a second time. */
const patienceMs = 60_000;

/** A scan of a count is an observation; opening, choosing and closing are claims. */
export const stocktakesTasks = (desk: Desk): TaskGroup<'stocktakes'> => {
  const counting = () => {
    const branchDesk = desk.branchDesk();
    if (!branchDesk) throw new DeskError(sentences.notEnrolled);
    return branchDesk.stocktaking;
  };
  const joining = async (answer: Promise<Outcome<Stocktake>>) => {
    const outcome = await answer;
    if (outcome.kind === 'done') counting().join(outcome.answer);
    return outcome;
  };
  return {
    'stocktakes.counting': () => ({ counting: counting().counting() }),
    'stocktakes.list': ({ offset }) =>
      claim(desk, stocktakesApi.listStocktakes, ({ enrolment }) => ({
        query: { branchId: enrolment.branch.id, offset, limit: perPage },
      })),
    'stocktakes.open': (order) =>
      joining(
        claim(desk, stocktakesApi.openStocktake, ({ enrolment }) => ({
          body: { ...order, branchId: enrolment.branch.id },
          patienceMs,
        })),
      ),
    'stocktakes.join': ({ id }) => joining(claim(desk, stocktakesApi.readStocktake, () => ({ params: { id } }))),
    'stocktakes.leave': () => {
      counting().leave();
      return {};
    },
    'stocktakes.scan': ({ barcode, shelf }) => {
      const answer = counting().scan(barcode, shelf ?? null);
      if (!answer) throw new DeskError(sentences.notCounting);
      if (answer.kind === 'counted') desk.learn(answer.scan);
      return answer;
    },
    'stocktakes.scans': ({ offset, limit }) => counting().list(offset, limit),
    'stocktakes.load': ({ name, text, shelf }) => loadFile(desk, name, text, shelf ?? null),
    'stocktakes.shelves': () => counting().shelves(),
    'stocktakes.read': ({ id }) => claim(desk, stocktakesApi.readStocktake, () => ({ params: { id } })),
    'stocktakes.discrepancies': (asked) => differencesOf(desk, asked),
    'stocktakes.close': ({ id, closing }) => {
      counting().differences.forget();
      return claim(desk, stocktakesApi.closeStocktake, () => ({ params: { id }, body: closing, patienceMs }));
    },
    'stocktakes.settleLate': ({ id, closing }) => {
      counting().differences.forget();
      return claim(desk, stocktakesApi.settleLateScans, () => ({ params: { id }, body: closing, patienceMs }));
    },
    'stocktakes.abandon': ({ id }) => {
      counting().differences.forget();
      return claim(desk, stocktakesApi.abandonStocktake, () => ({ params: { id } }));
    },
    'stocktakes.report': ({ id, ...query }) =>
      claim(desk, stocktakesApi.stocktakeReport, () => ({
        params: { id },
        query: { ...query, limit: perPage },
        patienceMs,
      })),
    'stocktakes.table': async ({ id, of }) => {
      const row = of === 'report' ? stocktakesApi.stocktakeReport : stocktakesApi.listDiscrepancies;
      const outcome = await tableClaim(desk, row, () => ({ params: { id }, patienceMs }));
      return outcome.kind === 'done' ? { kind: 'done', answer: { csv: outcome.answer } } : outcome;
    },
    'stocktakes.accuracy': () =>
      claim(desk, stocktakesApi.stocktakeAccuracy, ({ enrolment }) => ({ query: { branchId: enrolment.branch.id } })),
  };
};

type AskedDifferences = Parameters<TaskGroup<'stocktakes'>['stocktakes.discrepancies']>[0];

/** Pages of what was read as a whole; the first one reads it again when it has grown old. */
async function differencesOf(desk: Desk, { id, offset, fresh, ...choice }: AskedDifferences) {
  const branchDesk = desk.branchDesk();
  if (!branchDesk) return notEnrolled();
  const { differences } = branchDesk.stocktaking;
  const now = branchDesk.client.clock.now().getTime();
  const session = branchDesk.session.state();
  // Kept for whoever may see it: somebody else asks for himself.
  const whose = `${session.kind === 'signed_in' ? session.person.id : ''} ${id}`;
  const isKept = differences.isFresh(whose, now) || (offset > 0 && differences.isOf(whose));
  if (fresh || !isKept) {
    let reading = differences.reading(whose, now);
    const begin = () => {
      reading = differences.reading(whose, now);
      return reading.line;
    };
    const given = () => ({ params: { id }, patienceMs });
    const outcome = await linesClaim(desk, stocktakesApi.streamDiscrepancies, given, begin);
    if (outcome.kind !== 'done') return outcome;
    if (!reading.finish()) return { kind: 'offline' as const, sentence: sentences.answerBrokeOff };
  }
  return { kind: 'done' as const, answer: differences.page(choice, offset, perPage) };
}

function loadFile(desk: Desk, name: string, text: string, shelf: string | null) {
  const branchDesk = desk.branchDesk();
  if (!branchDesk) throw new DeskError(sentences.notEnrolled);
  const patterns = branchDesk.library.facts()?.barcodePatterns ?? DEFAULT_BARCODE_PATTERNS;
  const { codes, unread } = readHandheldFile(
    text,
    (cell) => classify(cleanBarcode(cell).text, patterns).kind === 'copy',
  );
  const cleaned = codes.map((code) => cleanBarcode(code).text);
  const loaded = branchDesk.stocktaking.load(cleaned, shelf);
  if (!loaded) throw new DeskError(sentences.notCounting);
  if (loaded.kind === 'not_kept') return loaded;
  const { taken, repeated, unknown } = loaded;
  const report = { name, taken, repeated, unknown, unread: unread.slice(0, unreadShown), unreadTotal: unread.length };
  return { kind: 'loaded' as const, report };
}
