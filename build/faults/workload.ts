import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { BusyLibrary } from '../../sync-server/invariants/testing/busy-library.ts';
import { remember } from '../../sync-server/invariants/testing/hands.ts';
import { type Order, orderOf } from '../../sync-server/invariants/testing/orders.ts';
import { type Step, step } from '../../sync-server/invariants/testing/steps.ts';
import { seededRandom } from '../demo/random.ts';
import { type Complain, sendUntilAnswered, type Told } from './sending.ts';

export type Workload = {
  clients: number;
  /** So many steps each at least; more for as long as harm is done. */
  steps: number;
  seed: number;
  isHarmOver: () => boolean;
};
type Place = { url: string; busy: BusyLibrary; complain: Complain };

/** People think between two requests. */
const longestPauseMs = 80;

/** Several clients at once, each doing its own steps one after another. @returns all that they were told */
export async function playWorkload(place: Place, { clients, steps, seed, isHarmOver }: Workload): Promise<Told[]> {
  const told: Told[] = [];
  const client = async (_: unknown, number: number) => {
    const random = seededRandom(seed + number);
    for (let round = 0; round === 0 || !isHarmOver(); round++) {
      for (const next of fc.sample(step, { seed: random.between(0, 2 ** 30), numRuns: steps })) {
        if (round > 0 && isHarmOver()) return;
        told.push(...(await playStep(place, next)));
        await pause(random.between(0, longestPauseMs));
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return told;
}

async function playStep(place: Place, next: Step): Promise<Told[]> {
  const { busy } = place;
  // Holds expire by the servers' own job.
  if (next.kind === 'expire_holds') return [];
  if (next.kind === 'count_shelves') return countShelves(place, next.copies);
  const order = orderOf(busy, next, new Date());
  if (!order) return [];
  const told = await ask(place, next.kind, order, next.sent);
  for (const { status, text } of told) if (status < 300 && text) remember(busy, JSON.parse(text));
  return told;
}

/** Sends it as often as the step says, always under one key. */
async function ask({ url, busy, complain }: Place, what: string, order: Order, sent: Step['sent'] = 'once') {
  const request = { key: uuidv7(), what, order, token: busy.tokens[order.as ?? 'librarian'] };
  const send = () => sendUntilAnswered(url, request, complain);
  const told = sent === 'twice_at_once' ? await Promise.all([send(), send()]) : [await send()];
  if (sent === 'again') told.push(await send());
  return told;
}

/** A count of the main branch from its opening to its closing; the servers' jobs apply what it found. */
async function countShelves(place: Place, copies: readonly number[]): Promise<Told[]> {
  const { branches, barcodes } = place.busy;
  const asManager = { method: 'POST', as: 'manager' } as const;
  const opened = await ask(place, 'open_count', { ...asManager, path: '/stocktakes', body: { branchId: branches[0] } });
  const answer = opened[0];
  if (answer?.status !== 201) return opened;
  const { id } = z.object({ id: z.string() }).parse(JSON.parse(answer.text));
  const observedAt = new Date().toISOString();
  const scans = copies.map((copy) => ({ id: uuidv7(), barcode: barcodes[copy] ?? '', observedAt }));
  const path = `/stocktakes/${id}`;
  const scanned =
    scans.length > 0
      ? await ask(place, 'scan_count', { ...asManager, path: `${path}/scans`, body: { scans } }, 'again')
      : [];
  const body = { applyProposed: true };
  return [...opened, ...scanned, ...(await ask(place, 'close_count', { ...asManager, path: `${path}/close`, body }))];
}
