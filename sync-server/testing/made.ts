import type pg from 'pg';
import type { Role } from '#shared/contract/vocabulary.ts';
import type { TestClock } from './clock.ts';

/** What every builder of one test library shares. */
export type Made = {
  tenantId: string;
  clock: TestClock;
  /** Runs a statement of queries.ts as the owner; the tenant's id goes in as its first value. */
  insert(text: string, values: readonly unknown[]): Promise<pg.QueryResult>;
  /** The hash of {@link testPassword}. */
  passwordHash: string;
  tokenOf(kind: 'staff' | 'member', id: string, role: Role, branchIds?: readonly string[]): Promise<string>;
};

/** What everybody in a test library signs in with. */
export const testPassword = 'correct horse battery';

let counter = 0;
/** 14 digits that no other card or copy of this run has. */
export const digits = (first: string): string => first + String(++counter).padStart(13, '0');
