import { type Figures, figuresOf, runLoop } from './load-loop.ts';
import { ManySockets, type RawAnswer, requestText } from './many-sockets.ts';
import { offer, type Storm, timesOf } from './open-loop.ts';
import { otherLibraryAtWork } from './other-library.ts';
import { usedBy } from './process-use.ts';
import type { ServedLibrary } from './served-library.ts';
import { ms, printTable, rate, spread } from './table.ts';
import { type Truth, toldCheckouts } from './told-checkouts.ts';

const seconds = Number(process.env.CARREL_BENCH_SECONDS ?? 6);
/** How many times what it can do is offered. */
const times = Number(process.env.CARREL_BENCH_TIMES ?? 10);
/** So many clients have a connection; who comes when all of them wait for an answer gets none. */
const clients = Number(process.env.CARREL_BENCH_CLIENTS ?? 2000);

type Kind = { name: string; send(sockets: ManySockets): Promise<RawAnswer | null> };
type Measured = {
  alone: Figures;
  full: Figures;
  storm: Storm;
  cpu: number;
  recoveredMs: number;
  neighbours: Neighbours;
};
type Neighbours = { before: Figures; during: Figures; refused: number };

/**
 * Ten times what the server can do, in an open loop: what it accepts, how quickly, and whether every answer is true. The
 * loader shares the machine with the server and its database, so `can do` is measured by the same loader.
 */
export async function benchOverload(library: ServedLibrary): Promise<void> {
  const token = await library.signIn();
  const headers = { authorization: `Bearer ${token}` };
  const checkouts = await toldCheckouts(library.owner, token, Math.round(40_000 * seconds));
  const kinds: Kind[] = [
    { name: 'checkout', send: checkouts.send },
    { name: 'search', send: (sockets) => sockets.send(requestText(`GET /api/v1/books?query=${nextWord()}`, headers)) },
  ];
  const { port } = new URL(library.url);
  const neighbours = await otherLibraryAtWork(library);
  const measured = new Map<string, Measured>();
  for (const kind of kinds) measured.set(kind.name, await measure(kind, Number(port), library.pid, neighbours));
  print(measured);
  printTruth(await checkouts.truth());
  const sockets = new ManySockets({ port: Number(port), most: 8 });
  await checkouts.takeBack(sockets);
  sockets.close();
  neighbours.close();
}

const words = ['history', 'new', 'life', 'world', 'american', 'introduction', 'art'];
let asked = 0;
const nextWord = () => words[asked++ % words.length];

type OtherLibrary = Awaited<ReturnType<typeof otherLibraryAtWork>>;

async function measure(kind: Kind, port: number, pid: number, others: OtherLibrary): Promise<Measured> {
  const sockets = new ManySockets({ port, most: clients });
  const well = async () => (await kind.send(sockets))?.status ?? 0;
  const call = async () => {
    const status = await well();
    if (status >= 300) throw new Error(`A ${kind.name} was answered ${status} without any storm.`);
    return true;
  };
  await runLoop({ clients: 16, seconds: 1, call });
  const alone = await runLoop({ clients: 1, seconds: Math.min(seconds, 3), call });
  const full = await runLoop({ clients: 32, seconds, call });
  const before = await others.work(seconds);
  await sockets.connect(clients - 32);
  const usedBefore = usedBy(pid).cpuSeconds;
  const blow = offer({ perSecond: full.perSecond * times, seconds, send: () => kind.send(sockets) });
  const during = await others.work(seconds);
  const storm = await blow;
  const cpu = (usedBy(pid).cpuSeconds - usedBefore) / storm.seconds;
  const recoveredMs = await untilAsBefore(well, alone.p95);
  sockets.close();
  return {
    alone,
    full,
    storm,
    cpu,
    recoveredMs,
    neighbours: { before: before.figures, during: during.figures, refused: during.refused },
  };
}

/** Twenty answers in a row as quick as before: since when it was so, after the storm's last answer. */
async function untilAsBefore(ask: () => Promise<number>, usualMs: number): Promise<number> {
  const began = performance.now();
  let wellSince = began;
  for (let inARow = 0; inARow < 20; ) {
    const sent = performance.now();
    const status = await ask();
    const isWell = status > 0 && status < 300 && performance.now() - sent < usualMs * 3;
    inARow = isWell ? inARow + 1 : 0;
    if (!isWell) wellSince = performance.now();
    if (wellSince - began > 60_000) return Number.POSITIVE_INFINITY;
  }
  return wellSince - began;
}

function print(measured: Map<string, Measured>): void {
  const share = (some: number, storm: Storm) => `${((100 * some) / storm.offered).toFixed(1)} %`;
  const rows = [...measured].map(([name, { alone, full, storm, cpu, recoveredMs }]) => {
    const accepted = timesOf(storm.accepted, storm.seconds);
    const wrong = [...storm.otherwise].map(([status, count]) => `${count} × ${status}`).join(', ');
    return [
      name,
      spread(alone),
      rate(full.perSecond),
      spread(full),
      rate(storm.offered / storm.seconds),
      `${rate(accepted.perSecond)} (${share(storm.accepted.length, storm)})`,
      spread(accepted),
      `${share(storm.shed.length, storm)} (${storm.shedWithoutWord} without)`,
      spread(timesOf(storm.shed, storm.seconds)),
      wrong || '0',
      share(storm.unanswered, storm),
      ms(figuresOf(storm.late, 1).p95),
      cpu.toFixed(2),
      `${ms(recoveredMs)} ms`,
    ];
  });
  const head = ['what', '1 client: p50 / p95 ms', '32 clients', 'p50 / p95 ms', `offered (${times} ×)`, 'accepted'];
  const more = [
    'p50 / p95 ms',
    'sent away (Retry-After)',
    'p50 / p95 ms',
    'other answers',
    'no answer',
    'as before after',
  ];
  printTable(`Overload, ${seconds} s each`, [...head, ...more], rows);
  printTable(
    'Another library’s desks meanwhile',
    ['storm of', 'checkouts and returns before', 'p50 / p95 ms', 'during', 'p50 / p95 ms', 'refused'],
    [...measured].map(
      ([
        name,
        {
          neighbours: { before, during, refused },
        },
      ]) => [name, rate(before.perSecond), spread(before), rate(during.perSecond), spread(during), String(refused)],
    ),
  );
}

/** Every loan that was answered is in the database, and nothing was lent to anybody who was sent away. */
function printTruth({ lent, lentButMissing, refusedButLent, unansweredButLent }: Truth): void {
  const head = ['answered 201', 'of which not in the database', 'sent away, yet lent', 'unanswered, yet lent'];
  printTable('Was every answer true?', head, [[lent, lentButMissing, refusedButLent, unansweredButLent].map(String)]);
}
