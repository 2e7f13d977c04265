import { runCommand } from './run.ts';

const USAGE = `Usage:
  millrace run FILE.md [--json] [--seed N] [--trace OUT.jsonl]

Runs all cells of a lesson from top to bottom in one simulated world.
Files beside FILE.md are the workspace (/workspace on every machine).

  --json        print one JSON object instead of the cells' output
  --seed N      seed of the world; default: the lesson's, else 1
  --trace FILE  write the trace, one JSON object a line, a header first
  --help        print this text

Exit code: 0 all cells ok, 1 a cell failed, 2 bad usage or unreadable file.
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
