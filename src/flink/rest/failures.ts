import type { HttpRequest, HttpResponse } from '../../platform/types.ts';
import type { Log } from '../deployment/logging.ts';
import { REST_ENDPOINT } from '../deployment/rest-endpoints.ts';
import { errorResponse } from './answers.ts';
import { malformed } from './request-uri.ts';
import { handlerOf } from './routes.ts';

/** 500: what a handler threw. `trace` as printStackTrace gives it. */
export function serverError(trace: string): HttpResponse {
  return errorResponse(
    500,
    'Internal server error.',
    `<Exception on server side:\n${trace.trimEnd()}\n\nEnd of exception on server side>`,
  );
}

/** What AbstractHandler logs of an answer that is an error. */
export function logFailure(log: Log, request: HttpRequest, response: HttpResponse): void {
  const problem = malformed(request.url);
  if (problem !== null) {
    log('WARN', REST_ENDPOINT, `Unhandled exception\njava.lang.IllegalArgumentException: ${problem}`);
    return;
  }
  const handler = handlerOf(request);
  const errors = errorsOf(response);
  const [error] = errors;
  if (handler === null || error === undefined) return;
  if (response.status === 500) {
    const trace = errors[1]?.split('\n').slice(1, -2).join('\n') ?? '';
    log('ERROR', handler, `Unhandled exception.\n${trace}`);
    return;
  }
  const message = /^[\w.$]+(?:Exception|Error): (.*?)\s*(?:\n\tat |\nCaused by|$)/s.exec(error)?.[1];
  // Nobody leads: there is no exception.
  if (message === undefined) return;
  const unparsed = /^Bad request, could not parse parameters: (.*)$/.exec(message)?.[1];
  if (unparsed !== undefined) {
    const exception = `org.apache.flink.runtime.rest.handler.HandlerRequestException: ${unparsed}`;
    log('ERROR', handler, `Could not create the handler request.\n${exception}`);
  }
  log('ERROR', handler, `Exception occurred in REST handler: ${message}`);
}

function errorsOf({ body }: HttpResponse): readonly string[] {
  if (typeof body !== 'string' || !body.startsWith('{"errors":')) return [];
  return (JSON.parse(body) as { readonly errors: readonly string[] }).errors;
}
