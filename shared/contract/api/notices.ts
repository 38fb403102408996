import { z } from 'zod';
import {
  Language,
  Notice,
  NoticeKind,
  NoticePreferences,
  NoticeSettings,
  NoticeState,
  Wording,
  WrittenNotice,
} from '../notices.ts';
import { Id, ListQuery, pageOf } from '../primitives.ts';
import { route } from '../route.ts';
import { MemberParams, noSuchMember } from './members.ts';

const ById = z.object({ id: Id });
const WordingKey = z.object({ kind: NoticeKind, language: Language });

/** One wording in force: the library's own, or the built-in one. */
export const WordingInForce = z.object({ ...WordingKey.shape, own: z.boolean(), wording: Wording });
export type WordingInForce = z.infer<typeof WordingInForce>;

/** What a wording says once its placeholders are filled in. */
export const FilledWording = z.object({ subject: z.string(), text: z.string(), html: z.string(), sms: z.string() });
export type FilledWording = z.infer<typeof FilledWording>;

const listing = {
  listNotices: route({
    method: 'GET',
    path: '/notices',
    tag: 'notices',
    who: 'notices.read',
    summary: 'What members were told, or could not be told, newest first',
    query: ListQuery.omit({ sort: true, query: true }).extend({
      state: NoticeState.optional(),
      kind: NoticeKind.optional(),
    }),
    out: pageOf(Notice),
  }),
  readNotice: route({
    method: 'GET',
    path: '/notices/{id}',
    tag: 'notices',
    who: 'notices.read',
    summary: 'One notice with what it says',
    params: ById,
    out: WrittenNotice,
    refusals: ['NOTICE_NOT_FOUND'],
  }),
  retryNotice: route({
    method: 'POST',
    path: '/notices/{id}/retry',
    tag: 'notices',
    who: 'notices.retry',
    status: 200,
    summary: 'Send again what was kept or has failed',
    params: ById,
    out: Notice,
    refusals: ['NOTICE_NOT_FOUND', 'NOTICE_STATE'],
  }),
  retryNotices: route({
    method: 'POST',
    path: '/notices/retries',
    tag: 'notices',
    who: 'notices.retry',
    status: 200,
    summary: 'The same for several; those that were sent meanwhile are left alone',
    body: z.strictObject({ ids: z.array(Id).min(1).max(100) }),
    out: z.object({ retried: z.int() }),
  }),
};

const wordings = {
  listWordings: route({
    method: 'GET',
    path: '/notice-wordings',
    tag: 'notices',
    who: 'notices.read',
    summary: 'The wording of every kind of notice in every language there is',
    out: z.object({ wordings: z.array(WordingInForce) }),
  }),
  replaceWording: route({
    method: 'PUT',
    path: '/notice-wordings/{kind}/{language}',
    tag: 'notices',
    who: 'notices.configure',
    summary: 'The library’s own wording of a kind of notice; unknown placeholders are refused',
    params: WordingKey,
    body: Wording,
    out: WordingInForce,
  }),
  resetWording: route({
    method: 'DELETE',
    path: '/notice-wordings/{kind}/{language}',
    tag: 'notices',
    who: 'notices.configure',
    summary: 'Back to the built-in wording',
    params: WordingKey,
    out: 'nothing',
  }),
  previewWording: route({
    method: 'POST',
    path: '/notice-wordings/{kind}/{language}/previews',
    tag: 'notices',
    who: 'notices.configure',
    status: 200,
    summary: 'What a wording would say of an example; nothing is kept',
    params: WordingKey,
    body: Wording,
    out: FilledWording,
  }),
};

const settings = {
  readNoticeSettings: route({
    method: 'GET',
    path: '/notice-settings',
    tag: 'notices',
    who: 'notices.read',
    summary: 'When members are reminded, and how long notices are kept',
    out: NoticeSettings,
  }),
  replaceNoticeSettings: route({
    method: 'PUT',
    path: '/notice-settings',
    tag: 'notices',
    who: 'notices.configure',
    summary: 'Change when members are reminded',
    body: NoticeSettings,
    out: NoticeSettings,
  }),
  readNoticePreferences: route({
    method: 'GET',
    path: '/members/{id}/notice-preferences',
    tag: 'notices',
    who: 'members.read',
    summary: 'How a member wants to be told',
    params: MemberParams,
    out: NoticePreferences,
    refusals: noSuchMember,
  }),
  replaceNoticePreferences: route({
    method: 'PUT',
    path: '/members/{id}/notice-preferences',
    tag: 'notices',
    who: 'notices.prefer',
    summary: 'Change how a member wants to be told; a member does so for himself',
    params: MemberParams,
    body: NoticePreferences,
    out: NoticePreferences,
    refusals: noSuchMember,
  }),
};

export const noticesApi = { ...listing, ...wordings, ...settings };
