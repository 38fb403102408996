// Rules on source files that neither the formatter nor the import check knows: where SQL lives, how long a file is.

export type SourceFile = { path: string; text: string };
export type Breach = { path: string; line: number; sentence: string };

const longest = 300;

/** SQL is the affair of queries, of the database folder, and of the desk's two SQLite files; tests look behind them. */
const homesOfSql = [
  /^sync-server\/db\//,
  /^sync-server\/.*queries\.ts$/,
  /^electron\/core\/(cache|outbox)\//,
  /^build\//,
  /\.(test|bench)\.tsx?$/,
  /^electron\/e2e\//,
  /\/testing\//,
];

/** A literal that starts as a statement does. */
const statement =
  /[`'"]\s*((?:select|insert into|update [\w."]+ set|delete from|with (?:recursive )?\w+ as|create (?:table|index|role)|alter table|drop table|truncate)\s)/gi;

export function findBreaches(files: SourceFile[]): Breach[] {
  return files.flatMap((file) => [...tooLong(file), ...misplacedSql(file)]);
}

function tooLong({ path, text }: SourceFile): Breach[] {
  const lines = text.split('\n').length - 1;
  if (lines <= longest) return [];
  return [{ path, line: longest + 1, sentence: `has ${lines} lines; past ${longest} a file is split.` }];
}

function misplacedSql({ path, text }: SourceFile): Breach[] {
  if (homesOfSql.some((home) => home.test(path))) return [];
  const match = [...text.matchAll(statement)].find(([, words = '']) => isSqlCase(words));
  if (!match) return [];
  const line = text.slice(0, match.index).split('\n').length;
  return [{ path, line, sentence: 'has SQL; it belongs in a queries.ts (or electron/core/cache, /outbox).' }];
}

/** Statements are written in one case throughout; "Select a branch" is a sentence for people. */
function isSqlCase(words: string): boolean {
  const keyword = words.split(' ')[0] ?? '';
  return keyword === keyword.toLowerCase() || keyword === keyword.toUpperCase();
}
