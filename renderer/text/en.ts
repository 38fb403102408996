import { account } from './en/account.ts';
import { catalog } from './en/catalog.ts';
import { circulation } from './en/circulation.ts';
import { desk } from './en/desk.ts';
import { exceptions } from './en/exceptions.ts';
import { holds } from './en/holds.ts';
import { library } from './en/library.ts';
import { members } from './en/members.ts';
import { noticeSetup } from './en/notice-setup.ts';
import { notices } from './en/notices.ts';
import { returns } from './en/returns.ts';
import { settings } from './en/settings.ts';
import { slips } from './en/slips.ts';
import { stocktake } from './en/stocktake.ts';
import { transfers } from './en/transfers.ts';

/** Every sentence of the window in English. `locale` is how dates and numbers are written beside them. */
export const en = {
  language: 'en',
  locale: 'en-GB',
  ...desk,
  ...circulation,
  ...catalog,
  ...exceptions,
  ...holds,
  ...library,
  ...members,
  ...account,
  ...notices,
  ...noticeSetup,
  ...returns,
  ...settings,
  ...slips,
  ...stocktake,
  ...transfers,
};

/** What another language must provide. */
export type Text = typeof en;
