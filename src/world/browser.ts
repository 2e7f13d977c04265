import { leadingRestEndpoint } from '../flink/deployment/rest-endpoints.ts';
import { fromBase64 } from '../platform/encodings.ts';
import { serviceSpec } from '../platform/process.ts';
import {
  type FileContent,
  type HttpResponse,
  type Machine,
  type Platform,
  type Process,
  SystemError,
} from '../platform/types.ts';
import type { Task } from '../simulation/task.ts';
import type { HttpAnswer, HttpInput } from './protocol.ts';

interface Browser {
  readonly process: Process;
  /** Who has not been answered yet. */
  readonly waiting: Set<(value: HttpAnswer) => void>;
}

/**
 * Carries requests from outside the world to the leading REST endpoint, through a process `browser` on the JobManager's
 * machine. A request to a JobManager that hangs stays unanswered for as long as that does.
 */
export function createBrowser(platform: Platform): (request: HttpInput, answer: (value: HttpAnswer) => void) => void {
  const browsers = new Map<Machine, Browser>();
  const browserOn = (machine: Machine): Browser => {
    const known = browsers.get(machine);
    if (known?.process.alive) return known;
    const process = machine.start(serviceSpec('browser', 'client'));
    const browser: Browser = { process, waiting: new Set() };
    browsers.set(machine, browser);
    process.onClose(() => {
      const unanswered = [...browser.waiting];
      browser.waiting.clear();
      for (const answer of unanswered) answer(unavailable(`${machine.name} went down`));
    });
    return browser;
  };

  return (request, answer) => {
    const endpoint = leadingRestEndpoint(platform);
    if (!endpoint) {
      answer(unavailable('no JobManager of this lesson serves its REST API now'));
      return;
    }
    const { machine } = endpoint.process;
    const { process, waiting } = browserOn(machine);
    waiting.add(answer);
    function* ask(): Task<HttpAnswer> {
      try {
        const { status, headers, body } = (yield platform.network.request(process, machine.name, endpoint!.port, {
          ...request,
          body: content(request.body),
        })) as HttpResponse;
        return { status, headers, body };
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        return unavailable(`${machine.name}:${endpoint!.port} does not answer: ${error.code}`);
      }
    }
    process.spawn(ask()).onEnd(({ result }) => {
      if (waiting.delete(answer)) answer(result ?? unavailable(`${machine.name} does not answer`));
    });
  };
}

function unavailable(why: string): HttpAnswer {
  return {
    status: 503,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: JSON.stringify({ errors: [`Service temporarily unavailable: ${why}.`] }),
  };
}

function content(body: HttpInput['body']): string | FileContent {
  if (typeof body === 'string') return body;
  return { kind: 'bytes', bytes: fromBase64(body.base64) };
}
