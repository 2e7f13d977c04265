import { minorOf, type Release } from './distribution.ts';

/** The usage texts of bin/flink up to 1.10, as CliFrontendParser printed them with commons-cli's HelpFormatter. */

/** As written in the text (`-c,--class <classname>`), and what it says. */
type Option = readonly [written: string, says: string];

const MASTER =
  'Address of the JobManager (master) to which to connect. Use this flag to connect to a different JobManager than the one specified in the configuration.';
const NAMESPACE = 'Namespace to create the Zookeeper sub-paths for high availability mode';
const DETACHED: Option = ['-d,--detached', 'If present, runs the job in detached mode'];
const ATTACHED_EXIT: Option = [
  '-sae,--shutdownOnAttachedExit',
  'If the job is submitted in attached mode, perform a best-effort cluster shutdown when the CLI is terminated abruptly, e.g., in response to a user interrupt, such as typing Ctrl + C.',
];
const JOBMANAGER: Option = ['-m,--jobmanager <arg>', MASTER];
const ZOOKEEPER: Option = ['-z,--zookeeperNamespace <arg>', NAMESPACE];
const APPLICATION: Option = ['-yid,--yarnapplicationId <arg>', 'Attach to running YARN session'];

const entryClass = (minor: number): Option => [
  '-c,--class <classname>',
  minor >= 10
    ? 'Class with the program entry point ("main()" method). Only needed if the JAR file does not specify the class in its manifest.'
    : minor === 9
      ? 'Class with the program entry point ("main()" method or "getPlan()" method). Only needed if the JAR file does not specify the class in its manifest.'
      : 'Class with the program entry point ("main" method or "getPlan()" method. Only needed if the JAR file does not specify the class in its manifest.',
];
const PARALLELISM: Option = [
  '-p,--parallelism <parallelism>',
  'The parallelism with which to run the program. Optional flag to override the default value specified in the configuration.',
];

const runOptions = (minor: number): Option[] => [
  entryClass(minor),
  [
    '-C,--classpath <url>',
    'Adds a URL to each user code classloader  on all nodes in the cluster. The paths must specify a protocol (e.g. file://) and be accessible on all nodes (e.g. by means of a NFS share). You can use this option multiple times for specifying more than one URL. The protocol must be supported by the {@link java.net.URLClassLoader}.',
  ],
  DETACHED,
  [
    '-n,--allowNonRestoredState',
    'Allow to skip savepoint state that cannot be restored. You need to allow this if you removed an operator from your program that was part of the program when the savepoint was triggered.',
  ],
  PARALLELISM,
  ...(minor >= 9
    ? ([
        [
          '-py,--python <pythonFile>',
          'Python script with the program entry point. The dependent resources can be configured with the `--pyFiles` option.',
        ],
        [
          '-pyfs,--pyFiles <pythonFiles>',
          "Attach custom python files for job. These files will be added to the PYTHONPATH of both the local client and the remote python UDF worker. The standard python resource file suffixes such as .py/.egg/.zip or directory are all supported. Comma (',') could be used as the separator to specify multiple files (e.g.: --pyFiles file:///tmp/myresource.zip,hdfs:///$namenode_address/myresource2.zip).",
        ],
        [
          '-pym,--pyModule <pythonModule>',
          'Python module with the program entry point. This option must be used in conjunction with `--pyFiles`.',
        ],
      ] satisfies Option[])
    : []),
  ...(minor <= 9
    ? ([['-q,--sysoutLogging', 'If present, suppress logging output to standard out.']] satisfies Option[])
    : []),
  [
    '-s,--fromSavepoint <savepointPath>',
    'Path to a savepoint to restore the job from (for example hdfs:///flink/savepoint-1537).',
  ],
  ATTACHED_EXIT,
];

/** FlinkYarnSessionCli's options of `run`. */
const yarnOptions = (minor: number): Option[] => [
  DETACHED,
  JOBMANAGER,
  ATTACHED_EXIT,
  ['-yD <property=value>', 'use value for given property'],
  [
    '-yd,--yarndetached',
    'If present, runs the job in detached mode (deprecated; use non-YARN specific option instead)',
  ],
  ['-yh,--yarnhelp', 'Help for the Yarn session CLI.'],
  APPLICATION,
  ['-yj,--yarnjar <arg>', 'Path to Flink jar file'],
  ['-yjm,--yarnjobManagerMemory <arg>', 'Memory for JobManager Container with optional unit (default: MB)'],
  ...(minor <= 9
    ? ([
        ['-yn,--yarncontainer <arg>', 'Number of YARN container to allocate (=Number of Task Managers)'],
      ] satisfies Option[])
    : []),
  ['-ynl,--yarnnodeLabel <arg>', 'Specify YARN node label for the YARN application'],
  ['-ynm,--yarnname <arg>', 'Set a custom name for the application on YARN'],
  ['-yq,--yarnquery', 'Display available YARN resources (memory, cores)'],
  ['-yqu,--yarnqueue <arg>', 'Specify YARN queue.'],
  ['-ys,--yarnslots <arg>', 'Number of slots per TaskManager'],
  ...(minor <= 9 ? ([['-yst,--yarnstreaming', 'Start Flink in streaming mode']] satisfies Option[]) : []),
  ['-yt,--yarnship <arg>', 'Ship files in the specified directory (t for transfer)'],
  ['-ytm,--yarntaskManagerMemory <arg>', 'Memory per TaskManager Container with optional unit (default: MB)'],
  ['-yz,--yarnzookeeperNamespace <arg>', NAMESPACE],
  ZOOKEEPER,
];

/** ExecutorCLI of 1.10. */
const EXECUTOR: readonly Option[] = [
  [
    '-D <property=value>',
    'Generic configuration options for execution/deployment and for the configured executor. The available options can be found at https://ci.apache.org/projects/flink/flink-docs-stable/ops/config.html',
  ],
  [
    '-e,--executor <arg>',
    'The name of the executor to be used for executing the given job, which is equivalent to the "execution.target" config option. The currently available executors are: "remote", "local", "kubernetes-session", "yarn-per-job", "yarn-session".',
  ],
];

interface Action {
  readonly does: string;
  readonly syntax: string;
  readonly options: (minor: number) => readonly Option[];
}

const SAVEPOINT_PATH: Option = [
  '-p,--savepointPath <savepointPath>',
  'Path to the savepoint (for example hdfs:///flink/savepoint-1537). If no directory is specified, the configured default will be used ("state.savepoints.dir").',
];

const ACTIONS: Readonly<Record<string, Action>> = {
  run: {
    does: 'compiles and runs a program.',
    syntax: 'run [OPTIONS] <jar-file> <arguments>',
    options: runOptions,
  },
  info: {
    does: 'shows the optimized execution plan of the program (JSON).',
    syntax: 'info [OPTIONS] <jar-file> <arguments>',
    options: (minor) => [entryClass(minor), PARALLELISM],
  },
  list: {
    does: 'lists running and scheduled programs.',
    syntax: 'list [OPTIONS]',
    options: (minor) => [
      ...(minor >= 8 ? ([['-a,--all', 'Show all programs and their JobIDs']] satisfies Option[]) : []),
      ['-r,--running', 'Show only running programs and their JobIDs'],
      ['-s,--scheduled', 'Show only scheduled programs and their JobIDs'],
    ],
  },
  stop: {
    does: 'stops a running program (streaming jobs only).',
    syntax: 'stop [OPTIONS] <Job ID>',
    options: (minor) =>
      minor <= 8
        ? []
        : [['-d,--drain', 'Send MAX_WATERMARK before taking the savepoint and stopping the pipelne.'], SAVEPOINT_PATH],
  },
  cancel: {
    does: 'cancels a running program.',
    syntax: 'cancel [OPTIONS] <Job ID>',
    options: (minor) => [
      [
        '-s,--withSavepoint <targetDirectory>',
        `${minor >= 9 ? '**DEPRECATION WARNING**: Cancelling a job with savepoint is deprecated. Use "stop" instead. ' : ''}Trigger savepoint and cancel job. The target directory is optional. If no directory is specified, the configured default directory (state.savepoints.dir) is used.`,
      ],
    ],
  },
  savepoint: {
    does: 'triggers savepoints for a running job or disposes existing ones.',
    syntax: 'savepoint [OPTIONS] <Job ID> [<target directory>]',
    options: () => [
      ['-d,--dispose <arg>', 'Path of savepoint to dispose.'],
      ['-j,--jarfile <jarfile>', 'Flink program JAR file.'],
    ],
  },
  modify: {
    does: 'modifies a running job (e.g. change of parallelism).',
    syntax: 'modify <Job ID> [OPTIONS]',
    options: () => [
      ['-h,--help', 'Show the help message for the CLI Frontend or the action.'],
      ['-p,--parallelism <newParallelism>', 'New parallelism for the specified job.'],
      ['-v,--verbose', 'This option is deprecated.'],
    ],
  },
};

const WIDTH = 80;

/** HelpFormatter.renderWrappedText: lines of at most {@link WIDTH} columns, those after the first indented by `indent`. */
function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > WIDTH) {
    const blank = rest.lastIndexOf(' ', WIDTH);
    const at = blank > indent || (blank > 0 && lines.length === 0) ? blank : WIDTH;
    lines.push(rest.slice(0, at).trimEnd());
    rest = ' '.repeat(indent) + rest.slice(at).trim();
  }
  return [...lines, rest].join('\n');
}

function section(title: string, options: readonly Option[]): string {
  const column = Math.max(0, ...options.map(([written]) => written.length)) + 5 + 3;
  const lines = options.map(([written, says]) => wrapped(`${`     ${written}`.padEnd(column)}${says}`, column));
  return `  ${title}:\n${lines.map((line) => `${line}\n`).join('') || '\n'}`;
}

/** What `flink <action> --help` prints, `help` standing for all actions; null: the release's text is that of 1.13. */
export function olderHelp(release: Release, action: string): string | null {
  const minor = minorOf(release);
  if (minor > 10) return null;
  if (action === 'help') {
    const names = Object.keys(ACTIONS).filter((name) => name !== 'modify' || minor <= 8);
    return `./flink <ACTION> [OPTIONS] [ARGUMENTS]\n\nThe following actions are available:\n${names.map((name) => olderHelp(release, name)).join('')}\n`;
  }
  const known = ACTIONS[action];
  if (!known) return null;
  const does =
    action === 'stop' && minor >= 9 ? 'stops a running program with a savepoint (streaming jobs only).' : known.does;
  const own = section(`"${action}" action options`, known.options(minor));
  const modes =
    action === 'info'
      ? ''
      : [
          section(
            'Options for yarn-cluster mode',
            action === 'run' ? yarnOptions(minor) : [JOBMANAGER, APPLICATION, ZOOKEEPER],
          ),
          ...(minor === 10 ? [section('Options for executor mode', EXECUTOR)] : []),
          section('Options for default mode', [JOBMANAGER, ZOOKEEPER]),
        ]
          .map((text) => `${text}\n`)
          .join('');
  return `\nAction "${action}" ${does}\n\n  Syntax: ${known.syntax}\n${own}${modes}\n`;
}
