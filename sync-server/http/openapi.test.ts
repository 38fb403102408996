import { expect, test } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi.ts';

const Content = z.object({ content: z.record(z.string(), z.unknown()) });
const { paths } = z
  .object({
    paths: z.record(
      z.string(),
      z.record(z.string(), z.object({ requestBody: Content.optional(), responses: z.record(z.string(), z.unknown()) })),
    ),
  })
  .parse(openApiDocument('1.0.0'));

const formsIn = (path: string) => Object.keys(paths[`/api/v1${path}`]?.post?.requestBody?.content ?? {});
const formsOut = (path: string) => Object.keys(Content.parse(paths[`/api/v1${path}`]?.get?.responses['200']).content);

test('says in what form files and a payment provider’s messages come', () => {
  expect(formsIn('/imports/marc')).toEqual(['application/marc', 'application/marcxml+xml']);
  expect(formsIn('/payments/{provider}/events')).toEqual(['application/json']);
});

test('says in what form a stream is answered', () => {
  expect(formsOut('/sync/branches/{id}/snapshot')).toEqual(['application/x-ndjson']);
  expect(formsOut('/sync/branches/{id}/events')).toEqual(['text/event-stream']);
  expect(formsOut('/stocktakes/{id}/discrepancies/stream')).toEqual(['application/x-ndjson']);
});
