import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestProcess } from '../testing/process.ts';
import { type CollectedSpan, startCollector, startSilentCollector } from './testing/collector.ts';

// A server process, and a collector that takes what it posts.

const memberName = 'Ada Traced';
let collector: Awaited<ReturnType<typeof startCollector>>;
let server: Awaited<ReturnType<typeof startTestProcess>>;

beforeAll(async () => {
  collector = await startCollector();
  server = await startTestProcess({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '50' });
});
afterAll(async () => {
  await server.discard();
  collector.stop();
});

function send(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  return fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${server.library.tokens.librarian}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function aCheckout(headers: Record<string, string> = {}) {
  const copy = await server.library.aCopy();
  const { number } = await server.library.aMember({ name: memberName });
  const order = { barcode: copy.barcode, membershipNumber: number };
  const answer = await send('POST', '/loans/checkout', order, headers);
  return { ...order, status: answer.status };
}

/** All of a trace, once its request's own span, the last to end, is there. */
async function traceOf(requestId: string): Promise<{ root: CollectedSpan; beneath: CollectedSpan[] }> {
  const isRoot = (span: CollectedSpan) => span.attributes['carrel.request_id'] === requestId;
  await expect.poll(() => collector.spans().some(isRoot), { timeout: 10_000 }).toBe(true);
  const root = collector.spans().find(isRoot);
  if (!root) throw new Error('It was there a moment ago.');
  return { root, beneath: collector.spans().filter(({ parentSpanId }) => parentSpanId === root.spanId) };
}

describe('traces', () => {
  test('a checkout is a span with its statements beneath it, in the trace that the desk began', async () => {
    const requestId = '0199a8e0-0000-7000-8000-000000000abc';
    const traceId = requestId.replaceAll('-', '');
    const parent = 'b7ad6b7169203331';
    const { status } = await aCheckout({ 'x-request-id': requestId, traceparent: `00-${traceId}-${parent}-01` });
    expect(status).toBe(201);
    const { root, beneath } = await traceOf(requestId);
    expect(root).toMatchObject({
      name: 'POST /api/v1/loans/checkout',
      traceId,
      parentSpanId: parent,
      attributes: {
        'http.route': '/api/v1/loans/checkout',
        'carrel.operation': 'checkout',
        'carrel.outcome': 'done',
        'carrel.tenant_id': server.library.tenantId,
      },
    });
    const names = beneath.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['pool.connect', 'transaction.begin', 'transaction.commit']));
    expect(names.some((name) => name.startsWith('checkout.'))).toBe(true);
    expect(new Set(beneath.map((span) => span.traceId))).toEqual(new Set([traceId]));
  });

  test('a request without a traceparent begins a trace of its own, and a refusal is no error', async () => {
    const { barcode } = await aCheckout();
    const order = { barcode, membershipNumber: server.library.member.number };
    await send('POST', '/loans/checkout', order, { 'x-request-id': 'refused' });
    const { root } = await traceOf('refused');
    expect(root.parentSpanId).toBeUndefined();
    expect(root.attributes).toMatchObject({ 'carrel.outcome': 'COPY_ON_LOAN', 'http.response.status_code': 409 });
    expect(root.status.code).toBe(0);
  });

  test('sixty at once each have their own statements, though they wait for the same connections', async () => {
    const ids = Array.from({ length: 60 }, (_, n) => `at-once-${n}`);
    await Promise.all(ids.map((id) => send('GET', '/books?query=x', undefined, { 'x-request-id': id })));
    const traces = await Promise.all(ids.map(traceOf));
    for (const { beneath } of traces) {
      const names = beneath.map(({ name }) => name);
      expect(names.filter((name) => name === 'transaction.begin_reading')).toHaveLength(1);
      expect(names.filter((name) => name === 'transaction.commit')).toHaveLength(1);
    }
  });

  test('looking up a desk’s key is part of its request', async () => {
    const branch = server.library.branches.main.id;
    const authorization = `Desk ${server.library.deskKey}`;
    await send('GET', `/sync/branches/${branch}/digest`, undefined, { authorization, 'x-request-id': 'by-desk' });
    const { beneath } = await traceOf('by-desk');
    expect(beneath.map(({ name }) => name)).toContain('auth.find_desk');
  });

  test('health, metrics and the job queue’s polling make none', async () => {
    await fetch(`${server.url}/healthz`);
    await fetch(`${server.url}/metrics`);
    await aCheckout({ 'x-request-id': 'after-health' });
    await traceOf('after-health');
    const roots = collector.spans().filter(({ parentSpanId }) => !parentSpanId);
    expect(roots.filter(({ name }) => !/^(GET|POST) \/api\/v1\/|^job /.test(name))).toEqual([]);
  });

  test('no name, number, barcode, address or token is in any of them', async () => {
    const { barcode, membershipNumber } = await aCheckout({ 'x-request-id': 'last' });
    await send('GET', `/members/${membershipNumber}`);
    await send('GET', `/copies/${barcode}`, undefined, { 'x-request-id': 'by-barcode' });
    await traceOf('last');
    await traceOf('by-barcode');
    const wire = collector.bodies.join('\n');
    for (const secret of [memberName, barcode, membershipNumber, server.library.tokens.librarian, 'select '])
      expect(wire).not.toContain(secret);
    expect(wire).toContain('/api/v1/copies/:barcode');
  });
});

describe('a collector that is away', () => {
  test('holds up neither requests nor the end, and is told of once', async () => {
    const alone = await startTestProcess({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
      OTEL_EXPORTER_OTLP_TIMEOUT: '300',
      OTEL_BSP_SCHEDULE_DELAY: '20',
    });
    for (let n = 0; n < 40; n++) expect((await fetch(`${alone.url}/api/v1/books`)).status).toBe(401);
    await expect.poll(() => alone.said(), { timeout: 10_000 }).toContain('Traces do not reach their collector');
    const beganAt = performance.now();
    await alone.stop();
    expect(performance.now() - beganAt).toBeLessThan(15_000);
    expect(alone.said().match(/Traces do not reach/g)).toHaveLength(1);
    await alone.discard();
  });

  test('one that takes the connection and never answers delays no end either', async () => {
    const silent = await startSilentCollector();
    const alone = await startTestProcess({ OTEL_EXPORTER_OTLP_ENDPOINT: silent.url });
    await fetch(`${alone.url}/api/v1/books`);
    const beganAt = performance.now();
    await alone.stop();
    expect(performance.now() - beganAt).toBeLessThan(15_000);
    await alone.discard();
    silent.stop();
  });
});
