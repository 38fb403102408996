import { sheetCopyBarcode, sheetMemberBarcode } from '../../build/demo/sheet.ts';
import { expect, test } from './test.ts';
import { wedgeScan as scan } from './wedge-scan.ts';

const statusBar = { name: 'State of the desk' };

test('loads the branch with progress the first time, then says that it is live', async ({ desk, library }) => {
  const { page } = desk;
  await expect(page.getByRole('region', statusBar)).toContainText('Live', { timeout: 30_000 });
  const [{ count }] = await library.rows(
    'select count(*)::int from copies where home_branch_id = $1 or current_branch_id = $1',
    [library.demo.branchId],
  );
  await expect(page.getByRole('region', statusBar)).toContainText(count.toLocaleString('en'));
});

test('the plug is pulled and put back: browsing goes on, claims are refused, returns queue and go up once', async ({
  staffedDesk,
  library,
}) => {
  const { page, line } = staffedDesk;
  const bar = page.getByRole('region', statusBar);
  await expect(bar).toContainText('Live', { timeout: 30_000 });
  const [lent] = await library.rows(
    `select c.barcode, l.id from loans l join copies c on c.id = l.copy_id
     where l.returned_at is null and c.home_branch_id = $1 order by l.id limit 1`,
    [library.demo.branchId],
  );

  line.cut();
  await expect(bar).toContainText('Offline');

  await page.keyboard.press('F3');
  await page.getByLabel('Search the catalogue').fill('history');
  await expect(page.getByText(/history/i).nth(1)).toBeVisible();

  await page.keyboard.press('F1');
  await scan(page, sheetMemberBarcode(0));
  await expect(page.getByTestId('newest-line')).toContainText(/line to the server is down/);

  await page.keyboard.press('F2');
  await scan(page, lent.barcode);
  await expect(page.getByTestId('newest-return')).toContainText('Queued, on disk');
  await expect(bar).toContainText('1 queued');
  expect(await library.rows('select 1 from loans where id = $1 and returned_at is null', [lent.id])).toHaveLength(1);

  line.mend();
  await expect(bar).toContainText('Live', { timeout: 20_000 });
  await expect(bar).toContainText('0 queued', { timeout: 20_000 });
  await expect
    .poll(() => library.rows('select 1 from loans where id = $1 and returned_at is not null', [lent.id]))
    .toHaveLength(1);
  const events = await library.rows(`select 1 from audit where entity_id = $1 and action = 'loan.returned'`, [lent.id]);
  expect(events).toHaveLength(1);
});

test('killed with a queue: the next start still has it, and sends each return once', async ({
  staffedDesk,
  library,
}) => {
  const bar = () => staffedDesk.page.getByRole('region', statusBar);
  await expect(bar()).toContainText('Live', { timeout: 30_000 });
  const lent = await library.rows(
    `select c.barcode, l.id from loans l join copies c on c.id = l.copy_id
     where l.returned_at is null and c.home_branch_id = $1 order by l.id offset 5 limit 3`,
    [library.demo.branchId],
  );
  staffedDesk.line.cut();
  await expect(bar()).toContainText('Offline');
  await staffedDesk.page.keyboard.press('F2');
  for (const { barcode } of lent) {
    await scan(staffedDesk.page, barcode);
    await expect(staffedDesk.page.getByTestId('newest-return')).toContainText(barcode);
    await expect(staffedDesk.page.getByTestId('newest-return')).toContainText('Queued, on disk');
  }

  await staffedDesk.kill();
  await staffedDesk.reopen();
  await expect(bar()).toContainText('3 queued');

  staffedDesk.line.mend();
  await expect(bar()).toContainText('0 queued', { timeout: 20_000 });
  const ids = lent.map(({ id }) => id);
  const returned = `select 1 from audit where entity_id = any($1) and action = 'loan.returned'`;
  await expect.poll(() => library.rows(returned, [ids])).toHaveLength(3);
});

test('a scan of a copy says where it stands, online and offline alike', async ({ staffedDesk }) => {
  const { page, line } = staffedDesk;
  await expect(page.getByRole('region', statusBar)).toContainText('Live', { timeout: 30_000 });
  line.cut();
  await page.keyboard.press('F3');
  await scan(page, sheetCopyBarcode(10));
  await expect(page.getByText(sheetCopyBarcode(10)).first()).toBeVisible();
  await expect(page.getByText('On the shelf').first()).toBeVisible();
});

test('started while the line is down: nobody can sign in, and returns and the catalogue go on', async ({
  desk,
  library,
}) => {
  const bar = () => desk.page.getByRole('region', statusBar);
  await expect(bar()).toContainText('Live', { timeout: 30_000 });
  const [lent] = await library.rows(
    `select c.barcode, l.id from loans l join copies c on c.id = l.copy_id
     where l.returned_at is null and c.home_branch_id = $1 order by l.id offset 20 limit 1`,
    [library.demo.branchId],
  );
  await desk.kill();
  desk.line.cut();
  const page = await desk.reopen();
  await page.getByRole('button', { name: 'Returns and catalogue without signing in' }).click();
  await scan(page, lent.barcode);
  await expect(page.getByTestId('newest-return')).toContainText('Queued, on disk');
  await page.keyboard.press('F1');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Return');
  await page.keyboard.press('F3');
  await scan(page, sheetCopyBarcode(11));
  await expect(page.getByText(sheetCopyBarcode(11)).first()).toBeVisible();
  desk.line.mend();
  await expect(bar()).toContainText('0 queued', { timeout: 20_000 });
  const returned = `select 1 from audit where entity_id = $1 and action = 'loan.returned'`;
  await expect.poll(() => library.rows(returned, [lent.id])).toHaveLength(1);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Your number')).toBeVisible();
});
