// `npm run faults`: what the library promises, while its machines, lines, disks and clocks misbehave. Real processes: two
// servers, a Postgres, and desks, with people at work on all of them.
//   npm run faults -- kill-server lost-answer    only these
//   CARREL_RUNS=20 npm run faults                so many runs of each (default: 3)
//   CARREL_SEED=123 npm run faults -- restore    the same run again
import { printTable } from './bench/table.ts';
import { seededRandom } from './demo/random.ts';
import { faults } from './faults/kinds/kinds.ts';
import { type Outcome, playFault } from './faults/play-fault.ts';
import { openPremises, type Premises } from './faults/premises.ts';

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
const firstSeed = Number(process.env.CARREL_SEED ?? Date.now() % 1_000_000);
const runs = Number(process.env.CARREL_RUNS ?? (process.env.CARREL_SEED ? 1 : 3));
const wanted = process.argv.slice(2);

const unknown = wanted.filter((name) => !(name in faults));
if (unknown.length > 0) {
  say(`There is no fault called ${unknown.join(', ')}; there are ${Object.keys(faults).join(', ')}.`);
  process.exit(2);
}

const rows: string[][] = [];
let premises: Premises | null = null;
// Nothing is left running; a second signal must not cut that short.
let isLeaving = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (isLeaving) return;
    isLeaving = true;
    void closePremises().finally(() => process.exit(130));
  });
}
for (const [name, { what, unless }] of Object.entries(faults)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const reason = unless?.() ?? null;
  rows.push(reason ? [name, what, '0', `skipped: ${reason}`, '', ''] : [name, what, ...(await playAll(name))]);
}
await closePremises();
printTable(
  'Faults',
  ['fault', 'what happens', 'runs', 'outcome', 'asked / retried / observed / claimed at desks', 'seeds'],
  rows,
);
process.exitCode = rows.some(([, , , outcome]) => outcome?.startsWith('FAILED')) ? 1 : 0;

async function closePremises(): Promise<void> {
  const closing = premises?.close();
  premises = null;
  await closing;
}

async function playAll(name: string): Promise<string[]> {
  const outcomes: Outcome[] = [];
  const failed: number[] = [];
  for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
    const outcome = await playOnce(name, seed);
    outcomes.push(outcome);
    if (outcome.findings.length > 0) failed.push(seed);
    say(`${name}, seed ${seed}: ${outcome.findings.length === 0 ? 'all is well' : outcome.findings.join('\n  ')}`);
    if (outcome.findings.length > 0) say(`  Again: CARREL_SEED=${seed} npm run faults -- ${name}`);
  }
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const figures = (['told', 'retried', 'observations', 'claims'] as const).map((figure) => sum((one) => one[figure]));
  const seeds = runs === 1 ? String(firstSeed) : `${firstSeed}–${firstSeed + runs - 1}`;
  return [
    String(runs),
    failed.length === 0 ? 'all is well' : `FAILED: ${failed.join(', ')}`,
    figures.join(' / '),
    seeds,
  ];
}

/** One run; machines that a failed one left in ruins are not used again. */
async function playOnce(name: string, seed: number): Promise<Outcome> {
  const fault = faults[name];
  if (!fault) throw new Error(`There is no fault called ${name}.`);
  premises ??= await openPremises(seededRandom(seed));
  try {
    return await playFault(premises, fault, seed);
  } catch (error) {
    const sentence = error instanceof Error ? (error.stack ?? error.message) : String(error);
    await closePremises().catch(() => {}); // what is in ruins may be why the run failed
    return { findings: [sentence], told: 0, retried: 0, observations: 0, claims: 0 };
  }
}
