import { z } from 'zod';
import { figuresOf } from './load-loop.ts';
import type { ServedLibrary } from './served-library.ts';
import { ms, printTable } from './table.ts';

const rounds = Number(process.env.CARREL_BENCH_SEARCHES ?? 60);

const Found = z.object({ meta: z.object({ total: z.int() }), correctedTo: z.string().optional() });

/** What people type, by kind; several of each, so that no single word's luck decides. */
function searches(sample: {
  words: string[];
  isbns: string[];
  branchId: string;
}): Record<string, (n: number) => string> {
  const word = (n: number) => sample.words[n % sample.words.length] ?? '';
  const common = ['history', 'new', 'life', 'world', 'american', 'introduction', 'art'];
  const of = (choices: readonly string[], n: number) => choices[n % choices.length] ?? '';
  const misspelt = (n: number) => of(['histroy', 'amercan', 'intoduction', 'phylosophy', 'gardning'], n);
  return {
    'a common word': (n) => `query=${of(common, n)}`,
    'the most common word': () => 'query=the',
    'two common words': (n) => `query=${of(common, n)}+${of(common, n + 1)}`,
    'a rare word': (n) => `query=${word(n)}`,
    'a rare and a common word': (n) => `query=${word(n)}+${of(common, n)}`,
    'two letters': (n) => `query=${word(n).slice(0, 2)}`,
    'the beginning of a word': (n) => `query=${word(n).slice(0, 4)}`,
    'an ISBN': (n) => `query=${of(sample.isbns, n)}`,
    'a misspelt word': (n) => `query=${misspelt(n)}`,
    'a common word, available at a branch': (n) => `query=${of(common, n)}&branchId=${sample.branchId}&available=true`,
    'a common word with facets': (n) => `query=${of(common, n)}&facets=true`,
    'an author': (n) => `author=${word(n + 7)}`,
  };
}

/** Catalogue search over HTTP, first page of 20, one client; and completions while typing. */
export async function benchSearch({ url, token, owner }: ServedLibrary): Promise<void> {
  const get = (path: string) => fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
  const sample = await sampleOf(owner);
  const rows: string[][] = [];
  for (const [kind, query] of Object.entries(searches(sample))) {
    const took: number[] = [];
    let hits = 0;
    for (let round = 0; round < rounds; round++) {
      const sent = performance.now();
      const found = Found.parse(await (await get(`/books?${query(round)}`)).json());
      took.push(performance.now() - sent);
      hits += found.meta.total;
    }
    const { p50, p95 } = figuresOf(took, 1);
    rows.push([kind, ms(p50), ms(p95), String(Math.round(hits / rounds))]);
  }
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const typed = (sample.words[round % sample.words.length] ?? 'hi').slice(0, 2 + (round % 3));
    const sent = performance.now();
    await (await get(`/books/suggest?q=${typed}`)).text();
    took.push(performance.now() - sent);
  }
  const { p50, p95 } = figuresOf(took, 1);
  rows.push(['completions while typing', ms(p50), ms(p95), '']);
  printTable('Search', ['what is typed', 'p50 ms', 'p95 ms', 'hits (capped)'], rows);
}

async function sampleOf(owner: ServedLibrary['owner']) {
  const books = await owner.query<{ title: string; isbn: string }>(
    'select title, isbn from books tablesample system (0.05) where isbn is not null limit 400',
  );
  const branch = await owner.query<{ id: string }>('select id from branches order by code limit 1');
  const words = books.rows.flatMap(({ title }) => title.toLowerCase().match(/\p{L}{5,}/gu) ?? []);
  return { words, isbns: books.rows.map((book) => book.isbn), branchId: branch.rows[0]?.id ?? '' };
}
