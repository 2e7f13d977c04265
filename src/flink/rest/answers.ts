import type { HttpResponse } from '../../platform/types.ts';

/** An answer of one of Flink's handlers. */
export const jsonResponse = (status: number, body: unknown, attachment?: unknown): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8', 'access-control-allow-origin': '*' },
  body: JSON.stringify(body),
  ...(attachment === undefined ? {} : { attachment }),
});
/** ErrorResponseBody */
export const errorResponse = (status: number, ...errors: readonly string[]): HttpResponse =>
  jsonResponse(status, { errors });
