import { apiBase } from '#shared/contract/api.ts';
import type { TestServer } from './server.ts';

type Fields = Record<string, unknown>;

/** What a librarian does at a desk, in the words of the desk; every act is a call through HTTP. */
export function deskOf(server: TestServer) {
  const librarian = () => ({ token: server.library.tokens.librarian });
  const main = () => server.library.branches.main.id;
  const harbour = () => server.library.branches.harbour.id;
  const post = (path: string, body: Fields) => server.call(librarian(), 'POST', path, body);

  return {
    librarian,
    main,
    harbour,
    get: (path: string) => server.call(librarian(), 'GET', path),
    patch: (path: string, body: Fields) => server.call(librarian(), 'PATCH', path, body),
    lend: (barcode: string, membershipNumber: string, more: Fields = {}) =>
      post('/loans/checkout', { barcode, membershipNumber, ...more }),
    bringBack: (barcode: string, more: Fields = {}) => post('/loans/return', { barcode, branchId: main(), ...more }),
    receive: (barcode: string, branchId: string, more: Fields = {}) =>
      post('/transfers/receive', { barcode, branchId, ...more }),
    requestTransfer: (barcode: string, toBranchId: string, reason = 'rebalance') =>
      post('/transfers', { barcode, toBranchId, reason }),
    ship: (transferId: string) => post(`/transfers/${transferId}/ship`, {}),
    callOff: (transferId: string, more: Fields = {}) => post(`/transfers/${transferId}/cancel`, more),
    placeHold: (bookId: string, membershipNumber: string, more: Fields = {}) =>
      post(`/books/${bookId}/holds`, { membershipNumber, pickupBranchId: main(), ...more }),
    cancelHold: (holdId: string) => server.call(librarian(), 'DELETE', `/holds/${holdId}`),

    /** A new member who waits for a book. */
    async aWaiting(bookId: string, more: Fields = {}) {
      const member = await server.library.aMember();
      const { status, body } = await post(`/books/${bookId}/holds`, {
        membershipNumber: member.number,
        pickupBranchId: main(),
        ...more,
      });
      if (status !== 201) throw new Error(`POST ${apiBase}/books/${bookId}/holds answered ${status}: ${body?.detail}`);
      const id: string = body.hold.id;
      return { id, member };
    },

    /** A row as it lies in the database, behind the server's back. */
    async rowOf(table: 'copies' | 'loans' | 'holds' | 'transfers', id: string) {
      const { rows } = await server.db.owner.query(`select * from ${table} where id = $1`, [id]);
      return rows[0];
    },
    /** What the audit says happened to it, in order. */
    async actionsOf(entityId: string): Promise<string[]> {
      const audit = 'select action from audit where entity_id = $1 order by id';
      const { rows } = await server.db.owner.query(audit, [entityId]);
      return rows.map((row) => row.action);
    },
  };
}
