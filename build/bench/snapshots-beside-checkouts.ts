import { type ClientRequest, get } from 'node:http';
import { bigTenantId } from './big-library.ts';
import { type Figures, figuresOf, runLoop } from './load-loop.ts';
import { ManySockets } from './many-sockets.ts';
import type { ServedLibrary } from './served-library.ts';
import { ms, printTable, rate, ratio } from './table.ts';
import { toldCheckouts } from './told-checkouts.ts';

const desks = 20;
const clients = 8;
const rounds = 4;
const seconds = Number(process.env.CARREL_BENCH_SECONDS ?? 6);

/** Checkouts with and without twenty desks that load their branch, in turn, so that both see the same machine. */
export async function benchSnapshotsBesideCheckouts(library: ServedLibrary): Promise<void> {
  const token = await library.signIn();
  const sockets = new ManySockets({ port: Number(new URL(library.url).port), most: clients });
  const checkouts = await toldCheckouts(library.owner, token, Math.round(20_000 * seconds));
  const call = async () => {
    const answer = await checkouts.send(sockets);
    if (answer?.status !== 201) throw new Error(`A checkout was answered ${answer?.status ?? 'by nobody'}.`);
    return true;
  };
  await runLoop({ clients, seconds: 1, call });
  const without: Figures[] = [];
  const beside: Figures[] = [];
  let megabytes = 0;
  for (let round = 0; round < rounds; round++) {
    without.push(await runLoop({ clients, seconds, call }));
    const loading = await loadingDesks(library, token);
    beside.push(await runLoop({ clients, seconds, call }));
    megabytes += loading.stop();
  }
  await checkouts.takeBack(sockets);
  sockets.close();
  const all = (figures: Figures[], of: (one: Figures) => number) => figuresOf(figures.map(of), 1).p50;
  const rateOf = (figures: Figures[]) => all(figures, ({ perSecond }) => perSecond);
  const p95Of = (figures: Figures[]) => all(figures, ({ p95 }) => p95);
  printTable(
    `Checkouts beside ${desks} snapshots, ${clients} clients, ${rounds} rounds of ${seconds} s each`,
    ['alone', 'p95 ms', 'beside snapshots', 'p95 ms', 'rate: beside ÷ alone', 'p95: beside ÷ alone', 'snapshots sent'],
    [
      [
        rate(rateOf(without)),
        ms(p95Of(without)),
        rate(rateOf(beside)),
        ms(p95Of(beside)),
        ratio(rateOf(beside) / rateOf(without)),
        ratio(p95Of(beside) / p95Of(without)),
        `${(megabytes / (rounds * seconds)).toFixed(1)} MB/s packed`,
      ],
    ],
  );
}

/** So many desks that take one snapshot after another, as quickly as they get them, and keep nothing. */
async function loadingDesks({ owner, url }: ServedLibrary, token: string) {
  const { rows } = await owner.query<{ id: string }>('select id from branches where tenant_id = $1 order by code', [
    bigTenantId,
  ]);
  const open = new Map<number, ClientRequest>();
  const begun = new Set<number>();
  const allBegun = Promise.withResolvers<void>();
  let [bytes, since] = [0, 0];
  let isOver = false;
  const load = (desk: number) => {
    const address = `${url}/api/v1/sync/branches/${rows[desk % rows.length]?.id}/snapshot`;
    const headers = { authorization: `Bearer ${token}`, 'accept-encoding': 'zstd' };
    const asked = get(address, { headers, agent: false }, (answer) => {
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length;
        begun.add(desk);
        if (begun.size === desks) allBegun.resolve();
      });
      answer.on('end', () => isOver || load(desk));
      answer.on('error', () => {}); // it is cut when the round is over
    });
    asked.on('error', () => {});
    open.set(desk, asked);
  };
  for (let desk = 0; desk < desks; desk++) load(desk);
  await allBegun.promise;
  since = bytes;
  return {
    /** @returns megabytes that came since all had begun */
    stop(): number {
      isOver = true;
      for (const asked of open.values()) asked.destroy();
      return (bytes - since) / 1_048_576;
    },
  };
}
