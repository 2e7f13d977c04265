import type { Simulation } from '../../simulation/simulation.ts';
import type { FilterResult, Filters } from '../host.ts';

/** What is used of just-bash: one command line over given files, without a world of its own. */
interface Library {
  exec(
    line: string,
    options: { readonly stdin: string; readonly env: Record<string, string>; readonly cwd: string },
  ): Promise<{
    readonly stdout: string;
    readonly stderr: string;
    readonly exitCode: number;
  }>;
}
/** Makes one for some files; the host loads the library (1.2 MB) when it is first needed. */
export type LoadLibrary = () => Promise<(files: Record<string, string>, cwd: string) => Library>;

/**
 * awk, jq and their like, from just-bash. Its answers come asynchronously: the queue is suspended meanwhile, so that virtual time and the
 * order of events don't depend on how long it takes.
 */
export function createFilters(simulation: Pick<Simulation, 'suspend'>, load: LoadLibrary): Filters {
  let loaded: ReturnType<LoadLibrary> | null = null;
  return {
    run: (name, args, request) => (resume) => {
      const goOn = simulation.suspend();
      let withdrawn = false;
      const finish = (result: FilterResult): void => {
        goOn();
        if (!withdrawn) resume(result);
      };
      loaded ??= load();
      const line = [name, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
      loaded
        .then((make) =>
          make({ ...request.files }, request.cwd).exec(line, {
            stdin: request.stdin,
            env: { ...request.env },
            cwd: request.cwd,
          }),
        )
        .then(finish, (error: unknown) => finish({ stdout: '', stderr: `${name}: ${String(error)}\n`, exitCode: 2 }));
      return () => {
        withdrawn = true;
      };
    },
  };
}
