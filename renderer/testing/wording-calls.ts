import type { WordingInForce } from '#shared/contract/api/notices.ts';
import { NoticeKind, type Wording } from '#shared/contract/notices.ts';
import { offline, problem } from './problem.ts';
import type { CallsOf, TestHost } from './test-host.ts';

const builtIn: Wording = {
  subject: 'From {{library}}',
  text: 'Dear {{member}},\n\nwe have something to tell you.\n\n{{library}}',
  html: '<p>Dear {{member}},</p>\n<p>we have something to tell you.</p>',
  sms: '{{library}}: please look into your account.',
};

/** Wordings in memory: one for each kind in English; what names nothing but the library and the member is taken. */
export function wordingCalls(host: TestHost): CallsOf<'wordings'> {
  const own = new Map<string, WordingInForce>();
  const nameOf = (row: Pick<WordingInForce, 'kind' | 'language'>) => `${row.kind} ${row.language}`;
  const list = () => {
    const english = NoticeKind.options.map((kind) => ({ kind, language: 'en', own: false, wording: builtIn }));
    const rest = english.filter((row) => !own.has(nameOf(row)));
    return [...rest, ...own.values()].toSorted((a, b) => a.language.localeCompare(b.language));
  };
  return {
    'wordings.list': () => (host.isOffline ? offline() : { kind: 'done', answer: { wordings: list() } }),
    'wordings.preview': ({ wording }) => {
      if (host.isOffline) return offline();
      return faultsIn(wording) ?? { kind: 'done', answer: mapped(wording, filledIn) };
    },
    'wordings.replace': (row) => {
      const fault = faultsIn(row.wording);
      if (host.isOffline || fault) return fault ?? offline();
      own.set(nameOf(row), { ...row, own: true });
      return { kind: 'done', answer: { ...row, own: true } };
    },
    'wordings.reset': (row) => {
      own.delete(nameOf(row));
      return { kind: 'done', answer: {} };
    },
  };
}

const filledIn = (template: string) =>
  template.replaceAll('{{library}}', 'Riverside Library').replaceAll('{{member}}', 'Alex Example');

const mapped = ({ subject, text, html, sms }: Wording, change: (template: string) => string): Wording => ({
  subject: change(subject),
  text: change(text),
  html: change(html),
  sms: change(sms),
});

function faultsIn(wording: Wording) {
  const errors = Object.entries(wording).flatMap(([field, template]) => {
    const unknown = /\{\{(?!library|member)(\w+)\}\}/.exec(template)?.[1];
    return unknown ? [{ path: `body.${field}`, message: `{{${unknown}}} is not known here` }] : [];
  });
  if (errors.length === 0) return null;
  return { kind: 'refused' as const, problem: { ...problem('VALIDATION_FAILED'), errors } };
}
