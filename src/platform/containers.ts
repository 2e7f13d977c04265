import { parentPath } from './file-tree.ts';
import { shareDirectory } from './filesystem.ts';
import { type Machine, type Process, SystemError, type WriteStream } from './types.ts';

/** Images and the containers started from them, whoever starts them: Docker or a kubelet. */

export interface ContainerImage {
  /** `flink:1.13.6-scala_2.12-java8`, as {@link normalizeReference} has it. */
  readonly reference: string;
  /** 64 hex digits. */
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** Epoch ms. */
  readonly created: number;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly user: string;
  readonly ports: readonly number[];
  /** Puts the image's files on a container's disk. */
  readonly install: (machine: Machine) => void;
}

export interface ContainerStart {
  readonly machine: Machine;
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly user: string;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
}

/** A command that is not in the container, or not to be run. */
export class ContainerStartError extends Error {
  constructor(
    message: string,
    readonly exitCode: 126 | 127,
  ) {
    super(message);
  }
}

/** What a machine's container runtime can do. */
export interface ContainerEngine {
  /** Images on a machine's disk, by reference. */
  images(machine: Machine): Map<string, ContainerImage>;
  /** What a registry holds under a reference; null: nothing, or nothing for us. */
  pull(reference: string): ContainerImage | null;
  /** Starts a container's main process. Throws {@link ContainerStartError}. */
  start(start: ContainerStart): Process;
}

/** Bytes a second from a registry. */
const PULL_RATE = 60_000_000;
/** Virtual ms to bring an image to a machine: the registry's answers, then its layers. */
export function pullTime({ size }: ContainerImage): number {
  return 1_200 + (size / PULL_RATE) * 1_000;
}

/** A reference as it is shown: no docker.io/library/, `:latest` where no tag is. */
export function normalizeReference(reference: string): string {
  const short = reference
    .replace(/^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '')
    .replace(/^library\//, '');
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}

/** Name and tag of a normalised reference. */
export function splitReference(reference: string): { readonly repository: string; readonly tag: string } {
  const at = reference.lastIndexOf(':');
  return { repository: reference.slice(0, at), tag: reference.slice(at + 1) };
}

/** Makes a directory of `from` be one of `to`, too. What is there already at `to` gives way. */
export function bindDirectory(from: Machine, source: string, to: Machine, target: string): void {
  try {
    if (from.files.exists(source) && from.files.stat(source).type === 'file') {
      to.files.mkdir(parentPath(target), { recursive: true });
      to.files.write(target, from.files.read(source));
      return;
    }
    shareDirectory([from.files, to.files], source, target);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

/** Why the daemon cannot have an image: a tag that is not there, or a repository that is not. */
export function pullRefusal(reference: string, pull: (reference: string) => ContainerImage | null): string {
  const { repository, tag } = splitReference(reference);
  if (pull(`${repository}:latest`))
    return `manifest for ${repository}:${tag} not found: manifest unknown: manifest unknown`;
  return `pull access denied for ${repository}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied`;
}
