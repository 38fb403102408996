import { parseSync } from '@swc/core';

// The names of the tests in a file, read from its source: a rule that names its test is held to it without a run.

/** `describe > test`, rows of `.each` with their own first words; what stands in variables stays as it is written. */
export function testNames(source: string): string[] {
  const module = parseSync(source, { syntax: 'typescript', tsx: false });
  return namesIn(module.body, []);
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function namesIn(value: unknown, within: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, within));
  if (!isNode(value)) return [];
  const titled = titledCall(value);
  if (!titled) return Object.values(value).flatMap((child) => namesIn(child, within));
  const names = titled.titles.map((title) => [...within, title]);
  if (titled.what !== 'describe') return names.map((name) => name.join(' > '));
  return names.flatMap((name) => namesIn(titled.rest, name));
}

type TitledCall = { what: string; titles: string[]; rest: unknown[] };

/** `test('…', …)`, `it.each([…])('…', …)`, `describe('…', …)`; not what is skipped. */
function titledCall(node: Node): TitledCall | undefined {
  if (node.type !== 'CallExpression' || !Array.isArray(node.arguments)) return undefined;
  const [first, ...rest] = node.arguments.map((argument) => (isNode(argument) ? argument.expression : undefined));
  const template = textOf(first);
  const called = calleeOf(node.callee);
  if (template === undefined || !called) return undefined;
  const titles = called.rows ? called.rows.map((row) => filledIn(template, row)) : [template];
  return { what: called.what, titles, rest };
}

type Callee = { what: string; rows?: string[][] };

function calleeOf(callee: unknown): Callee | undefined {
  if (!isNode(callee)) return undefined;
  if (callee.type === 'Identifier' && isTestWord(callee.value)) return { what: String(callee.value) };
  if (callee.type !== 'CallExpression' || !isNode(callee.callee) || !Array.isArray(callee.arguments)) return undefined;
  const { object, property } = callee.callee;
  if (!isNode(object) || !isNode(property) || property.value !== 'each' || !isTestWord(object.value)) return undefined;
  const [table] = callee.arguments;
  return { what: String(object.value), rows: rowsOf(isNode(table) ? unwrapped(table.expression) : undefined) };
}

const isTestWord = (word: unknown) => word === 'test' || word === 'it' || word === 'describe';

/** Without `as const` and the like around it. */
function unwrapped(expression: unknown): unknown {
  return isNode(expression) && String(expression.type).startsWith('Ts') ? unwrapped(expression.expression) : expression;
}

/** The words of each row of a table; one empty row for a table that is made elsewhere. */
function rowsOf(table: unknown): string[][] {
  const rows = elementsOf(table);
  if (!rows) return [[]];
  return rows.map((row) => (elementsOf(row) ?? [row]).flatMap((cell) => textOf(cell) ?? []));
}

function elementsOf(expression: unknown): unknown[] | undefined {
  if (!isNode(expression) || expression.type !== 'ArrayExpression' || !Array.isArray(expression.elements))
    return undefined;
  return expression.elements.map((element) => (isNode(element) ? element.expression : undefined));
}

/** A title as vitest fills it in, with the words of its row one after another. */
function filledIn(template: string, row: readonly string[]): string {
  const words = [...row];
  return template.replace(/%s/g, (mark) => words.shift() ?? mark);
}

function textOf(expression: unknown): string | undefined {
  if (!isNode(expression)) return undefined;
  if (expression.type === 'StringLiteral') return String(expression.value);
  if (expression.type !== 'TemplateLiteral' || !Array.isArray(expression.quasis)) return undefined;
  return expression.quasis.map((part) => (isNode(part) ? String(part.cooked ?? part.raw) : '')).join('…');
}
