import { sleep } from '../simulation/simulation.ts';
import type { Task } from '../simulation/task.ts';
import { anyFlink, type Supplier } from './note-installations.ts';
import { answer } from './note-jobs.ts';
import { remember } from './note-memory.ts';

/** Applications on YARN that a note uses without submitting them, and those whose containers its next one needs. */

const NAMES_APPLICATION =
  /\bapplication_[\dXx]+_[\dXxYy]+|\$\{?app(?:lication)?_?id\}?(?!\w)|<\s*(?:yarn[-_ ]?)?app(?:lication)?[-_ ]?id\s*>/i;
/** Commands about an application; `yarn logs` and `-status` take one that has ended as well. */
const USES_APPLICATION =
  /\byarn-session\.sh\b.*\s-id\s|\bflink\b|\byarn\s+(?:app(?:lication)?|applicationattempt|container|logs)\b/;
const TAKES_ENDED = /\byarn\s+logs\b|\s-status\s|\s-list\b/;
const SUBMITS =
  /\byarn-session\.sh\b(?!.*\s-(?:id|q|h)\b)|\bflink\s+run\b.*(?:\s-m\s+yarn-cluster|yarn-per-job)|\brun-application\b.*yarn-application/s;

/** A session, where a command is about an application and none of the note's runs. */
export function* supplyApplication(supplier: Supplier, text: string): Task {
  if (!NAMES_APPLICATION.test(text) || !USES_APPLICATION.test(text)) return;
  const { context, session, report } = supplier;
  const { application } = context.memory.printed;
  const running = yield* runningApplications(supplier);
  const known = [...application.known].filter((id) => running.includes(id)).at(-1);
  if (known !== undefined || (application.last !== null && TAKES_ENDED.test(text))) {
    if (known !== undefined && !running.includes(application.last ?? '')) application.last = known;
    return;
  }
  const home = anyFlink(supplier);
  const printed = yield* answer(session, `${home}/bin/yarn-session.sh -d`);
  remember(context.memory, printed, []);
  if (application.last === null || !printed.includes(application.last)) return;
  for (const theirs of application.ofNote.keys()) application.ofNote.set(theirs, application.last);
  application.known.clear();
  application.known.add(application.last);
  report(`the session ${application.last} on YARN (the note uses an application and does not submit it)`);
}

/**
 * Readers end what one chapter left on YARN before the next: where more than a quarter of the cluster is taken, applications of earlier blocks
 * are killed. Returns their ids.
 */
export function* makeRoomOnYarn(supplier: Supplier, text: string): Task<string[]> {
  const { context, session } = supplier;
  const { known } = context.memory.printed.application;
  if (!SUBMITS.test(text) || known.size === 0) return [];
  const resourceManager = [...context.platform.machines.values()].find((machine) =>
    [...machine.processes.values()].some(({ spec }) => spec.role === 'resourcemanager'),
  )?.name;
  const metrics = yield* answer(session, `curl -s http://${resourceManager}:8088/ws/v1/cluster/metrics`);
  const value = (name: string): number => Number(new RegExp(`"${name}":\\s*(\\d+)`).exec(metrics)?.[1] ?? 0);
  if (value('availableMB') * 4 >= value('totalMB') * 3) return [];
  const running = yield* runningApplications(supplier);
  const ours = [...known].filter((id) => running.includes(id));
  for (const id of ours) yield* answer(session, `yarn application -kill ${id}`);
  if (ours.length > 0) yield sleep(context.platform.world, RELEASED_MS);
  return ours;
}

function* runningApplications({ session }: Supplier): Task<readonly string[]> {
  return (yield* answer(session, 'yarn application -list')).match(/\bapplication_\d+_\d+\b/g) ?? [];
}

/** Virtual ms until NodeManagers have reported that the containers of a killed application are gone. */
const RELEASED_MS = 3_000;
