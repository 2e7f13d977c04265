import type { World } from '../platform/types.ts';
import type { FilterResult, Filters } from '../shell/host.ts';
import type { RunFilter } from './filters-library.ts';

/**
 * Filters of a library that answers with promises. The event queue stands still until the answer is there, so virtual time and the order of
 * events know nothing of it.
 * @param load gives the text of dist/filters.js
 */
export function createFilters(world: Pick<World, 'suspend'>, load: () => string): Filters {
  let library: RunFilter | null = null;
  const loaded = (): RunFilter => {
    library ??= new Function(`${load()}\nreturn millraceFilters.default;`)() as RunFilter;
    return library;
  };
  return {
    run: (name, args, request) => (resume) => {
      const release = world.suspend();
      const done = (result: FilterResult): void => {
        resume(result);
        release();
      };
      const failed = (error: unknown): void =>
        done({
          stdout: '',
          stderr: `${name}: ${error instanceof Error ? error.message : String(error)}\n`,
          exitCode: 2,
          written: {},
        });
      try {
        loaded()(name, args, request).then(done, failed);
      } catch (error) {
        failed(error);
      }
      return undefined;
    },
  };
}
