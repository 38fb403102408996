import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { pid } from 'node:process';
import { z } from 'zod';

/** Where `npm test` gathers what is logged while it runs (build/testing/logs.ts); unset where one part is run by hand. */
export const logFolder = process.env.CARREL_TEST_LOGS;

/** A log that goes into that folder, if there is one; what went wrong is shown as well. */
export function keptLog(name: string): { write(line: string): void } | undefined {
  if (logFolder === undefined) return undefined;
  const file = join(logFolder, `${name}-${pid}.log`);
  return {
    write(line) {
      appendFileSync(file, line);
      if (/^{"level":[56]0,/.test(line)) process.stdout.write(line);
    },
  };
}

/** Notes whom and what no log may speak of: names, numbers, addresses, passwords, keys. */
export function keepOutOfLogs(values: readonly (string | undefined)[]): void {
  if (logFolder === undefined) return;
  const lines = values.filter((value) => value !== undefined).map((value) => `${JSON.stringify(value)}\n`);
  appendFileSync(join(logFolder, `known-${pid}.jsonl`), lines.join(''));
}

/** The fields of requests and answers that say who somebody is, or let somebody in. */
const telling = new Set([
  ...['membershipNumber', 'email', 'phone', 'password', 'newPassword', 'currentPassword'],
  ...['accessToken', 'refreshToken', 'key', 'secret', 'clientSecret', 'barcode'],
]);
const Person = z.looseObject({ name: z.string(), number: z.string() });

/** All of that in a request's or an answer's body. */
export function tellingIn(body: unknown): string[] {
  if (logFolder === undefined || typeof body !== 'object' || body === null) return [];
  const person = Person.safeParse(body).data;
  const own = Object.entries(body).flatMap(([name, value]) =>
    telling.has(name) && typeof value === 'string' ? [value] : tellingIn(value),
  );
  return person ? [person.name, person.number, ...own] : own;
}
