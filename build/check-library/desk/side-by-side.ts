type Row = { id: string };

/** Two runs of rows, each in the order of its ids, beside each other: what one of them lacks is undefined. */
export async function* sideBySide<Mine extends Row, Theirs extends Row>(
  mine: Iterable<Mine>,
  theirs: AsyncIterable<Theirs>,
): AsyncGenerator<[Mine | undefined, Theirs | undefined], void> {
  const left = mine[Symbol.iterator]();
  let one = left.next();
  for await (const other of theirs) {
    for (; !one.done && one.value.id < other.id; one = left.next()) yield [one.value, undefined];
    if (one.done || one.value.id !== other.id) {
      yield [undefined, other];
      continue;
    }
    yield [one.value, other];
    one = left.next();
  }
  for (; !one.done; one = left.next()) yield [one.value, undefined];
}
