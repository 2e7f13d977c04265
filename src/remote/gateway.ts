import { serviceSpec } from '../platform/process.ts';
import type { HttpRequest, HttpResponse, Machine, Platform, Process } from '../platform/types.ts';
import type { Task } from '../simulation/task.ts';
import { explain } from './advice.ts';
import type { RealTime } from './real-time.ts';
import type { FlinkRest } from './rest.ts';

/** A process of the world that stands for something outside of it. */
export function stranger(machine: Machine, name: string): Process {
  return machine.start(serviceSpec(name));
}

/** Lets the real REST API answer on a port of a simulated machine: curl, `flink list` and their like find it where the lesson says. */
export function openGateway(
  platform: Platform,
  machine: Machine,
  port: number,
  rest: FlinkRest,
  realTime: RealTime,
  upload: (process: Process, request: HttpRequest) => Task<HttpResponse> | null,
): void {
  const process = stranger(machine, 'flink-rest');
  platform.network.serve(process, port, function* (request) {
    const taken = upload(process, request);
    if (taken) return yield* taken;
    const { method, url, body } = request;
    try {
      return yield* realTime.wait((signal) =>
        rest.exchange(method, url.replace(/^\/v1(?=\/)/, ''), typeof body === 'string' ? body : '', signal),
      );
    } catch (error) {
      return jsonAnswer(503, { errors: [explain(error)] });
    }
  });
}

export function jsonAnswer(status: number, body: unknown): HttpResponse {
  return { status, headers: { 'content-type': 'application/json; charset=UTF-8' }, body: JSON.stringify(body) };
}
