import type { AccuracyRow } from '#shared/contract/stocktake.ts';

/** The libraries' aim: one copy in ten thousand stands wrong. */
export const AIM = 0.9999;

type Plot = {
  width: number;
  height: number;
  points: { x: number; y: number; row: AccuracyRow }[];
  aimY: number;
  /** Marks at the left: what share stands at which height. */
  marks: { share: number; y: number }[];
};

const SIZE = { width: 640, height: 180 };
const MARGIN = { left: 64, right: 12, top: 12, bottom: 12 };
/** The scale begins at one of these: the nearest below the worst count. Between 99 and 100 % lies all that matters. */
const floors = [0.999, 0.995, 0.99, 0.95, 0.9, 0.75, 0.5, 0];

/** Where each count stands on the paper: by time from left to right, by accuracy from a floor up to 100 %. */
export function plotOf(rows: readonly AccuracyRow[]): Plot {
  const worst = Math.min(1, ...rows.map(({ accuracy }) => accuracy));
  const floor = floors.find((candidate) => candidate <= worst) ?? 0;
  const times = rows.map(({ closedAt }) => new Date(closedAt).getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const wide = SIZE.width - MARGIN.left - MARGIN.right;
  const high = SIZE.height - MARGIN.top - MARGIN.bottom;
  const y = (share: number) => MARGIN.top + ((1 - share) / (1 - floor)) * high;
  // One count alone stands in the middle.
  const x = (time: number) => MARGIN.left + (last === first ? 0.5 : (time - first) / (last - first)) * wide;
  const points = rows.map((row, index) => ({ x: x(times[index] ?? first), y: y(row.accuracy), row }));
  const marks = [1, (1 + floor) / 2, floor].map((share) => ({ share, y: y(share) }));
  return { ...SIZE, points, aimY: y(AIM), marks };
}

/** `99.987 %`: as many digits as it takes to tell the aim from what falls short of it; never rounded up to it. */
export function shareInWords(share: number, locale: string): string {
  const cut = Math.floor(share * 100_000 + 1e-6) / 1000;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 3 }).format(cut)} %`;
}
