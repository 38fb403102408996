import type { Page } from '@playwright/test';
import { sheetMemberBarcode } from '../../build/demo/sheet.ts';
import { openDesk, signIn } from './desk-window.ts';
import type { Library } from './library.ts';
import { expect, test } from './test.ts';
import { wedgeScan as scan } from './wedge-scan.ts';

type Wanted = { barcode: string; title: string; isbn: string; bookId: string };

/** A copy that stands at the main branch and is the only one of its book. */
async function anOnlyCopy(library: Library): Promise<Wanted> {
  const [copy] = await library.rows(
    `select c.barcode, b.title, b.isbn, b.id as "bookId" from copies c join books b on b.id = c.book_id
     where c.status = 'available' and c.current_branch_id = $1 and c.home_branch_id = $1 and c.item_type = 'regular'
       and b.isbn is not null
       and not exists (select from holds h where h.book_id = b.id)
       and not exists (select from copies other where other.book_id = b.id and other.id <> c.id)
     order by c.id offset 40 limit 1`,
    [library.demo.branchId],
  );
  return copy;
}

const live = (page: Page) =>
  expect(page.getByRole('region', { name: 'State of the desk' })).toContainText('Live', { timeout: 30_000 });

async function placeHold(page: Page, card: string, { isbn, title }: Wanted): Promise<void> {
  await page.keyboard.press('F4');
  await scan(page, card);
  await page.getByRole('tab', { name: 'Holds' }).click();
  await page.getByRole('button', { name: 'Place a hold' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox', { name: 'Book' }).fill(isbn);
  await dialog.getByText(title).click();
  await dialog.getByRole('button', { name: 'Place the hold' }).click();
  await expect(page.getByRole('grid', { name: 'Holds' })).toContainText('Place 1');
}

test('a hold over two branches: placed at one, fetched at the other, sent, and collected where it was wanted', async ({
  staffedDesk: main,
  library,
}) => {
  const [harbour] = await library.rows('select id, name from branches where id <> $1', [library.demo.branchId]);
  const there = await openDesk(library, 'Harbour holds desk', harbour.id);
  try {
    await signIn(there);
    await Promise.all([live(main.page), live(there.page)]);
    const wanted = await anOnlyCopy(library);
    const card = sheetMemberBarcode(0);
    const newest = (page: Page) => page.getByTestId('newest-return');
    const pickList = main.page.getByRole('grid', { name: 'Pick list' });

    await placeHold(there.page, card, wanted);

    // It is on the pick list of the branch where it stands, until it is scanned: then it must travel.
    await main.page.keyboard.press('F5');
    await expect(pickList).toContainText(wanted.title);
    await scan(main.page, wanted.barcode);
    await expect(newest(main.page)).toContainText(`Send to ${harbour.name}`);
    await expect(main.page.getByText('Nothing is to be fetched.').or(pickList)).not.toContainText(wanted.title);

    // Out of the box it goes on the hold shelf, and is on its list.
    await there.page.keyboard.press('F5');
    await scan(there.page, wanted.barcode);
    await expect(newest(there.page)).toContainText('Hold shelf');
    await expect(newest(there.page)).toContainText(`Label ${card.slice(-4)}`);
    await there.page.getByRole('tab', { name: 'Hold shelf' }).click();
    await expect(there.page.getByRole('grid', { name: 'Hold shelf' })).toContainText(wanted.title);

    // Whoever shows his card is told what waits for him; lent, it waits no more.
    await there.page.keyboard.press('F1');
    // One code seen twice in a moment is one scan: the card was scanned here for the hold, the copy out of the box.
    await there.page.waitForTimeout(1100);
    await scan(there.page, card);
    await expect(there.page.getByTestId('ready-holds')).toContainText(wanted.title);
    await scan(there.page, wanted.barcode);
    await expect(there.page.getByTestId('newest-line')).toContainText('The member’s hold is fulfilled.');
    await expect(there.page.getByTestId('ready-holds')).toHaveCount(0);
    const [hold] = await library.rows('select status, left_on_shelf from holds where book_id = $1', [wanted.bookId]);
    expect(hold).toEqual({ status: 'fulfilled', left_on_shelf: false });
  } finally {
    await there.close();
  }
});
