import Mustache from 'mustache';
import { type Placeholders, placeholders } from '#shared/contract/notice-placeholders.ts';
import type { NoticeKind, Wording } from '#shared/contract/notices.ts';
import { Refusal } from '../../http/refusal.ts';

type Fault = { path: string; message: string };

/** @throws Refusal VALIDATION_FAILED, with the path and what is wrong there */
export function refuseFaults(kind: NoticeKind, wording: Wording): void {
  const errors = faultsIn(kind, wording);
  const [first] = errors;
  if (first)
    throw new Refusal('VALIDATION_FAILED', { detail: `Please check ${first.path}: ${first.message}.`, errors });
}

/** What is wrong with a wording, by the field: an unclosed section, an unknown placeholder, a value that is not escaped. */
function faultsIn(kind: NoticeKind, wording: Wording): Fault[] {
  return Object.entries(wording).flatMap(([field, template]) =>
    messagesAbout(kind, template).map((message) => ({ path: `body.${field}`, message })),
  );
}

function messagesAbout(kind: NoticeKind, template: string): string[] {
  try {
    return faultsOf(Mustache.parse(template), [placeholders[kind]]);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Mustache gives tokens as arrays: what it is, its name, two places in the text, and what a section holds. */
type Token = [type: string, name: string, start: number, end: number, inner?: unknown, ...rest: unknown[]];

function faultsOf(tokens: readonly unknown[], scopes: readonly Placeholders[]): string[] {
  return tokens.filter(isToken).flatMap((token) => faultsOfToken(token, scopes));
}

function faultsOfToken([type, name, , , inner]: Token, scopes: readonly Placeholders[]): string[] {
  if (type === 'text' || type === '!') return [];
  if (type === '&') return [`{{{${name}}}} would not be escaped; write {{${name}}}`];
  if (type === '>' || type === '=') return ['partials and other delimiters are not used here'];
  const known = scopes.find((scope) => Object.hasOwn(scope, name))?.[name];
  if (known === undefined) return [`{{${name}}} is not known here; there are ${namesIn(scopes)}`];
  if (type === 'name') return known === 'value' ? [] : [`{{${name}}} is a section; write {{#${name}}} … {{/${name}}}`];
  return faultsOf(Array.isArray(inner) ? inner : [], known === 'value' ? scopes : [known, ...scopes]);
}

const namesIn = (scopes: readonly Placeholders[]) => scopes.flatMap((scope) => Object.keys(scope)).join(', ');

const isToken = (token: unknown): token is Token =>
  Array.isArray(token) && typeof token[0] === 'string' && typeof token[1] === 'string';
