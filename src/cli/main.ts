import { checkCommand } from './check.ts';
import { runCommand } from './run.ts';
import { serveCommand } from './serve.ts';

const USAGE = `Usage:
  millrace run FILE.md [--json] [--seed N] [--trace OUT.jsonl] [--html OUT.html]
  millrace serve FILE.md [--port N] [--pace X] [--web DIR] [--seed N]
  millrace check [FILES] [--json]

run and serve run all cells of a lesson from top to bottom in one simulated world.
Files beside FILE.md are the workspace (/workspace on every machine).

run ends with the last cell.
  --json        print one JSON object instead of the cells' output
  --trace FILE  write the trace, one JSON object a line, a header first
  --html FILE   write one page that plays the run in any browser

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

  --seed N      seed of the world; default: the lesson's, else 1
  --help        print this text

Exit code: 0 all cells ok (check: all lessons), 1 a cell failed, 2 bad usage, unreadable file or
port in use.
`;

async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === undefined) {
    process.stderr.write(USAGE);
    return 2;
  }
  if (command === '--help' || command === '-h' || command === 'help' || rest.includes('--help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (command === 'run') return runCommand(rest);
  if (command === 'check') return checkCommand(rest);
  if (command === 'serve') return serveCommand(rest);
  process.stderr.write(`millrace: there is no command "${command}"\n\n${USAGE}`);
  return 2;
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe went away (millrace run … | head).
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
