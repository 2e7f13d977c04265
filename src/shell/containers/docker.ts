import { type ContainerImage, normalizeReference, splitReference } from '../../platform/containers.ts';
import { exitStatus } from '../../platform/process.ts';
import { SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import { GoFlagError, type GoFlags } from '../go-flags.ts';
import type { Call, Program } from '../host.ts';
import { LaunchError } from '../launch.ts';
import { DockerError, imageFor, parsePort, parseVolume, pullImage, STOP_MS, stopContainer } from './docker-actions.ts';
import { BuildError, build } from './docker-build.ts';
import { compose } from './docker-compose.ts';
import { type DockerContainer, type DockerDaemon, dockerDaemon, type RunSpec, startFailure } from './docker-daemon.ts';
import { dockerBuildFlags, dockerFlags, dockerLogsFlags, dockerRunFlags } from './docker-flags.ts';
import {
  type DockerCommand,
  found,
  images,
  inspect,
  network,
  port,
  prune,
  ps,
  top,
  volume,
  wait,
} from './docker-listings.ts';
import { engineOf } from './engine.ts';
import { execIn } from './exec.ts';
import { followFile, lastLines } from './follow.ts';

/** docker: images and containers of this machine. */
export const docker: Program = {
  role: 'client',
  startup: 40,
  *run(call) {
    const [group = '', ...rest] = call.args;
    try {
      if (group === 'compose') return yield* compose(call, rest, true);
      // `docker container ls`, `docker image ls` …
      const grouped = group === 'container' || group === 'image' || group === 'system';
      const alias = grouped ? (GROUPED[`${group} ${rest[0]}`] ?? rest[0] ?? '') : group;
      const command = COMMANDS[alias];
      if (!command) {
        if (group === '' || group === 'help' || group === '--help') {
          call.print(
            `\nUsage:  docker [OPTIONS] COMMAND\n\nCommands:\n${Object.keys(COMMANDS)
              .sort()
              .map((name) => `  ${name}\n`)
              .join('')}`,
          );
          return 0;
        }
        throw new DockerError(
          SWARM.has(group)
            ? `not simulated yet: Docker Swarm (docker ${group})`
            : OTHERS.has(group)
              ? `not simulated: docker ${group}`
              : `docker: '${group}' is not a docker command.\nSee 'docker --help'`,
        );
      }
      return yield* command(call, dockerDaemon(call.host, call.machine), grouped ? rest.slice(1) : rest);
    } catch (error) {
      if (error instanceof GoFlagError) {
        call.stderr.write(`${error.message}\nSee 'docker ${group} --help'.\n`);
        return 125;
      }
      if (!(error instanceof DockerError)) throw error;
      call.stderr.write(`${error.message}\n`);
      return error.status;
    }
  },
};

/** What docker has besides. */
const OTHERS = new Set(
  'attach builder buildx commit diff events export history import load manifest pause plugin rename save search stats trust unpause update'.split(
    ' ',
  ),
);
/** Commands of clusters of docker's own. */
const SWARM = new Set(['swarm', 'service', 'stack', 'node', 'config', 'secret']);

const GROUPED: Readonly<Record<string, string>> = {
  'container ls': 'ps',
  'container list': 'ps',
  'container prune': 'container prune',
  'container inspect': 'inspect',
  'image ls': 'images',
  'image rm': 'rmi',
  'image prune': 'image prune',
  'image inspect': 'inspect',
  'system prune': 'system prune',
  'system info': 'info',
};

function environmentOf(call: Call, flags: GoFlags): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const file of flags.all('env-file'))
    for (const line of call.files.readText(call.resolve(file)).split('\n')) {
      const at = line.indexOf('=');
      if (at > 0 && !line.startsWith('#')) environment[line.slice(0, at)] = line.slice(at + 1);
    }
  for (const pair of flags.all('env')) {
    const at = pair.indexOf('=');
    if (at < 0) {
      if (call.env[pair] !== undefined) environment[pair] = call.env[pair];
    } else environment[pair.slice(0, at)] = pair.slice(at + 1);
  }
  return environment;
}

function* specOf(call: Call, daemon: DockerDaemon, flags: GoFlags): Task<RunSpec> {
  const [imageName, ...command] = flags.words;
  if (imageName === undefined)
    throw new DockerError('"docker run" requires at least 1 argument.\nSee \'docker run --help\'.');
  const name = flags.get('name') ?? petName(call, daemon);
  if (daemon.containers.some(({ spec }) => spec.name === name))
    throw new DockerError(
      `docker: Error response from daemon: Conflict. The container name "/${name}" is already in use by container "${daemon.find(name)!.id}". You have to remove (or rename) that container to be able to reuse that name.\nSee 'docker run --help'.`,
      125,
    );
  const network = flags.get('network') ?? flags.get('net') ?? 'bridge';
  if (!daemon.networks.some((each) => each.name === network))
    throw new DockerError(`docker: Error response from daemon: network ${network} not found.`, 125);
  let image: ContainerImage;
  try {
    image = yield* imageFor(call, imageName, (text) => call.stderr.write(text));
  } catch (error) {
    if (error instanceof DockerError) throw new DockerError(`docker: ${error.message}.\nSee 'docker run --help'.`, 125);
    throw error;
  }
  const entrypoint = flags.get('entrypoint');
  return {
    name,
    image,
    imageName,
    argv:
      entrypoint === undefined
        ? [...image.entrypoint, ...(command.length > 0 ? command : image.command)]
        : [entrypoint, ...command],
    environment: environmentOf(call, flags),
    workingDirectory: flags.get('workdir') ?? image.workingDirectory,
    user: flags.get('user') ?? image.user,
    ports: flags.all('publish').map(parsePort),
    network,
    aliases: [...flags.all('network-alias'), ...flags.all('hostname')],
    volumes: flags.all('volume').map((volume) => parseVolume(call, volume)),
    restart: (flags.get('restart') ?? 'no').replace(/:.*/, '') as RunSpec['restart'],
    removeAtEnd: flags.has('rm'),
  };
}

const ADJECTIVES = ['brave', 'clever', 'eager', 'gentle', 'happy', 'jolly', 'keen', 'quiet', 'sharp', 'vivid'];
const PEOPLE = ['curie', 'darwin', 'euler', 'gauss', 'hopper', 'kepler', 'lovelace', 'noether', 'turing', 'wright'];
function petName(call: Call, daemon: DockerDaemon): string {
  const random = call.platform.world.random(`docker name ${daemon.containers.length} ${call.platform.world.now}`);
  return `${ADJECTIVES[random.int(ADJECTIVES.length)]}_${PEOPLE[random.int(PEOPLE.length)]}`;
}

const run: DockerCommand = function* (call, daemon, args) {
  const flags = dockerRunFlags(args);
  const container = daemon.create(yield* specOf(call, daemon, flags));
  yield sleep(call.process, 250);
  const detached = flags.has('detach');
  try {
    const shell = /(?:^|\/)(?:ba)?sh$/.test(container.spec.argv.at(-1) ?? '') && container.spec.argv.length === 1;
    if (!detached && shell && flags.has('tty') && call.terminal) {
      const status = yield* execIn(call, container.machine, container.spec.argv, {
        environment: { ...container.spec.image.environment, ...container.spec.environment },
        workingDirectory: container.spec.workingDirectory,
        user: container.spec.user,
        stdin: true,
        tty: true,
      });
      if (container.spec.removeAtEnd) daemon.remove(container);
      return status instanceof LaunchError ? status.status : status;
    }
    daemon.start(container, detached ? undefined : call.stdout);
  } catch (error) {
    const { text, status } = startFailure(error, container);
    throw new DockerError(text, status);
  }
  if (detached) {
    call.print(`${container.id}\n`);
    return 0;
  }
  const main = container.process!;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) call.process.onSignal(signal, () => main.kill(signal));
  call.process.schedule(1_000, () => call.process.declareServing());
  yield main.wait();
  return exitStatus(main);
};

const create: DockerCommand = function* (call, daemon, args) {
  const container = daemon.create(yield* specOf(call, daemon, dockerRunFlags(args)));
  call.print(`${container.id}\n`);
  return 0;
};

const logs: DockerCommand = function* (call, daemon, args) {
  const flags = dockerLogsFlags(args);
  const container = found(daemon, flags.words[0] ?? '');
  call.print(lastLines(call.machine.files.readText(container.log), flags.get('tail')));
  const main = container.process;
  if (flags.has('follow') && main?.alive)
    yield* followFile(
      call,
      call.machine,
      container.log,
      () => !main.alive,
      (wake) => main.onState(wake),
    );
  return 0;
};

const exec: DockerCommand = function* (call, daemon, args) {
  const flags = dockerRunFlags(args);
  const [name = '', ...argv] = flags.words;
  const container = found(daemon, name);
  if (!container.process?.alive)
    throw new DockerError(`Error response from daemon: Container ${container.id} is not running`);
  if (argv.length === 0)
    throw new DockerError('"docker exec" requires at least 2 arguments.\nSee \'docker exec --help\'.');
  const status = yield* execIn(call, container.machine, argv, {
    environment: { ...container.spec.image.environment, ...container.spec.environment, ...environmentOf(call, flags) },
    workingDirectory: flags.get('workdir') ?? container.spec.workingDirectory,
    user: flags.get('user') ?? container.spec.user,
    stdin: flags.has('interactive'),
    tty: flags.has('tty'),
  });
  if (status instanceof LaunchError)
    throw new DockerError(
      `OCI runtime exec failed: exec failed: container_linux.go:380: starting container process caused: exec: "${argv[0]}": ${argv[0]!.includes('/') ? `stat ${argv[0]}: no such file or directory` : 'executable file not found in $PATH'}: unknown`,
      status.status,
    );
  return status;
};

const each = (
  work: (call: Call, daemon: DockerDaemon, container: DockerContainer, flags: GoFlags) => Task,
): DockerCommand =>
  function* (call, daemon, args) {
    const flags = dockerFlags(args);
    let failed = false;
    for (const name of flags.words) {
      try {
        yield* work(call, daemon, found(daemon, name), flags);
        call.print(`${name}\n`);
      } catch (error) {
        if (!(error instanceof DockerError)) throw error;
        call.stderr.write(`${error.message.replace(/^Error: /, 'Error response from daemon: ')}\n`);
        failed = true;
      }
    }
    return failed ? 1 : 0;
  };

const remove = each(function* (call, daemon, container, flags) {
  if (container.process?.alive) {
    if (!flags.has('force'))
      throw new DockerError(
        `Error response from daemon: You cannot remove a running container ${container.id}. Stop the container before attempting removal or force remove`,
      );
    yield* stopContainer(call, container, 0);
  }
  daemon.remove(container);
});

const COMMANDS: Readonly<Record<string, DockerCommand>> = {
  run,
  create,
  ps,
  logs,
  exec,
  images,
  inspect,
  port,
  top,
  wait,
  network,
  volume,
  'container prune': prune('container'),
  'image prune': prune('image'),
  'system prune': prune('system'),
  rm: remove,
  stop: each((call, _daemon, container, flags) =>
    stopContainer(call, container, flags.has('time') ? Number(flags.get('time')) * 1000 : STOP_MS),
  ),
  kill: each((call, _daemon, container) => stopContainer(call, container, 0)),
  start: each(function* (call, daemon, container) {
    yield sleep(call.process, 200);
    if (!container.process?.alive) daemon.start(container);
  }),
  restart: each(function* (call, daemon, container) {
    yield* stopContainer(call, container);
    daemon.start(container);
  }),
  *pull(call, _daemon, args) {
    const [name] = dockerFlags(args).words;
    if (name === undefined)
      throw new DockerError('"docker pull" requires exactly 1 argument.\nSee \'docker pull --help\'.');
    if (normalizeReference(name) !== name && !/[:@]/.test(name)) call.print('Using default tag: latest\n');
    const { reference } = yield* pullImage(call, normalizeReference(name), call.print);
    call.print(`docker.io/${reference.includes('/') ? reference : `library/${reference}`}\n`);
    return 0;
  },
  *push(call, _daemon, args) {
    const reference = normalizeReference(dockerFlags(args).words[0] ?? '');
    const engine = engineOf(call.host);
    const image = engine.images(call.machine).get(reference);
    const { repository, tag } = splitReference(reference);
    call.print(
      `The push refers to repository [${repository.includes('.') || repository.includes(':') ? repository : `docker.io/${repository}`}]\n`,
    );
    if (!image) throw new DockerError(`An image does not exist locally with the tag: ${repository}`);
    yield sleep(call.process, 2_000);
    engine.push(image);
    call.print(`${tag}: digest: sha256:${call.platform.world.random(`digest ${reference}`).hex(64)} size: 3042\n`);
    return 0;
  },
  *tag(call, _daemon, args) {
    const [from = '', to = ''] = args;
    const local = engineOf(call.host).images(call.machine);
    yield sleep(call.process, 5);
    const image = local.get(normalizeReference(from));
    if (!image) throw new DockerError(`Error response from daemon: No such image: ${normalizeReference(from)}`);
    local.set(normalizeReference(to), { ...image, reference: normalizeReference(to) });
    return 0;
  },
  *rmi(call, daemon, args) {
    const local = engineOf(call.host).images(call.machine);
    yield sleep(call.process, 5);
    for (const name of dockerFlags(args).words) {
      const image = local.get(normalizeReference(name));
      if (!image) throw new DockerError(`Error: No such image: ${name}`);
      const user = daemon.containers.find(({ spec }) => spec.image.reference === image.reference);
      if (user)
        throw new DockerError(
          `Error response from daemon: conflict: unable to remove repository reference "${name}" (must force) - container ${user.id.slice(0, 12)} is using its referenced image ${image.id.slice(0, 12)}`,
        );
      local.delete(image.reference);
      call.print(`Untagged: ${image.reference}\nDeleted: sha256:${image.id}\n`);
    }
    return 0;
  },
  *build(call, _daemon, args) {
    const flags = dockerBuildFlags(args);
    const context = call.resolve(flags.words[0] ?? '.');
    const file = flags.get('file');
    try {
      yield* build(
        call,
        context,
        file === undefined ? `${context}/Dockerfile` : call.resolve(file),
        flags.get('tag') ?? '',
      );
      return 0;
    } catch (error) {
      if (error instanceof BuildError) throw new DockerError(error.message);
      throw error;
    }
  },
  *cp(call, daemon, args) {
    const [from = '', to = ''] = dockerFlags(args).words;
    yield sleep(call.process, 50);
    const place = (text: string) => {
      const [, name, path] = /^([^/:.][^/:]*):(.*)$/.exec(text) ?? [];
      return name === undefined
        ? { files: call.files, path: call.resolve(text) }
        : { files: found(daemon, name).machine.files, path: path || '/' };
    };
    const source = place(from);
    const target = place(to);
    try {
      const into = target.files.exists(target.path) && target.files.stat(target.path).type === 'directory';
      target.files.write(
        into ? `${target.path.replace(/\/$/, '')}/${source.path.replace(/.*\//, '')}` : target.path,
        source.files.read(source.path),
      );
      return 0;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      throw new DockerError(`lstat ${source.path}: no such file or directory`);
    }
  },
  *version(call) {
    yield sleep(call.process, 5);
    call.print(
      'Client: Docker Engine - Community\n Version:           20.10.8\n API version:       1.41\n\nServer: Docker Engine - Community\n Engine:\n  Version:          20.10.8\n',
    );
    return 0;
  },
  *'--version'(call) {
    yield sleep(call.process, 5);
    call.print('Docker version 20.10.8, build 3967b7d\n');
    return 0;
  },
  *info(call, daemon) {
    yield sleep(call.process, 5);
    const running = daemon.containers.filter(({ process }) => process?.alive).length;
    call.print(
      `Server:\n Containers: ${daemon.containers.length}\n  Running: ${running}\n  Stopped: ${daemon.containers.length - running}\n Images: ${engineOf(call.host).images(call.machine).size}\n Server Version: 20.10.8\n`,
    );
    return 0;
  },
  *login(call) {
    yield sleep(call.process, 300);
    call.print('Login Succeeded\n');
    return 0;
  },
};
