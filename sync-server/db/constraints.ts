import type { RefusalCode } from '#shared/contract/refusals.ts';
import { Refusal } from '../http/refusal.ts';

/**
 * Says in the library's words what a constraint of the database refused: `{ branches_tenant_id_code_key: 'CODE_TAKEN' }`.
 * The transaction is lost either way; asking beforehand instead would leave a gap for another desk to slip through.
 */
export async function refusing<Answer>(work: Promise<Answer>, codes: Record<string, RefusalCode>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : '';
    const code = codes[constraint];
    throw code ? new Refusal(code) : error;
  }
}

/** Whether a column that must have a value was to be written without one (SQLSTATE 23502). */
export const lacksValue = (error: unknown, column: string): boolean =>
  error instanceof Error && 'code' in error && error.code === '23502' && 'column' in error && error.column === column;
