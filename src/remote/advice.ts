import { RemoteError, type RemoteProblem } from './rest.ts';

/** What to do next, for each way in which a cluster can be out of reach. */
const NEXT_STEPS: Readonly<Record<RemoteProblem, string>> = {
  unreachable:
    'Is it started, and is this the address of its web dashboard? "millrace flink start" starts one on this computer, in the editor "Start a Local Real Flink".',
  refused:
    'Give the header that its proxy asks for, such as "Authorization: Bearer …": with --flink-header, in the editor by choosing the cluster again.',
  'not-flink': 'Give the address at which the JobManager serves its REST API, usually port 8081.',
  version: 'Start a cluster of a version that Millrace knows ("millrace flink start --version 1.13.6").',
  rejected: '',
};

/** What to do next where a message tells more. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /FileNotFoundException|NoSuchFileException|\bFile \S+ does not exist/,
    'A file that a cell has written is on a simulated machine, which a real cluster does not see: put it beside the lesson and name it /workspace/…',
  ],
  [
    /certificate|altname/i,
    'Its certificate is not trusted on this computer: name a file with its authority in NODE_EXTRA_CA_CERTS before Millrace or VS Code is started.',
  ],
  [/wrong version number|packet length too long/, 'Does it speak plain http? Then the address begins with http://.'],
  [/other side closed|socket hang up/, 'Is it still there? The address of one that speaks TLS begins with https://.'],
  [
    /detached mode/,
    'Programs come to a real Flink through its REST API, where main cannot wait for results: in place of print(), collect() and count() of a DataSet write it with writeAsText(…), or run this cell on the simulation. The job that main had begun was cancelled.',
  ],
  [
    /more than one execute\(\)/,
    'Programs come to a real Flink through its REST API, where main may begin one job: make a program of each, or run this cell on the simulation. The first job was cancelled.',
  ],
];

/** What to do about what a message tells; null: nothing special. */
export function stepAfter(message: string): string | null {
  return REASONS.find(([pattern]) => pattern.test(message))?.[1] ?? null;
}

/** An error of {@link RemoteError} kind or any other as one message with a next step. */
export function explain(error: unknown): string {
  if (!(error instanceof RemoteError)) return error instanceof Error ? error.message : String(error);
  const next = stepAfter(error.message) ?? NEXT_STEPS[error.problem];
  return next === '' ? error.message : `${error.message.replace(/[\s.]+$/, '')}. ${next}`;
}
