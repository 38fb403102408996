import { type Attributes, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** Until tracing is started (start-tracing.ts) its spans are empty, and cost next to nothing. */
export const tracer = trace.getTracer('carrel');

/** Work as a span of its own, beneath the one that is under way. Names and attributes are codes and ids, never people's. */
export function inSpan<Answer>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<Answer>,
): Promise<Answer> {
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

const ofDatabase = { kind: SpanKind.CLIENT, attributes: { 'db.system.name': 'postgresql' } };

/**
 * What is awaited of the database as a span: a statement by its name (`sql('checkout.facts', …)`), neither text nor
 * values. What nobody asked for, such as a round of the feed, has none.
 */
export function traced<Answer>(name: string, answered: Promise<Answer>): Promise<Answer> {
  if (!trace.getActiveSpan()?.isRecording()) return answered;
  const span = tracer.startSpan(name, ofDatabase);
  answered.then(
    () => span.end(),
    (error) => {
      markFailed(span, error);
      span.end();
    },
  );
  return answered;
}

/** With the code of what went wrong; its message may quote a value. */
export function markFailed(span: Span, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
}
