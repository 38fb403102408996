import type { Page } from '@playwright/test';
import { type DeskWindow, openDesk, signIn } from './desk-window.ts';
import type { Library } from './library.ts';
import { expect, test } from './test.ts';
import { wedgeScan as scan } from './wedge-scan.ts';

const bar = (page: Page) => page.getByRole('region', { name: 'State of the desk' });

/** Copies that stand on a shelf of the main branch and that nobody waits for. */
const onTheShelf = (library: Library, count: number): Promise<{ barcode: string; title: string }[]> =>
  library.rows(
    `select c.barcode, b.title from copies c join books b on b.id = c.book_id
     where c.status = 'available' and c.home_branch_id = $1 and c.current_branch_id = $1 and c.item_type = 'regular'
       and not exists (select from holds h where h.book_id = c.book_id and h.ended_at is null)
     order by c.id desc limit $2`,
    [library.demo.branchId, count],
  );

async function atTransfers({ page }: DeskWindow): Promise<void> {
  await expect(bar(page)).toContainText('Live', { timeout: 30_000 });
  await page.keyboard.press('F6');
  await expect(page.getByRole('button', { name: 'To send' })).toBeVisible();
}

/** Begins a box by the keyboard alone and puts the copies in; answers its number. */
async function packABox(page: Page, copies: { barcode: string }[]): Promise<string> {
  await page.keyboard.press('F8');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Scan what goes into the box.')).toBeVisible();
  const number = (await page.getByText(/^BOX-\d+$/).textContent()) ?? '';
  const [asked, ...unasked] = copies;
  for (const { barcode } of unasked) {
    await scan(page, barcode);
    await expect(page.getByTestId('newest-packed')).toContainText('No transfer sends this copy to that branch.');
    await page.keyboard.press('Shift+F8');
    await expect(page.getByTestId('newest-packed')).toContainText('In the box');
  }
  // A code that is seen twice in a second is one scan, and this one was scanned in the catalogue a moment ago.
  await page.waitForTimeout(1200);
  await scan(page, asked?.barcode ?? '');
  await expect(page.getByText(`${copies.length} copies`)).toBeVisible();
  return number;
}

test('a box of transfers: packed at one branch, unpacked at another, with the line pulled in the middle', async ({
  staffedDesk: here,
  library,
}) => {
  // Two desks load their branches.
  test.slow();
  const [harbour] = await library.rows('select id, name from branches where id <> $1', [library.demo.branchId]);
  const there = await openDesk(library, 'Harbour desk', harbour.id);
  try {
    await signIn(there);
    await atTransfers(here);
    await atTransfers(there);
    const copies = await onTheShelf(library, 4);
    const [first, second, third, missing] = copies;

    // One is asked for from the catalogue; the others are sent all the same.
    await here.page.keyboard.press('F3');
    await scan(here.page, first?.barcode ?? '');
    await here.page.getByRole('button', { name: `Send to another branch: ${first?.barcode}` }).click();
    await here.page.getByRole('button', { name: 'Ask for it to be sent' }).click();
    await expect(here.page.getByText(`Asked for: to ${harbour.name}`)).toBeVisible();
    await here.page.keyboard.press('F6');
    await expect(here.page.getByRole('grid')).toContainText(first?.barcode ?? '');
    const number = await packABox(here.page, copies);
    await here.page.keyboard.press('F8');
    await expect(here.page.getByRole('button', { name: new RegExp(`${number} To ${harbour.name}`) })).toBeVisible();
    await expect(here.page.getByRole('grid')).toContainText(third?.barcode ?? '');

    // Its number says what should be in it.
    await scan(there.page, number);
    await expect(there.page.getByText('0 of 4 copies')).toBeVisible();
    await scan(there.page, first?.barcode ?? '');
    await expect(there.page.getByTestId('newest-return')).toContainText('Shelve');
    await expect(there.page.getByText('1 of 4 copies')).toBeVisible();

    there.line.cut();
    await expect(bar(there.page)).toContainText('Offline');
    for (const copy of [second, third]) {
      await scan(there.page, copy?.barcode ?? '');
      await expect(there.page.getByTestId('newest-return')).toContainText('Queued, on disk');
    }
    await expect(there.page.getByText('3 of 4 copies')).toBeVisible();
    // The desk tells its state a moment later, several changes together.
    await expect(bar(there.page)).toContainText('2 queued');
    await there.page.keyboard.press('F8');
    await expect(there.page.getByTestId('notice')).toContainText('2 scans of this desk have not gone up yet');
    there.line.mend();
    await expect(bar(there.page)).toContainText('0 queued', { timeout: 30_000 });
    await expect(bar(there.page)).toContainText('Live');
    await expect(there.page.getByTestId('newest-return')).toContainText('Shelve');

    // One is not in it: that is said, it stays under way, and a person gives it up.
    await there.page.keyboard.press('F8');
    await expect(there.page.getByTestId('notice')).toContainText('1 copy that was to be in');
    await there.page.getByRole('button', { name: 'Late' }).click();
    await there.page.getByRole('button', { name: `Never arrived: ${missing?.title}` }).click();
    await there.page.getByRole('button', { name: 'It never arrived' }).click();
    await expect(there.page.getByText('Nothing is late.')).toBeVisible();

    const barcodes = copies.map(({ barcode }) => barcode);
    const states = await library.rows(
      `select c.barcode, c.status, c.current_branch_id = $2 as arrived, t.state from copies c
       join transfers t on t.copy_id = c.id where c.barcode = any($1)`,
      [barcodes, harbour.id],
    );
    expect(states).toHaveLength(4);
    expect(states).toEqual(
      expect.arrayContaining([
        ...[first, second, third].map((copy) => ({
          barcode: copy?.barcode,
          status: 'available',
          arrived: true,
          state: 'received',
        })),
        { barcode: missing?.barcode, status: 'missing', arrived: false, state: 'cancelled' },
      ]),
    );
  } finally {
    await there.close();
  }
});
