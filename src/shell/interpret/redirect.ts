import { resolvePath } from '../../platform/file-tree.ts';
import { callbackOutput, createPipe, emptyInput, nullOutput, textInput } from '../../platform/streams.ts';
import { type ReadStream, SystemError, type WriteStream } from '../../platform/types.ts';
import type { Task } from '../../simulation/task.ts';
import { errorText } from '../messages.ts';
import type { Redirection, Script } from '../syntax/ast.ts';
import type { Descriptor, Runner } from './runner.ts';

/** A redirection that fails: the command does not run. */
export class RedirectionError extends Error {}

/** The descriptors of a command after its redirections, from left to right. Throws {@link RedirectionError}. */
export function* openRedirections(runner: Runner, redirections: readonly Redirection[]): Task<Map<number, Descriptor>> {
  const descriptors = new Map(runner.descriptors);
  for (const { fd, operator, target } of redirections) {
    if (operator === '<<' || operator === '<<<') {
      const text = yield* runner.expander.text(target);
      descriptors.set(fd ?? 0, { read: textInput(operator === '<<<' ? `${text}\n` : text), write: null });
      continue;
    }
    const [only] = target;
    if (target.length === 1 && only?.kind === 'process' && only.direction === 'out') {
      const opened = pipeInto(runner, only.body, descriptors);
      if (operator === '&>' || operator === '&>>') descriptors.set(1, opened).set(2, opened);
      else descriptors.set(fd ?? 1, opened);
      continue;
    }
    const fields = yield* runner.expander.fields([target]);
    if (fields.length !== 1)
      throw new RedirectionError(`${fields.length === 0 ? '' : fields.join(' ')}: ambiguous redirect`);
    const name = fields[0]!;
    if (operator === '<&' || operator === '>&') {
      const own = fd ?? (operator === '<&' ? 0 : 1);
      if (name === '-') descriptors.delete(own);
      else if (/^\d+$/.test(name)) {
        const other = descriptors.get(Number(name));
        if (!other) throw new RedirectionError(`${name}: Bad file descriptor`);
        descriptors.set(own, other);
      } else {
        const opened = openForWriting(runner, name, '>', descriptors);
        descriptors.set(1, opened).set(2, opened);
      }
      continue;
    }
    if (operator === '<') descriptors.set(fd ?? 0, { read: openForReading(runner, name, descriptors), write: null });
    else if (operator === '<>')
      descriptors.set(fd ?? 0, {
        read: openForReading(runner, name, descriptors),
        write: openForWriting(runner, name, '>>', descriptors).write,
      });
    else {
      const opened = openForWriting(runner, name, operator, descriptors);
      if (operator === '&>' || operator === '&>>') descriptors.set(1, opened).set(2, opened);
      else descriptors.set(fd ?? 1, opened);
    }
  }
  return descriptors;
}

/** `> >(tee log)`: what is written goes to a process that reads it meanwhile, and ends with who writes. */
function pipeInto(runner: Runner, body: Script, descriptors: ReadonlyMap<number, Descriptor>): Descriptor {
  const pipe = createPipe();
  const inner = new Map(descriptors).set(0, { read: pipe.reader, write: null });
  runner.fork((shell) => shell.executor.script(body), inner);
  runner.closing.push(() => pipe.writer.release?.());
  return { read: null, write: pipe.writer };
}

function openForReading(runner: Runner, name: string, descriptors: Map<number, Descriptor>): ReadStream {
  if (name === '/dev/stdin' || name === '/dev/tty') return descriptors.get(0)?.read ?? emptyInput;
  if (name === '/dev/null') return emptyInput;
  try {
    return textInput(runner.files.readText(resolvePath(runner.state.cwd, name)));
  } catch (error) {
    throw failed(name, error);
  }
}

function openForWriting(
  runner: Runner,
  name: string,
  operator: string,
  descriptors: Map<number, Descriptor>,
): Descriptor {
  if (name === '/dev/stdout' || name === '/dev/tty') return descriptors.get(1) ?? { read: null, write: nullOutput };
  if (name === '/dev/stderr') return descriptors.get(2) ?? { read: null, write: nullOutput };
  if (name === '/dev/null') return { read: null, write: nullOutput };
  const path = resolvePath(runner.state.cwd, name);
  const { files } = runner;
  try {
    const exists = files.exists(path);
    if (operator === '>' && exists && runner.state.options.has('noclobber'))
      throw new RedirectionError(`${name}: cannot overwrite existing file`);
    if (!exists) files.write(path, '', { mode: 0o666 & ~runner.state.umask });
    else if (operator === '>' || operator === '>|' || operator === '&>') files.write(path, '');
    else files.append(path, '');
  } catch (error) {
    throw failed(name, error);
  }
  return { read: null, write: fileOutput(runner, path) };
}

/** Appends to a file; a full disk is told once by whoever wrote, as its own error. */
function fileOutput(runner: Runner, path: string): WriteStream {
  // An open file stays writable whatever happens to its permissions.
  const files = runner.machine.files;
  return callbackOutput((text) => {
    try {
      files.append(path, text);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      runner.descriptors.get(2)?.write?.write(`write error: ${errorText(error)}\n`);
    }
  });
}

function failed(name: string, error: unknown): unknown {
  return error instanceof SystemError ? new RedirectionError(`${name}: ${errorText(error)}`) : error;
}
