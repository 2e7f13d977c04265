import { emptyInput } from '../../platform/streams.ts';
import type { Program } from '../host.ts';
import { linesOf, readAll } from './support.ts';

/** Builds commands out of what it reads. */
export const xargs: Program = {
  *run(call) {
    const args = [...call.args];
    let replace: string | null = null;
    let perCommand = Number.POSITIVE_INFINITY;
    let delimiter: string | null = null;
    let skipEmpty = false;
    let verbose = false;
    while (args[0]?.startsWith('-')) {
      const option = args.shift()!;
      const attached = option.slice(2);
      if (option.startsWith('-I')) replace = attached || (args.shift() ?? '{}');
      else if (option === '-i') replace = '{}';
      else if (option.startsWith('-n')) perCommand = Number(attached || args.shift());
      else if (option.startsWith('-L')) perCommand = Number(attached || args.shift());
      else if (option === '-0' || option === '--null') delimiter = '\0';
      else if (option.startsWith('-d')) delimiter = attached || (args.shift() ?? '\n');
      else if (option.startsWith('-P')) void (attached || args.shift());
      else if (option === '-r' || option === '--no-run-if-empty') skipEmpty = true;
      else if (option === '-t' || option === '--verbose') verbose = true;
      else {
        call.complain(`invalid option -- '${option.slice(1)}'`);
        return 1;
      }
    }
    const command = args.length > 0 ? args : ['echo'];
    const text = yield* readAll(call);
    const items =
      replace !== null
        ? linesOf(text)
            .map((line) => line.trim())
            .filter((line) => line !== '')
        : delimiter !== null
          ? text
              .split(delimiter === '\\n' ? '\n' : delimiter)
              .filter((item, i, all) => item !== '' || i < all.length - 1)
          : (text.match(/(?:[^\s"'\\]|\\.|"[^"]*"|'[^']*')+/g) ?? []).map((word) =>
              word.replace(/\\(.)|"([^"]*)"|'([^']*)'/g, '$1$2$3'),
            );
    const groups: string[][] =
      replace !== null
        ? items.map((item) => command.map((word) => word.replaceAll(replace, item)))
        : perCommand === Number.POSITIVE_INFINITY
          ? items.length === 0 && skipEmpty
            ? []
            : [[...command, ...items]]
          : Array.from({ length: Math.ceil(items.length / perCommand) }, (_, i) => [
              ...command,
              ...items.slice(i * perCommand, (i + 1) * perCommand),
            ]);
    let status = 0;
    for (const group of groups) {
      if (verbose) call.stderr.write(`${group.join(' ')}\n`);
      const code = yield* call.exec(group, { stdin: emptyInput });
      if (code === 127 || code === 126) return code;
      if (code !== 0) status = 123;
    }
    return status;
  },
};
