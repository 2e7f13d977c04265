import { SystemError } from '../../platform/types.ts';
import type { FilterResult, Program } from '../host.ts';
import { errorText } from '../messages.ts';
import { withCaptures, withoutKeyShorthand } from './jq-filter.ts';
import { readAll } from './support.ts';

/** Programs of a library that run over whole texts (awk, jq): their answer comes while virtual time stands still. */
function filter(name: string, rewrite: (argument: string) => string = (argument) => argument): Program {
  return {
    *run(call) {
      const { filters } = call.host.hooks;
      if (!filters) {
        call.complain('not available here');
        return 127;
      }
      // What is no option may be a file; the library sees a copy.
      const files: Record<string, string> = {};
      let named = 0;
      for (const [i, arg] of call.args.entries()) {
        const path = call.resolve(arg);
        if (arg.startsWith('-') || arg === '' || !call.files.exists(path) || call.files.stat(path).type !== 'file')
          continue;
        if (i > 0 || call.args.length === 1) named++;
        try {
          files[path] = call.files.readText(path);
        } catch (error) {
          if (!(error instanceof SystemError)) throw error;
          call.complain(`${arg}: ${errorText(error)}`);
          return 2;
        }
      }
      const stdin = named > 0 ? '' : yield* readAll(call);
      const words = call.args.map((arg) => (files[call.resolve(arg)] === undefined ? rewrite(arg) : arg));
      const result = (yield filters.run(name, words, {
        stdin,
        env: call.env,
        files,
        cwd: call.cwd,
      })) as FilterResult;
      call.print(result.stdout);
      call.stderr.write(result.stderr);
      return result.exitCode;
    },
  };
}

export const filterPrograms: Readonly<Record<string, Program>> = {
  awk: filter('awk'),
  gawk: filter('awk'),
  jq: filter('jq', (argument) => withCaptures(withoutKeyShorthand(argument))),
  comm: filter('comm'),
  join: filter('join'),
  fold: filter('fold'),
  md5sum: filter('md5sum'),
  sha256sum: filter('sha256sum'),
  base64: filter('base64'),
  xxd: filter('xxd'),
};
