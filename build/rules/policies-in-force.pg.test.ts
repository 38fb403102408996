import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildTestServer, type TestServer } from '../../sync-server/testing/server.ts';
import { asMarkdown } from './markdown.ts';
import { policiesOf } from './policies-in-force.ts';
import { ruleBook } from './rule-book.ts';

let server: TestServer;
beforeAll(async () => {
  server = await buildTestServer();
});
afterAll(() => server.close());

test('the document has the policies of a library in words, and the rules with their tests', async () => {
  const { library, db } = server;
  await library.aPolicy({ loanDays: 7 }, { category: 'student', branchId: library.branches.harbour.id });
  const document = asMarkdown(ruleBook, await policiesOf(db.ownerUrl, library.slug));
  expect(document).toContain(`## The policies of ${library.slug}`);
  expect(document).toContain('- Students borrow books at Harbour for 7 days');
  expect(document).toContain('- All members may not borrow reference books.');
  expect(document).toContain('| another member has the copy | This copy is on loan. Return it first. | `COPY_ON_LOAN`');
  expect(document).toContain('“a checkout is refused > of a copy that somebody else has”');
});

test('says that there is no library of that name', async () => {
  await expect(policiesOf(server.db.ownerUrl, 'nowhere')).rejects.toThrow('there is no library called nowhere');
});
