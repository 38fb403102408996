/** Asks for the next piece while the present one is being used; never for more than one. */
export async function* aheadByOne<T>(pieces: AsyncGenerator<T, void>): AsyncGenerator<T, void> {
  let next = pieces.next();
  try {
    for (;;) {
      const piece = await next;
      if (piece.done) return;
      next = pieces.next();
      next.catch(() => {}); // reported when its turn comes
      yield piece.value;
    }
  } finally {
    await pieces.return();
  }
}
