import {
  type ContainerEngine,
  type ContainerImage,
  ContainerStartError,
  normalizeReference,
} from '../../platform/containers.ts';
import { emptyInput } from '../../platform/streams.ts';
import type { Machine, Platform } from '../../platform/types.ts';
import type { ShellHost } from '../host.ts';
import { LaunchError, launch } from '../launch.ts';
import { ensureUser } from '../session.ts';
import { publicImage } from './images.ts';

/** The container runtime of a world's machines; images that are pushed are in one registry for all. */
export interface Engine extends ContainerEngine {
  push(image: ContainerImage): void;
}

const engines = new WeakMap<Platform, Engine>();

export function engineOf(host: ShellHost): Engine {
  let engine = engines.get(host.platform);
  if (!engine) {
    engine = createEngine(host);
    engines.set(host.platform, engine);
  }
  return engine;
}

function createEngine(host: ShellHost): Engine {
  const local = new WeakMap<Machine, Map<string, ContainerImage>>();
  const pushed = new Map<string, ContainerImage>();
  return {
    images(machine) {
      let images = local.get(machine);
      if (!images) {
        images = new Map();
        local.set(machine, images);
      }
      return images;
    },
    pull(given) {
      const reference = normalizeReference(given);
      return pushed.get(reference) ?? publicImage({ host }, reference);
    },
    push(image) {
      pushed.set(image.reference, image);
    },
    start({ machine, argv, environment, workingDirectory, user, stdout, stderr }) {
      const [command = ''] = argv;
      try {
        ensureUser(machine, user);
        if (!machine.files.exists(workingDirectory)) machine.files.mkdir(workingDirectory, { recursive: true });
        const home = machine.users.get(user)?.home ?? '/';
        return launch({
          host,
          machine,
          user,
          argv,
          cwd: workingDirectory,
          env: { HOME: home, ...environment },
          stdin: emptyInput,
          stdout,
          stderr,
          terminal: null,
          parent: null,
          group: 'new',
        });
      } catch (error) {
        if (!(error instanceof LaunchError)) throw error;
        const why =
          error.status === 126
            ? `exec: "${command}": permission denied`
            : command.includes('/')
              ? `exec: "${command}": stat ${command}: no such file or directory`
              : `exec: "${command}": executable file not found in $PATH`;
        throw new ContainerStartError(
          `container_linux.go:380: starting container process caused: ${why}: unknown`,
          error.status,
        );
      }
    },
  };
}
