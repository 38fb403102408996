import { sheetCopyBarcode, sheetMemberBarcode } from '../../build/demo/sheet.ts';
import { expect, test } from './test.ts';
import { wedgeScan as scan } from './wedge-scan.ts';

const breakLending = `create function fail_for_test() returns trigger language plpgsql
    as $$ begin raise exception 'a fault that nobody foresaw'; end $$;
  create trigger fail_for_test before insert on loans for each row execute function fail_for_test()`;
const mendLending = 'drop trigger fail_for_test on loans; drop function fail_for_test';

test('a fault of the server is said with a reference by which it is found', async ({ staffedDesk, library }) => {
  const { page } = staffedDesk;
  await library.rows(breakLending);
  try {
    await scan(page, sheetMemberBarcode(0));
    await scan(page, sheetCopyBarcode(20));
    const line = page.getByTestId('newest-line');
    await expect(line).toContainText(/Something went wrong on the server.*\(Reference: [0-9a-f]{12}\)/);
  } finally {
    await library.rows(mendLending);
  }
  await scan(page, sheetCopyBarcode(21));
  await expect(page.getByTestId('newest-line')).toContainText('Lent');
});
