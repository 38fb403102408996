import type { Tasks } from '../bridge-host.ts';
import type { Desk } from '../desk.ts';
import { accountTasks } from './account.ts';
import { boxesTasks } from './boxes.ts';
import { catalogTasks } from './catalog.ts';
import { deskTasks } from './desk.ts';
import { holdsTasks } from './holds.ts';
import { loansTasks } from './loans.ts';
import { membersTasks } from './members.ts';
import { noticesTasks } from './notices.ts';
import { outboxTasks } from './outbox.ts';
import { policiesTasks } from './policies.ts';
import { sessionTasks } from './session.ts';
import { settingsTasks } from './settings.ts';
import { stocktakesTasks } from './stocktakes.ts';
import { transfersTasks } from './transfers.ts';
import { wordingsTasks } from './wordings.ts';

/** What the desk does for each call of the window. */
export const deskTasksOf = (desk: Desk): Tasks => ({
  ...deskTasks(desk),
  ...sessionTasks(desk),
  ...membersTasks(desk),
  ...holdsTasks(desk),
  ...loansTasks(desk),
  ...accountTasks(desk),
  ...catalogTasks(desk),
  ...noticesTasks(desk),
  ...outboxTasks(desk),
  ...policiesTasks(desk),
  ...settingsTasks(desk),
  ...stocktakesTasks(desk),
  ...transfersTasks(desk),
  ...boxesTasks(desk),
  ...wordingsTasks(desk),
});
