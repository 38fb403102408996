import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let reader: { token: string };

type Found = { data: { title: string }[]; meta: { total: number }; correctedTo?: string };
const find = async (query: Record<string, string>): Promise<Found & Record<string, never>> =>
  (await server.call(reader, 'GET', `/books?${new URLSearchParams(query)}`)).body;
const titles = async (query: Record<string, string>) => (await find(query)).data.map(({ title }) => title);
const suggestions = async (q: string) =>
  (await server.call(reader, 'GET', `/books/suggest?${new URLSearchParams({ q })}`)).body.data;

beforeAll(async () => {
  server = await buildTestServer();
  const { library } = server;
  reader = { token: library.tokens.member };
  const add = (book: Parameters<typeof library.aBook>[0]) => library.aBook(book);
  await add({
    title: 'Cien años de soledad',
    authors: ['García Márquez, Gabriel'],
    language: 'spa',
    year: 1967,
    genres: ['Ficción'],
  });
  await add({
    title: 'The history of jazz',
    authors: ['Gioia, Ted'],
    isbn: '9780190087210',
    year: 2021,
    subjects: ['Jazz -- History and criticism'],
    genres: ['Music'],
  });
  await add({ title: 'Jazz', authors: ['Morrison, Toni'], year: 1992, genres: ['Fiction'] });
  await add({
    title: 'Smilla’s sense of snow',
    authors: ['Høeg, Peter'],
    language: 'dan',
    year: 1992,
    genres: ['Crime fiction'],
  });
  await add({
    title: 'Harry Potter and the chamber of secrets',
    authors: ['Rowling, J. K.'],
    year: 1998,
    genres: ['Fiction'],
  });
  await add({ title: 'Poterie', authors: ['Poter, Jean'], language: 'fre', year: 1980 });
  await add({
    title: 'Kind of blue: the making of the Miles Davis masterpiece',
    authors: ["O'Brien, Ashley"],
    subjects: ['Jazz musicians'],
  });
  await add({ title: 'Война и мир', authors: ['Толстой, Лев'], language: 'rus', year: 1869 });
});
afterAll(() => server.close());

describe('searching by words', () => {
  it('minds neither accents nor case nor punctuation', async () => {
    expect(await titles({ query: 'garcia MARQUEZ anos' })).toEqual(['Cien años de soledad']);
    expect(await titles({ query: 'Márquez, Cíen!' })).toEqual(['Cien años de soledad']);
    expect(await titles({ query: 'hoeg smilla' })).toEqual(['Smilla’s sense of snow']);
    expect(await titles({ query: 'ВОЙНА' })).toEqual(['Война и мир']);
    expect(await titles({ query: 'obrien' })).toHaveLength(1);
    expect(await titles({ query: "O'Brien" })).toHaveLength(1);
  });

  it('finds words in title, authors and subjects, together', async () => {
    expect(await titles({ query: 'criticism gioia history' })).toEqual(['The history of jazz']);
  });

  it('puts the book with just that title first, then titles before subjects', async () => {
    expect(await titles({ query: 'jazz' })).toEqual([
      'Jazz',
      'The history of jazz',
      'Kind of blue: the making of the Miles Davis masterpiece',
    ]);
  });

  it('finds what is still being typed', async () => {
    expect(await titles({ query: 'harry pot' })).toEqual(['Harry Potter and the chamber of secrets']);
    expect(await titles({ query: 'sm' })).toEqual(['Smilla’s sense of snow']);
  });

  it('mends a typing error, and says to what', async () => {
    expect(await find({ query: 'histroy jazz' })).toMatchObject({ correctedTo: 'history', meta: { total: 1 } });
    expect(await find({ query: 'rowlnig' })).toMatchObject({ correctedTo: 'rowling', meta: { total: 1 } });
    expect(await find({ author: 'Morison' })).toMatchObject({ correctedTo: 'morrison', meta: { total: 1 } });
  });

  it('mends a word that some book has, when no book has all the words', async () => {
    expect(await find({ query: 'harry poter' })).toMatchObject({ correctedTo: 'potter', meta: { total: 1 } });
  });

  it('finds nothing for nonsense, and for signs that are no words', async () => {
    expect(await find({ query: 'qqqqqqqq' })).toMatchObject({ data: [], meta: { total: 0, hasMore: false } });
    expect(await find({ query: '!?' })).toMatchObject({ data: [] });
    for (const sign of ["'", '\\', "':*", '& |', '"%_'])
      expect((await find({ query: `jazz ${sign}` })).meta.total).toBe(3);
  });
});

describe('searching by ISBN', () => {
  it('finds the book, with or without hyphens, as 13 or as 10 digits, in any box', async () => {
    for (const query of ['978-0-19-008721-0', '9780190087210', '0190087218', 'ISBN 0-19-008721-8'])
      expect(await titles({ query }), query).toEqual(['The history of jazz']);
    expect(await titles({ isbn: '0-19-008721-8' })).toEqual(['The history of jazz']);
  });

  it('finds nothing for the ISBN of a book that is not here, or that is none', async () => {
    expect(await titles({ isbn: '9780306406157' })).toEqual([]);
    expect(await titles({ isbn: '123' })).toEqual([]);
  });
});

describe('narrowing a search', () => {
  it('by the field that a word stands in', async () => {
    expect(await titles({ title: 'jazz' })).toEqual(['Jazz', 'The history of jazz']);
    expect(await titles({ subject: 'jazz history' })).toEqual(['The history of jazz']);
    expect(await titles({ author: 'peter hoeg', query: 'snow' })).toEqual(['Smilla’s sense of snow']);
    expect(await titles({ author: 'jazz' })).toEqual([]);
  });

  it('by language, year and genre, whatever the case and the accents', async () => {
    expect(await titles({ language: 'spa' })).toEqual(['Cien años de soledad']);
    expect(await titles({ year: '1992', sort: 'title' })).toEqual(['Jazz', 'Smilla’s sense of snow']);
    expect(await titles({ year: '1992', genre: 'fiction' })).toEqual(['Jazz']);
    expect(await titles({ genre: 'FICCION' })).toEqual(['Cien años de soledad']);
    expect(await titles({ query: 'jazz', genre: 'music' })).toEqual(['The history of jazz']);
  });

  it('counts languages, genres and years of what was found', async () => {
    expect((await find({ query: 'jazz', facets: 'true' })).facets).toEqual({
      languages: [{ value: 'eng', count: 3 }],
      genres: [
        { value: 'Fiction', count: 1 },
        { value: 'Music', count: 1 },
      ],
      years: [
        { value: '1992', count: 1 },
        { value: '2021', count: 1 },
      ],
    });
  });
});

describe('suggestions while typing', () => {
  it('completes one word by how many books have it', async () => {
    const add = { title: 'A story of jam', authors: ['Javert'] };
    for (let n = 0; n < 3; n++) await server.call({ token: server.library.tokens.librarian }, 'POST', '/books', add);
    expect((await suggestions('ja')).slice(0, 3)).toEqual(['jam', 'javert', 'jazz']);
  });

  it('completes the last of several words with words that stand beside the others', async () => {
    expect(await suggestions('Harry po')).toEqual(['harry potter']);
    expect(await suggestions('jazz hi')).toEqual(['jazz history']);
    expect(await suggestions('snow po')).toEqual([]);
  });

  it('knows words of other scripts, and none for signs', async () => {
    expect(await suggestions('вой')).toEqual(['война']);
    expect(await suggestions('?')).toEqual([]);
  });
});
