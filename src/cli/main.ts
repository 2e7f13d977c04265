import { version } from '../../package.json';
import { checkCommand } from './check.ts';
import { flinkCommand } from './flink.ts';
import { handoutCommand } from './handout.ts';
import { progressCommand } from './progress.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';
import { UsageError } from './usage.ts';

const USAGE = `Usage:
  millrace run FILE.md [--json] [--seed N] [--trace OUT.jsonl] [--html OUT.html]
  millrace serve FILE.md [--port N] [--pace X] [--web DIR] [--seed N]
  millrace check [FILES] [--json]
  millrace handout FILE.flink.md OUT.html [--solutions]
  millrace progress FOLDER [--json | --csv]
  millrace run FILE.md --flink URL [--flink-jars DIR] [--flink-header 'NAME: VALUE']
                       [--flink-listen] [--sql-gateway URL] [--keep] [--json]
                       [--trace FILE] [--html FILE]
  millrace flink start [--version V] [--taskmanagers N] [--slots N] [--port N]
                       [--jars DIR] [--conf KEY=VALUE]
  millrace flink kill N [--port N]
  millrace flink add [--port N]
  millrace flink stop [--port N]

run and serve run all cells of a lesson from top to bottom in one simulated world.
Files beside FILE.md are the workspace (/workspace on every machine).

run ends with the last cell; a program that goes on then has 20 more virtual seconds.
  --json        print one JSON object instead of the cells' output
  --trace FILE  write the trace, one JSON object a line, a header first
  --html FILE   write one page that plays the run in any browser

run --flink runs the cells against a real Flink 1.13 to 2.x: the shell stays
simulated, programs are compiled by this computer's JDK, uploaded once and run
there, time is real. Jobs of the run are cancelled at its end.
  --flink URL           address of its REST API: http://localhost:8081
  --flink-jars DIR      lib/ of its distribution, to compile against; default:
                        fetched once (200 MB and more) into Millrace's cache
  --flink-header LINE   sent with each request ("Authorization: Bearer ...")
  --flink-listen        nc -l in a cell may open that port of 127.0.0.1
  --sql-gateway URL     SQL cells run in a session of this gateway (Flink 1.16 or newer)
  --keep                leave the jobs running

flink start runs a real cluster on this computer's loopback interface until
Ctrl-C or flink stop; kill N ends its TaskManager N as kill -9 does, add
starts one more.
  --version V           default: 1.13.6
  --taskmanagers N      default: 1
  --slots N             of each TaskManager; default: 2
  --port N              of REST API and dashboard; default: 8081
  --jars DIR            lib/ of a distribution; default: fetched once
  --conf KEY=VALUE      for Flink's configuration; may come more than once
  --docker              in containers of Flink's own images, without a JDK; prints
                        the commands that it runs
  --dry-run             with --docker: prints them only

serve listens on 127.0.0.1 and answers as the REST API of the lesson's Flink,
for a browser, curl or Flink's own command line (flink list -m localhost:8081).
The cells run at full speed; then time follows yours until Ctrl-C.
  --port N      port to listen on; default: 8081; 0: any free one
  --pace X      seconds of the world per second of yours; default: 1
  --web DIR     show Flink's web dashboard: its files, web/ in flink-dist

check proves that lessons are sound: all cells run, every solution passes its
checks, no check passes before anything is done, quizzes can be read, links and
figures resolve, and a lesson is in step with its translation (en/X and zh/X).
FILES are lessons or folders of them; default: lessons

handout runs a lesson and writes it with its outputs as one page for any browser.
  --solutions   with hints, solutions and the answers to questions

progress makes one table of the progress files of a class: NAME.json or
NAME/progress.json in FOLDER, as "Save My Progress" in the editor writes them.

  --seed N      seed of the world; default: the lesson's, else 1
  --help        print this text
  --version     print the version of Millrace

Exit code: 0 all cells ok (check: all lessons), 1 a cell failed, 2 bad usage, unreadable file or
port in use.
`;

async function run(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  if (command === '--help' || command === '-h' || command === 'help' || rest.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command === '--version') {
    process.stdout.write(`millrace ${version}\n`);
    return 0;
  }
  if (command === 'run') return runCommand(rest);
  if (command === 'check') return checkCommand(rest);
  if (command === 'handout') return handoutCommand(rest);
  if (command === 'progress') return progressCommand(rest);
  if (command === 'flink') return flinkCommand(rest);
  if (command === 'serve') return serveCommand(rest);
  process.stderr.write(`millrace: there is no command "${command}"\n\n${USAGE}`);
  return 2;
}

/** `millrace ARGS`: leaves its exit code to the process. */
export async function commandLine(args: readonly string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of a pipe went away (millrace run … | head).
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await run(args).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`millrace: ${error.message}\n`);
    return 2;
  });
}
