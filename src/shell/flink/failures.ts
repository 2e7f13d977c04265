import { printStackTrace } from '../../flink/api/jar.ts';
import { toJavaError } from '../../flink/jobmanager/errors.ts';
import type { Call } from '../host.ts';
import { CliArgsError } from './options.ts';

/** CliFrontend.handleArgException: what is wrong with the command line; exit status 1. */
export function argumentsRefused(call: Call, error: CliArgsError): number {
  call.print(`${error.message}\n\nUse the help option (-h or --help) to get help on the command.\n`);
  return 1;
}

/** The end of a client whose work threw; exit status 1. `trace` ends with a line break. */
export function programFailed(call: Call, trace: string): number {
  call.process.spec.stderr.write(
    `\n------------------------------------------------------------\n The program finished with the following exception:\n\n${trace}`,
  );
  return 1;
}

/** What yarn-session.sh and kubernetes-session.sh say of an error (AbstractCustomCommandLine.handleCliArgsException, handleError); exit status 1. */
export function sessionFailed(call: Call, error: unknown): number {
  return error instanceof CliArgsError
    ? argumentsRefused(call, error)
    : programFailed(call, printStackTrace(toJavaError(error)));
}
