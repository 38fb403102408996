type KeyMove = { kind: 'by'; rows: number } | { kind: 'to'; index: number };

/** Where a key moves in a list of `total` rows, of which `page` are in sight; null for other keys. */
export function keyMove(key: string, page: number, total: number): KeyMove | null {
  if (key === 'ArrowDown') return { kind: 'by', rows: 1 };
  if (key === 'ArrowUp') return { kind: 'by', rows: -1 };
  if (key === 'PageDown') return { kind: 'by', rows: Math.max(1, page) };
  if (key === 'PageUp') return { kind: 'by', rows: -Math.max(1, page) };
  if (key === 'Home') return { kind: 'to', index: 0 };
  if (key === 'End') return { kind: 'to', index: total - 1 };
  return null;
}

/** The row that the keys are at in a list of `total` rows, which may have shrunk since they came there. */
export const rowKept = (index: number, total: number): number => Math.max(0, Math.min(total - 1, index));
