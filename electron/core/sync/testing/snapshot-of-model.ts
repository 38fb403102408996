import type { LibraryModel } from './library-model.ts';

type Asked = { protocol: number; cursor: string | null; after: string | null };

/**
 * A snapshot of the model as NDJSON, a few rows a piece. Every piece is read when it is sent: what changes in between is
 * partly in it and partly not, as with a server that reads in pages.
 */
export function* snapshotLines(model: LibraryModel, asked: Asked, rowsPerPiece: number): Generator<string, void> {
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  const { books, copies } = model.content();
  const counts = { books: books.length, copies: copies.length };
  const cursor = asked.cursor ?? model.cursorAt(model.stamp);
  yield line({ protocol: asked.protocol, epoch: model.epoch, cursor, counts });
  const sent = { books: 0, copies: 0 };
  const [kind, id] = asked.after?.split(':') ?? ['book', ''];
  if (kind === 'book') {
    for (const page of pages(() => model.content().books, id ?? '', rowsPerPiece)) {
      sent.books += page.length;
      yield page.map((book) => line({ book })).join('');
    }
  }
  for (const page of pages(() => model.content().copies, kind === 'copy' ? (id ?? '') : '', rowsPerPiece)) {
    sent.copies += page.length;
    yield page.map((copy) => line({ copy })).join('');
  }
  yield line({ end: true, counts: sent });
}

function* pages<T extends { id: string }>(rows: () => T[], after: string, size: number): Generator<T[], void> {
  for (let last = after; ; ) {
    const page = rows()
      .filter(({ id }) => id > last)
      .slice(0, size);
    const end = page.at(-1);
    if (!end) return;
    yield page;
    last = end.id;
  }
}
