import { wordsOf } from './http/log.ts';

/**
 * What a process says that ends over an error which nobody caught. Node would print all that is in it, also the row that
 * Postgres quotes in its detail: names and numbers that have no place in a log.
 */
export function sayLastWords(say: (sentence: string) => void): void {
  process.on('uncaughtException', (error: unknown) => {
    const { stack } = wordsOf(error instanceof Error ? error : new Error('Something was thrown that is no error.'));
    say(`The server ends over something that nobody foresaw.\n${stack}`);
    process.exit(1);
  });
}
