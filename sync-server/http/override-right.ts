import { accessTo, type Principal } from '#shared/rules/permissions.ts';
import { Refusal } from './refusal.ts';

/** Only who has the right may set a refusal aside. @throws Refusal FORBIDDEN */
export function refuseOverrideWithoutRight(principal: Principal, wanted: boolean): void {
  if (!wanted || accessTo('loans.override', principal) === 'all') return;
  throw new Refusal('FORBIDDEN', { facts: { permission: 'loans.override' } });
}
