import { expect, it } from 'vitest';
import { api } from '../api.ts';
import type { RouteShape } from '../route.ts';
import { MemberParams } from './members.ts';

const rows: [string, RouteShape][] = Object.entries(api);
const named = rows.filter(([, row]) => row.params === MemberParams);

it.each(named)('%s says that nobody may have that number, or only on a card that was replaced', (_name, row) => {
  expect(row.refusals).toEqual(expect.arrayContaining(['MEMBER_NOT_FOUND', 'CARD_REPLACED']));
});
