import type { Jar, JavaError } from '../flink/api/jar.ts';
import { stepAfter } from './advice.ts';
import { type FlinkRest, listAt, numberAt } from './rest.ts';

/** What to do when a job finds no slots, with the numbers; one line. */
export async function slotsAdvice(rest: FlinkRest, job: string, signal: AbortSignal): Promise<string> {
  const [overview, detail] = await Promise.all([rest.get('/overview', signal), rest.get(`/jobs/${job}`, signal)]);
  const widest = Math.max(0, ...listAt(detail, 'vertices').map((vertex) => numberAt(vertex, 'parallelism') ?? 0));
  const free = numberAt(overview, 'slots-available') ?? 0;
  const total = numberAt(overview, 'slots-total') ?? 0;
  return `The job has too few slots: it needs at least ${widest}, and ${free} of the cluster's ${total} are free. Cancel another job (flink list), run it with a smaller -p, or start a TaskManager.\n`;
}

/** Did a job fail because nobody had slots for it? */
export const lacksSlots = (failure: JavaError): boolean =>
  chain(failure).some(({ message }) => message.includes('NoResourceAvailableException'));

/** Which line of the program failed and what to do about it; where Flink itself failed, where to look. One line. */
export function failureAdvice(failure: JavaError, jar: Jar): string {
  const causes = chain(failure);
  const root = causes.at(-1)!;
  const frames = causes.reverse().flatMap((cause) => cause.stack$);
  const own = frames.find((frame) => jar.hasClass(/^([\w.$]+)\.[^.(]+\(/.exec(frame)?.[1] ?? ''));
  const step = stepAfter(root.message);
  if (step !== null) return `The job failed: ${root.message}. ${step}\n`;
  const place = own === undefined ? null : /\(([^)]+)\)$/.exec(own)?.[1];
  return place == null
    ? `The job failed: ${root.message}. The logs of its TaskManagers may tell more: cat $FLINK_HOME/log/*taskexecutor*.log\n`
    : `The job failed at ${place}: ${root.message}. Mend that line and run it again, or give the job a restart strategy.\n`;
}

function chain(error: JavaError): JavaError[] {
  return error.causedBy ? [error, ...chain(error.causedBy)] : [error];
}
