// What stands in the way of anything done to an open loan: the same lines for a renewal and for a claimed return.

type Loan = { loan: { returnedAt: string | null; lostAt: string | null; claimedReturnedAt: string | null } };

export const loanReturned = {
  code: 'LOAN_RETURNED',
  when: 'the loan is closed',
  holds: ({ loan }: Loan) => loan.returnedAt !== null,
} as const;

export const loanLost = {
  code: 'LOAN_LOST',
  when: 'the copy was declared lost',
  holds: ({ loan }: Loan) => loan.lostAt !== null,
  because: ({ loan }: Loan) => ({ lostAt: loan.lostAt }),
} as const;

export const loanClaimed = {
  code: 'LOAN_CLAIMED',
  when: 'the member said that he brought the copy back',
  holds: ({ loan }: Loan) => loan.claimedReturnedAt !== null,
  because: ({ loan }: Loan) => ({ claimedReturnedAt: loan.claimedReturnedAt }),
} as const;
