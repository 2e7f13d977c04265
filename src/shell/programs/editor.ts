import { SystemError } from '../../platform/types.ts';
import type { Program } from '../host.ts';
import { attempt } from '../messages.ts';

/** vim, vi, nano: opens the file in the host's editor and waits until it is closed. */
const editor: Program = {
  *run(call) {
    const [name] = call.args.filter((arg) => !/^[-+]/.test(arg));
    if (name === undefined) {
      call.complain('name a file to edit');
      return 1;
    }
    const path = call.resolve(name);
    const readable = attempt(
      () => {
        if (call.files.exists(path) && call.files.stat(path).type === 'directory')
          throw new SystemError('EISDIR', path);
        if (call.files.exists(path)) call.files.readText(path);
      },
      (text) => call.stderr.write(`"${name}" ${text}\n`),
    );
    if (readable === null) return 1;
    const edit = call.host.hooks.editFile;
    if (!edit) {
      call.complain(`no editor here: write the file with a heredoc (cat > ${name} <<EOF) or a cell with file=${path}`);
      return 1;
    }
    try {
      yield edit(call.machine, path);
    } catch (error) {
      call.complain(error instanceof Error ? error.message : String(error));
      return 1;
    }
    return 0;
  },
};

export const editorPrograms: Readonly<Record<string, Program>> = {
  vim: editor,
  vi: editor,
  nano: editor,
  emacs: editor,
  gedit: editor,
  code: editor,
};
