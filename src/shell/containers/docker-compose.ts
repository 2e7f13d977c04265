import { parse } from 'yaml';
import type { ContainerImage } from '../../platform/containers.ts';
import { SystemError } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call, Program } from '../host.ts';
import { LaunchError } from '../launch.ts';
import { DockerError, imageFor, parsePort, parseVolume, stopContainer } from './docker-actions.ts';
import { BuildError, build } from './docker-build.ts';
import { type DockerContainer, type DockerDaemon, dockerDaemon, type RunSpec, startFailure } from './docker-daemon.ts';
import { dockerTable, portsText } from './docker-text.ts';
import { execIn } from './exec.ts';
import { lastLines } from './follow.ts';

/** A service of a compose file. */
interface Service {
  readonly image?: string;
  readonly build?: string | { readonly context?: string; readonly dockerfile?: string };
  readonly container_name?: string;
  readonly hostname?: string;
  readonly command?: string | readonly string[];
  readonly entrypoint?: string | readonly string[];
  readonly ports?: readonly (string | number)[];
  readonly environment?: readonly string[] | Readonly<Record<string, string | number | boolean | null>>;
  readonly volumes?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly scale?: number;
  readonly deploy?: { readonly replicas?: number };
  readonly restart?: string;
  readonly working_dir?: string;
  readonly user?: string;
}
interface Project {
  readonly name: string;
  readonly directory: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly network: string;
}

/** docker-compose: version 1's command. */
export const dockerCompose: Program = {
  role: 'client',
  startup: 200,
  run: (call) => compose(call, call.args, false),
};

/** `docker compose …` (`plugin`) and `docker-compose …`: a project's containers by its file. */
export function* compose(call: Call, args: readonly string[], plugin: boolean): Task<number> {
  try {
    const { options, command, rest } = split(args);
    if (command === 'version' || command === '--version') {
      call.print(plugin ? 'Docker Compose version v2.0.1\n' : 'docker-compose version 1.29.2, build 5becea4c\n');
      return 0;
    }
    const project = load(call, options);
    const daemon = dockerDaemon(call.host, call.machine);
    const run = COMMANDS[command];
    if (!run) throw new DockerError(`No such command: ${command}`);
    return yield* run({ call, daemon, project, plugin, rest });
  } catch (error) {
    if (!(error instanceof DockerError)) throw error;
    call.stderr.write(`${error.message}\n`);
    return error.status;
  }
}

interface Options {
  readonly file: string | undefined;
  readonly project: string | undefined;
}
function split(args: readonly string[]): {
  readonly options: Options;
  readonly command: string;
  readonly rest: readonly string[];
} {
  let file: string | undefined;
  let project: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '-f' || word === '--file') file = args[++i];
    else if (word === '-p' || word === '--project-name') project = args[++i];
    else if (!word.startsWith('--') || word === '--version')
      return { options: { file, project }, command: word, rest: args.slice(i + 1) };
  }
  return { options: { file, project }, command: 'help', rest: [] };
}

const NAMES = ['docker-compose.yml', 'docker-compose.yaml', 'compose.yaml', 'compose.yml'];

function load(call: Call, { file, project }: Options): Project {
  const path = call.resolve(file ?? NAMES.find((name) => call.files.exists(call.resolve(name))) ?? NAMES[0]!);
  let value: { readonly services?: Readonly<Record<string, Service>> } | null;
  try {
    value = parse(call.files.readText(path), { merge: true }) as typeof value;
  } catch (error) {
    if (error instanceof SystemError)
      throw new DockerError(
        file === undefined
          ? `\n        Can't find a suitable configuration file in this directory or any\n        parent. Are you in the right directory?\n\n        Supported filenames: docker-compose.yml, docker-compose.yaml, compose.yml, compose.yaml\n        `
          : `ERROR: .FileNotFoundError: [Errno 2] No such file or directory: '${file}'`,
      );
    if (error instanceof Error) throw new DockerError(`ERROR: ${error.message}`);
    throw error;
  }
  if (!value?.services)
    throw new DockerError(`ERROR: The Compose file '${path}' is invalid because:\nservices is required`);
  const directory = path.replace(/\/[^/]*$/, '') || '/';
  const name =
    project ??
    (directory
      .replace(/.*\//, '')
      .toLowerCase()
      .replace(/[^a-z0-9_-]/g, '') ||
      'default');
  return { name, directory, services: value.services, network: `${name}_default` };
}

interface Run {
  readonly call: Call;
  readonly daemon: DockerDaemon;
  readonly project: Project;
  readonly plugin: boolean;
  readonly rest: readonly string[];
}

const own = ({ daemon, project }: Run, service?: string): DockerContainer[] =>
  daemon.containers.filter(
    ({ spec }) => spec.project?.name === project.name && (service === undefined || spec.project.service === service),
  );

/** Words of a command line, quotes taken off. */
const words = (text: string | readonly string[] | undefined): string[] | undefined =>
  typeof text === 'string'
    ? (text.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'))
    : text?.map(String);

function environmentOf(call: Call, { environment }: Service): Record<string, string> {
  const interpolate = (text: string): string =>
    text.replace(/\$\{(\w+)(?::?-([^}]*))?\}/g, (_, name: string, fallback = '') => call.env[name] ?? fallback);
  const entries = Array.isArray(environment)
    ? environment.map((pair: string): [string, string] => {
        const at = pair.indexOf('=');
        return at < 0 ? [pair, call.env[pair] ?? ''] : [pair.slice(0, at), pair.slice(at + 1)];
      })
    : Object.entries(environment ?? {}).map(([name, value]): [string, string] => [name, String(value ?? '')]);
  return Object.fromEntries(entries.map(([name, value]) => [name, interpolate(value)]));
}

function ordered({ services }: Project): string[] {
  const done: string[] = [];
  const visit = (name: string): void => {
    if (done.includes(name) || !services[name]) return;
    const before = services[name].depends_on ?? [];
    for (const other of Array.isArray(before) ? before : Object.keys(before)) visit(other);
    done.push(name);
  };
  for (const name of Object.keys(services)) visit(name);
  return done;
}

function* up(run: Run): Task<number> {
  const { call, daemon, project, plugin, rest } = run;
  const scales = new Map<string, number>();
  const named: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const scale = rest[i] === '--scale' ? rest[++i] : rest[i]!.startsWith('--scale=') ? rest[i]!.slice(8) : undefined;
    if (scale !== undefined) scales.set(scale.split('=')[0]!, Number(scale.split('=')[1]));
    else if (!rest[i]!.startsWith('-')) named.push(rest[i]!);
  }
  for (const name of named) if (!project.services[name]) throw new DockerError(`no such service: ${name}`);
  const detached = rest.includes('-d') || rest.includes('--detach');
  const say = (what: string, name: string, done: string): void =>
    call.stderr.write(
      plugin ? ` ⠿ ${what} ${name}  ${done === 'done' ? 'Started' : done}\n` : `Creating ${name} ... ${done}\n`,
    );
  if (!daemon.networks.some(({ name }) => name === project.network)) {
    daemon.addNetwork(project.network);
    call.stderr.write(
      plugin
        ? ` ⠿ Network ${project.network}  Created\n`
        : `Creating network "${project.network}" with the default driver\n`,
    );
  }
  for (const name of ordered(project)) {
    if (named.length > 0 && !named.includes(name)) continue;
    const service = project.services[name]!;
    const count = scales.get(name) ?? service.scale ?? service.deploy?.replicas ?? 1;
    yield* scaleTo(run, name, count, say);
  }
  if (detached) return 0;
  const running = own(run);
  call.stderr.write(`Attaching to ${running.map(({ spec }) => spec.name).join(', ')}\n`);
  const stop = (): void => {
    call.process.spawn(
      (function* () {
        for (const container of running) yield* stopContainer(call, container);
        call.process.exit(0);
      })(),
    );
  };
  call.process.onSignal('SIGINT', stop);
  call.process.declareServing();
  for (const container of running) if (container.process) yield container.process.wait();
  return 0;
}

function* scaleTo(
  run: Run,
  name: string,
  count: number,
  say: (what: string, name: string, done: string) => void,
): Task {
  const { call, daemon, project, plugin } = run;
  const service = project.services[name]!;
  const existing = own(run, name);
  for (const container of existing.slice(count)) {
    yield* stopContainer(call, container);
    daemon.remove(container);
  }
  for (const container of existing.slice(0, count)) if (!container.process?.alive) daemon.start(container);
  for (let number = existing.length + 1; number <= count; number++) {
    const separator = plugin ? '-' : '_';
    const containerName = service.container_name ?? [project.name, name, number].join(separator);
    const image = yield* imageOf(run, name, service);
    const spec: RunSpec = {
      name: containerName,
      image,
      imageName: service.image ?? image.reference,
      argv: [
        ...(words(service.entrypoint) ?? image.entrypoint),
        ...(words(service.command) ?? (service.entrypoint ? [] : image.command)),
      ],
      environment: environmentOf(call, service),
      workingDirectory: service.working_dir ?? image.workingDirectory,
      user: service.user ?? image.user,
      ports: (service.ports ?? []).map((port) => parsePort(String(port))),
      network: project.network,
      aliases: [name, ...(service.hostname ? [service.hostname] : [])],
      volumes: (service.volumes ?? []).map((volume) => parseVolume(call, volume, project.directory)),
      restart: (service.restart ?? 'no') as RunSpec['restart'],
      removeAtEnd: false,
      project: { name: project.name, service: name, number },
    };
    const container = daemon.create(spec);
    yield sleep(call.process, 300);
    try {
      daemon.start(container);
      say('Container', containerName, 'done');
    } catch (error) {
      const { text } = startFailure(error, container);
      say('Container', containerName, 'error');
      throw new DockerError(
        `\nERROR: for ${name}  ${text.replace(/^docker: Error response from daemon: /, `Cannot start service ${name}: `)}\nERROR: Encountered errors while bringing up the project.`,
      );
    }
  }
}

function* imageOf({ call, project }: Run, name: string, service: Service): Task<ContainerImage> {
  if (service.build !== undefined) {
    const { context = '.', dockerfile = 'Dockerfile' } =
      typeof service.build === 'string' ? { context: service.build } : service.build;
    const directory = call.resolve(`${project.directory}/${context}`);
    try {
      return yield* build(call, directory, `${directory}/${dockerfile}`, service.image ?? `${project.name}_${name}`);
    } catch (error) {
      if (error instanceof BuildError)
        throw new DockerError(`ERROR: Service '${name}' failed to build: ${error.message}`);
      throw error;
    }
  }
  if (service.image === undefined)
    throw new DockerError(
      `ERROR: The service ${name} has neither an image nor a build context specified. At least one must be provided.`,
    );
  return yield* imageFor(call, service.image, (text) => call.stderr.write(text));
}

function* down(run: Run): Task<number> {
  const { call, daemon, project, plugin } = run;
  const mine = own(run).reverse();
  for (const container of mine) {
    if (container.process?.alive) {
      yield* stopContainer(call, container);
      call.stderr.write(
        plugin ? ` ⠿ Container ${container.spec.name}  Stopped\n` : `Stopping ${container.spec.name} ... done\n`,
      );
    }
  }
  for (const container of mine) {
    daemon.remove(container);
    call.stderr.write(
      plugin ? ` ⠿ Container ${container.spec.name}  Removed\n` : `Removing ${container.spec.name} ... done\n`,
    );
  }
  const at = daemon.networks.findIndex(({ name }) => name === project.network);
  if (at >= 0) {
    daemon.networks.splice(at, 1);
    call.stderr.write(plugin ? ` ⠿ Network ${project.network}  Removed\n` : `Removing network ${project.network}\n`);
  }
  return 0;
}

function* forServices(run: Run, work: (container: DockerContainer) => Task): Task<number> {
  const named = run.rest.filter((word) => !word.startsWith('-'));
  for (const container of own(run))
    if (named.length === 0 || named.includes(container.spec.project!.service)) yield* work(container);
  return 0;
}

const COMMANDS: Readonly<Record<string, (run: Run) => Task<number>>> = {
  up,
  down,
  *ps(run) {
    yield sleep(run.call.process, 5);
    const rows = own(run).map((container) => {
      const command = container.spec.argv.join(' ');
      const state = container.process?.alive ? 'running' : `exited (${container.exitCode})`;
      return run.plugin
        ? [
            container.spec.name,
            `"${command.length > 20 ? `${command.slice(0, 19)}…` : command}"`,
            container.spec.project!.service,
            state,
            portsText(container),
          ]
        : [
            container.spec.name,
            command.length > 30 ? `${command.slice(0, 27)}...` : command,
            container.process?.alive ? 'Up' : `Exit ${container.exitCode}`,
            portsText(container),
          ];
    });
    const head = run.plugin ? ['NAME', 'COMMAND', 'SERVICE', 'STATUS', 'PORTS'] : ['Name', 'Command', 'State', 'Ports'];
    const table = dockerTable([head, ...rows]);
    const [first = '', ...others] = table.split('\n');
    run.call.print(
      run.plugin
        ? table
        : `${first}\n${'-'.repeat(Math.max(...table.split('\n').map((line) => line.length)))}\n${others.join('\n')}`,
    );
    return 0;
  },
  *logs(run) {
    const tail = run.rest.find((word) => word.startsWith('--tail='))?.slice(7);
    return yield* forServices(run, function* (container) {
      yield sleep(run.call.process, 5);
      const text = lastLines(run.call.machine.files.readText(container.log), tail);
      for (const line of text.split('\n').slice(0, -1)) run.call.print(`${container.spec.name}  | ${line}\n`);
    });
  },
  stop: (run) => forServices(run, (container) => stopContainer(run.call, container)),
  kill: (run) => forServices(run, (container) => stopContainer(run.call, container, 0)),
  start: (run) =>
    forServices(run, function* (container) {
      yield sleep(run.call.process, 200);
      if (!container.process?.alive) run.daemon.start(container);
    }),
  restart: (run) =>
    forServices(run, function* (container) {
      yield* stopContainer(run.call, container);
      run.daemon.start(container);
    }),
  *scale(run) {
    for (const pair of run.rest) {
      const [name = '', count = ''] = pair.split('=');
      if (!run.project.services[name]) throw new DockerError(`no such service: ${name}`);
      yield* scaleTo(run, name, Number(count), (_what, container, done) =>
        run.call.stderr.write(`Creating ${container} ... ${done}\n`),
      );
    }
    return 0;
  },
  *exec(run) {
    const at = run.rest.findIndex((word) => !word.startsWith('-'));
    const [name = '', ...argv] = run.rest.slice(Math.max(0, at));
    const flags = run.rest.slice(0, Math.max(0, at));
    const [container] = own(run, name);
    if (!container?.process?.alive) throw new DockerError(`ERROR: No container found for ${name}_1`);
    const status = yield* execIn(run.call, container.machine, argv, {
      environment: { ...container.spec.image.environment, ...container.spec.environment },
      workingDirectory: container.spec.workingDirectory,
      user: container.spec.user,
      stdin: true,
      tty: !flags.includes('-T'),
    });
    return status instanceof LaunchError ? status.status : status;
  },
  *pull(run) {
    for (const service of Object.values(run.project.services))
      if (service.image) yield* imageFor(run.call, service.image, (text) => run.call.stderr.write(text));
    return 0;
  },
  *build(run) {
    for (const [name, service] of Object.entries(run.project.services))
      if (service.build !== undefined) yield* imageOf(run, name, service);
    return 0;
  },
};
