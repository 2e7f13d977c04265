import { SystemError } from '../../platform/types.ts';
import { type FsCommandRun, isDirectory } from './fs-context.ts';

/** Commands of FsShell that show what files hold. */

/** tail and head show a kilobyte. */
const SHOWN = 1024;

const printing =
  (part: (text: string) => string): FsCommandRun =>
  (context, operands) => {
    return context.each(operands, (item) => {
      if (isDirectory(item)) throw new SystemError('EISDIR', item.path);
      context.call.print(part(item.files.readText(item.path)));
    });
  };

export const cat = printing((text) => text);
export const tail = printing((text) => text.slice(-SHOWN));
export const head = printing((text) => text.slice(0, SHOWN));
