import { ApiError } from '../../kubernetes/errors.ts';
import type { Condition, Resource } from '../../kubernetes/objects.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { timeoutOf } from './flags.ts';
import { nameOf } from './get.ts';
import { KubectlError, type Session, targetsOf } from './session.ts';

const POLL_MS = 500;

/** `kubectl wait --for=condition=Ready|delete pod/x --timeout=60s`. */
export function* waitFor(session: Session): Task<number> {
  const { call, flags, namespace, selector } = session;
  const wanted = flags.get('for') ?? '';
  const condition = /^condition=(\w+)$/i.exec(wanted)?.[1]?.toLowerCase();
  if (condition === undefined && wanted !== 'delete')
    throw new KubectlError(`error: unrecognized condition: "${wanted}"`);
  const limit = call.platform.world.now + (timeoutOf(flags) ?? 30_000);
  for (const { info, name } of targetsOf(flags.words.slice(1))) {
    const names =
      name === null
        ? (yield* session.ask(`list ${info.resource}`, '', (api) =>
            api.list<Resource>(info.resource, namespace, selector),
          )).map(({ metadata }) => metadata.name)
        : [name];
    for (const each of names) {
      for (;;) {
        const done = yield* session.ask(`get ${info.singular}`, each, (api) => {
          try {
            const object = api.get<Resource>(info.resource, namespace, each);
            if (condition === undefined) return false;
            if (
              condition === 'available' &&
              'status' in object &&
              object.status &&
              'availableReplicas' in object.status
            )
              return object.status.unavailableReplicas === 0;
            const conditions: readonly Condition[] =
              'status' in object && object.status && 'conditions' in object.status
                ? (object.status.conditions ?? [])
                : [];
            return conditions.some(({ type, status }) => type.toLowerCase() === condition && status === 'True');
          } catch (error) {
            if (error instanceof ApiError && error.reason === 'NotFound' && condition === undefined) return true;
            throw error;
          }
        });
        if (done) break;
        if (call.platform.world.now >= limit)
          throw new KubectlError(`error: timed out waiting for the condition on ${info.resource}/${each}`);
        yield sleep(call.process, POLL_MS);
      }
      call.print(`${nameOf(info)}/${each} condition met\n`);
    }
  }
  return 0;
}
