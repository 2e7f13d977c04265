import { type ContainerImage, normalizeReference, pullRefusal, pullTime } from '../../platform/containers.ts';
import { type FileContent, type Machine, SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import { matches, type Segment } from '../interpret/pattern.ts';
import { engineOf } from './engine.ts';
import { notSimulatedImage } from './images.ts';

/** A Dockerfile that cannot be built, in docker's words. */
export class BuildError extends Error {}

interface Instruction {
  readonly name: string;
  readonly text: string;
}
type Layer = (machine: Machine) => void;

/** Instructions of a Dockerfile: continued lines joined, comments dropped. */
function parseDockerfile(text: string): Instruction[] {
  return text
    .replace(/^\s*#.*$/gm, '')
    .replace(/\\\s*\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const match = /^\s*([A-Za-z]+)\s+(.*?)\s*$/.exec(line);
      return match ? [{ name: match[1]!.toUpperCase(), text: match[2]! }] : [];
    });
}

/** `["a", "b"]`, or a command line for sh. */
const commandOf = (text: string): string[] =>
  text.startsWith('[') ? (JSON.parse(text) as string[]) : ['/bin/sh', '-c', text];

/**
 * `docker build`: FROM, COPY, ADD, ENV, WORKDIR, USER, EXPOSE, ENTRYPOINT, CMD, LABEL, ARG. RUN makes the directories that `mkdir` names and
 * copies what `cp` names; whatever else it does (packages, downloads) is not simulated and said so. Throws {@link BuildError}.
 */
export function* build(call: Call, context: string, dockerfile: string, tag: string): Task<ContainerImage> {
  const engine = engineOf(call.host);
  const images = engine.images(call.machine);
  let instructions: Instruction[];
  try {
    instructions = parseDockerfile(call.files.readText(dockerfile));
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new BuildError(
      `unable to prepare context: unable to evaluate symlinks in Dockerfile path: lstat ${dockerfile}: no such file or directory`,
    );
  }
  call.print(`Sending build context to Docker daemon  ${instructions.length + 1}.048kB\n`);
  let image = null as ContainerImage | null;
  const layers: Layer[] = [];
  const expand = (text: string): string =>
    text.replace(/\$\{?(\w+)\}?/g, (_, name: string) => image?.environment[name] ?? '');
  const at = (path: string): string =>
    path.startsWith('/') ? path : `${image?.workingDirectory.replace(/\/$/, '') ?? ''}/${path}`;
  for (const [i, { name, text }] of instructions.entries()) {
    call.print(`Step ${i + 1}/${instructions.length} : ${name} ${text}\n`);
    yield sleep(call.process, 80);
    if (name === 'FROM') {
      const reference = normalizeReference(text.split(/\s+/)[0]!);
      image = images.get(reference) ?? null;
      if (!image) {
        image = engine.pull(reference);
        if (!image)
          throw new BuildError(notSimulatedImage(reference) ?? pullRefusal(reference, (each) => engine.pull(each)));
        yield sleep(call.process, pullTime(image));
        images.set(reference, image);
      }
    } else if (name !== 'ARG' && !image) throw new BuildError('no build stage in current context');
    else if (image) {
      switch (name) {
        case 'COPY':
        case 'ADD': {
          const words = text.split(/\s+/).filter((word) => !word.startsWith('--'));
          const target = at(expand(words.at(-1)!));
          for (const source of words.slice(0, -1)) layers.push(copy(call, context, source, target, words.length > 2));
          break;
        }
        case 'RUN':
          layers.push(run(call, expand(text), at));
          break;
        case 'ENV': {
          const pairs = /^\w+=/.test(text)
            ? [...text.matchAll(/(\w+)=("[^"]*"|\S+)/g)].map(([, key, value]) => [key!, value!.replace(/^"|"$/g, '')])
            : [[text.split(/\s+/)[0]!, text.replace(/^\S+\s+/, '')]];
          image = { ...image, environment: { ...image.environment, ...Object.fromEntries(pairs) } };
          break;
        }
        case 'WORKDIR':
          image = { ...image, workingDirectory: at(expand(text)) };
          break;
        case 'USER':
          image = { ...image, user: text.split(':')[0]! };
          break;
        case 'ENTRYPOINT':
          image = { ...image, entrypoint: commandOf(text), command: [] };
          break;
        case 'CMD':
          image = { ...image, command: commandOf(text) };
          break;
        default:
      }
    }
    call.print(` ---> ${call.platform.world.random(`layer ${tag} ${i} ${text}`).hex(12)}\n`);
  }
  if (!image) throw new BuildError('the Dockerfile (Dockerfile) cannot be empty');
  const base = image;
  const reference = normalizeReference(tag === '' ? 'none' : tag);
  const id = call.platform.world.random(`image ${reference} ${call.platform.world.now}`).hex(64);
  const built: ContainerImage = {
    ...base,
    reference,
    id,
    created: call.platform.epoch + call.platform.world.now,
    install(machine) {
      base.install(machine);
      for (const layer of layers) layer(machine);
    },
  };
  images.set(reference, built);
  call.print(`Successfully built ${id.slice(0, 12)}\n`);
  if (tag !== '') call.print(`Successfully tagged ${reference}\n`);
  return built;
}

/** Files as they are now go into the image; a directory brings what it holds. */
function copy(call: Call, context: string, source: string, target: string, many: boolean): Layer {
  const found: { readonly path: string; readonly content: FileContent }[] = [];
  const directory = context.replace(/\/$/, '');
  const gather = (path: string, to: string): void => {
    if (call.files.stat(path).type === 'directory')
      for (const name of call.files.list(path)) gather(`${path}/${name}`, `${to}/${name}`);
    else found.push({ path: to, content: call.files.read(path) });
  };
  const into = target.endsWith('/') || many;
  const clean = target.replace(/\/$/, '');
  const pattern: readonly Segment[] = [{ text: source.replace(/^\.?\//, ''), quoted: false }];
  try {
    const names = source.includes('*')
      ? call.files.list(directory).filter((name) => matches(name, pattern))
      : [source.replace(/^\.?\/(?=.)/, '').replace(/\/$/, '')];
    if (names.length === 0) throw new SystemError('ENOENT', source);
    for (const name of names) {
      const path = name === '.' ? directory : `${directory}/${name}`;
      const isDirectory = call.files.stat(path).type === 'directory';
      gather(path, isDirectory ? clean : into || source.includes('*') ? `${clean}/${name.replace(/.*\//, '')}` : clean);
    }
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    throw new BuildError(
      `COPY failed: file not found in build context or excluded by .dockerignore: stat ${source}: file does not exist`,
    );
  }
  return (machine) => {
    for (const { path, content } of found) {
      // A file copied to a directory that is there goes into it.
      const inside = machine.files.exists(path) && machine.files.stat(path).type === 'directory';
      const to = inside ? `${path}/${source.replace(/.*\//, '')}` : path;
      machine.files.mkdir(to.replace(/\/[^/]*$/, '') || '/', { recursive: true });
      machine.files.write(to, content, { mode: 0o644 });
    }
  };
}

function run(call: Call, text: string, at: (path: string) => string): Layer {
  const directories: string[] = [];
  for (const part of text.split(/&&|;/)) {
    const words = part.trim().split(/\s+/);
    if (words[0] === 'mkdir')
      directories.push(
        ...words
          .slice(1)
          .filter((word) => !word.startsWith('-'))
          .map(at),
      );
    else if (words[0] !== '' && !/^(?:chown|chmod|echo|true|set|cd|ls|export)$/.test(words[0]!))
      call.stderr.write(`not simulated: RUN ${part.trim()}\n`);
  }
  return (machine) => {
    for (const directory of directories) machine.files.mkdir(directory, { recursive: true });
  };
}
