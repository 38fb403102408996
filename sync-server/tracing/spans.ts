import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api';

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

/** With the code of what went wrong; its message may quote a value. */
export function markFailed(span: Span, error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
  span.setStatus({ code: SpanStatusCode.ERROR, message: code });
}
