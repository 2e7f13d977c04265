import {
  type ContainerImage,
  normalizeReference,
  pullRefusal,
  pullTime,
  splitReference,
} from '../../platform/containers.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Task } from '../../simulation/task.ts';
import type { Call } from '../host.ts';
import type { DockerContainer } from './docker-daemon.ts';
import { engineOf } from './engine.ts';
import { notSimulatedImage } from './images.ts';

/** What docker and compose both do. */

/** An error that ends the command, in docker's words. */
export class DockerError extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

/** docker stop: from SIGTERM to SIGKILL. */
export const STOP_MS = 10_000;

/** An image by its name, pulled where it is missing. Throws {@link DockerError}. */
export function* imageFor(call: Call, name: string, say: (text: string) => void): Task<ContainerImage> {
  const reference = normalizeReference(name);
  const local = engineOf(call.host).images(call.machine);
  const byId = [...local.values()].find(({ id }) => name.length >= 4 && id.startsWith(name));
  const known = local.get(reference) ?? byId;
  if (known) return known;
  say(`Unable to find image '${reference}' locally\n`);
  return yield* pullImage(call, reference, say);
}

/** Brings an image from a registry, or looks whether a newer one is there. */
export function* pullImage(call: Call, reference: string, say: (text: string) => void): Task<ContainerImage> {
  const engine = engineOf(call.host);
  const { repository, tag } = splitReference(reference);
  const image = engine.pull(reference);
  yield sleep(call.process, 900);
  if (!image) {
    throw new DockerError(
      notSimulatedImage(reference) ??
        `Error response from daemon: ${pullRefusal(reference, (each) => engine.pull(each))}`,
    );
  }
  say(`${tag}: Pulling from ${repository.includes('/') ? repository : `library/${repository}`}\n`);
  const there = engine.images(call.machine).has(reference);
  if (!there) yield sleep(call.process, pullTime(image));
  engine.images(call.machine).set(reference, image);
  say(
    `Digest: sha256:${call.platform.world.random(`digest ${reference}`).hex(64)}\nStatus: ${there ? 'Image is up to date' : 'Downloaded newer image'} for ${reference}\n`,
  );
  return image;
}

/** `8081:8081`, `127.0.0.1:8081:8081`, `8081`. */
export function parsePort(text: string): { readonly host: number; readonly container: number } {
  const parts = text.replace(/\/(?:tcp|udp)$/, '').split(':');
  const container = Number(parts.at(-1));
  const host = parts.length === 1 ? 0 : Number(parts.at(-2));
  if (Number.isNaN(container) || Number.isNaN(host))
    throw new DockerError(`docker: Invalid containerPort: ${text}.\nSee 'docker run --help'.`, 125);
  return { host: host === 0 ? 32_768 + (container % 1000) : host, container };
}

/** `source:target[:ro]`; a relative source lies below the working directory, a bare name is a volume of docker's. */
export function parseVolume(
  call: Call,
  text: string,
  directory = call.cwd,
): { readonly source: string; readonly target: string } {
  const [source = '', target] = text.split(':');
  if (target === undefined)
    return { source: `/var/lib/docker/volumes/${source.replace(/\W+/g, '_')}/_data`, target: source };
  if (source.startsWith('/')) return { source, target };
  if (/^(?:\.|~)/.test(source)) return { source: call.resolve(`${directory}/${source}`), target };
  return { source: `/var/lib/docker/volumes/${source}/_data`, target };
}

/** Ends a container's main process; SIGKILL follows where SIGTERM does not do. */
export function* stopContainer(call: Call, container: DockerContainer, wait = STOP_MS): Task {
  const main = container.process;
  container.stopping = true;
  if (!main?.alive) return;
  main.kill('SIGTERM');
  const late = call.process.schedule(wait, () => main.kill('SIGKILL'));
  yield main.wait();
  late.cancel();
}
