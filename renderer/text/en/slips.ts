import { count } from './plural.ts';

/** What is printed. */
export const slips = {
  slips: {
    loanTitle: 'Loans',
    due: (date: string) => `due ${date}`,
    count: (n: number) => count(n, 'book', 'books'),
    thanks: 'Thank you. Please bring them back in time.',
    routing: { return: 'Returned', hold: 'Hold shelf', transit: 'Send to', refer: 'Desk manager' },
    account: { charge: 'Charged', payment: 'Payment received', waiver: 'Forgiven', refund: 'Paid out' },
    method: 'Paid by',
    methods: { cash: 'Cash', card: 'Card', online: 'Online' },
    reference: 'Receipt number',
    card: 'Library card',
    owedNow: 'Still owed',
    credit: 'In credit',
    pickList: {
      title: 'Pick list',
      columns: { shelf: 'Shelf', book: 'Book', barcode: 'Barcode', found: 'Found' },
      noShelf: 'No shelf is recorded',
      copies: (n: number) => `${count(n, 'copy', 'copies')} to fetch`,
      more: (n: number) =>
        `${count(n, 'copy', 'copies')} to fetch, and more: print the list again when these are fetched.`,
    },
    boxList: {
      title: 'Box list',
      from: (branch: string) => `From ${branch} to`,
      columns: { book: 'Book', barcode: 'Barcode' },
      copies: (n: number) => `${count(n, 'copy', 'copies')} in this box`,
    },
    returnList: {
      title: 'Returned',
      columns: { place: 'Where', book: 'Book', barcode: 'Barcode' },
    },
    print: 'Print',
    putAway: 'Do not print',
    notPrinted: 'The slip was not printed.',
    testTitle: 'Test slip',
    testLine: 'If you can read this, slips print here.',
  },
};
