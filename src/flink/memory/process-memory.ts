import type { Configuration } from '../api/configuration.ts';
import { JavaError } from '../api/jar.ts';
import { human, MB, multiply, parseMemory } from './memory-size.ts';

/** What a JVM needs beside Flink's own memory, bytes. */
export interface JvmMemory {
  readonly metaspace: number;
  readonly overhead: number;
}

export interface RangeFraction {
  readonly min: number;
  readonly max: number;
  readonly fraction: number;
}

export function misconfigured(message: string, cause: JavaError | null = null): JavaError {
  return new JavaError('org.apache.flink.configuration.IllegalConfigurationException', message, [], cause);
}

export function isMisconfigured(error: unknown): error is JavaError {
  return error instanceof JavaError && error.className.endsWith('.IllegalConfigurationException');
}

/** An option as ConfigOption's toString prints it. */
function described(key: string, byDefault: string | null, deprecated: readonly string[] = []): string {
  const fallbacks = deprecated.map((each) => `{key=${each}, isDeprecated=true}`).join(', ');
  return `Key: '${key}' , default: ${byDefault} (fallback keys: [${fallbacks}])`;
}

/** The memory options of a configuration, read as ConfigOptions are: deprecated keys too. */
export class MemoryOptions {
  constructor(private readonly configuration: Configuration) {}

  /** The value under the key, or under a deprecated one. */
  private text(key: string, deprecated: readonly string[]): string | undefined {
    for (const each of [key, ...deprecated]) {
      const found = this.configuration[each];
      if (found !== undefined) return found;
    }
    return undefined;
  }
  has(key: string, ...deprecated: readonly string[]): boolean {
    return this.text(key, deprecated) !== undefined;
  }
  /** Bytes; null when it is not set. Throws IllegalConfigurationException. */
  size(key: string, ...deprecated: readonly string[]): number | null {
    const text = this.text(key, deprecated);
    if (text === undefined) return null;
    try {
      return parseMemory(text);
    } catch (error) {
      const parsing = new JavaError(
        'java.lang.IllegalArgumentException',
        `Could not parse value '${text}' for key '${key}'.`,
        [],
        error as JavaError,
      );
      throw misconfigured(`Cannot read memory size from config option '${key}'.`, parsing);
    }
  }
  /** A float option with the bounds of what is derived from it. Throws IllegalConfigurationException when they contradict each other. */
  range(key: string, byDefault: number, min: number, max: number, ...deprecated: readonly string[]): RangeFraction {
    const text = this.text(key, deprecated);
    const fraction = Math.fround(text === undefined ? byDefault : Number(text));
    if (Number.isNaN(fraction)) {
      throw new JavaError(
        'java.lang.IllegalArgumentException',
        `Could not parse value '${text}' for key '${key}'.`,
        [],
        new JavaError('java.lang.NumberFormatException', `For input string: "${text}"`, [], null),
      );
    }
    const problem =
      min > max
        ? 'min value must be less or equal to max value'
        : fraction < 0 || fraction >= 1
          ? 'fraction must be in range [0, 1)'
          : null;
    if (problem === null) return { min, max, fraction };
    throw misconfigured(
      `Inconsistently configured ${described(key, String(byDefault), deprecated)} (${javaDouble(fraction)}) and its min (${human(min)}), max (${human(max)}) value`,
      new JavaError('java.lang.IllegalArgumentException', problem, [], null),
    );
  }
}

const javaDouble = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

const clamp = (value: number, { min, max }: RangeFraction): number => Math.min(Math.max(value, min), max);

/** ProcessMemoryUtils.deriveWithFraction. */
export function fractionOf(base: number, range: RangeFraction): number {
  return clamp(multiply(base, range.fraction), range);
}

/** ProcessMemoryUtils.deriveWithInverseFraction: the part that is that fraction of itself and the base. */
export function inverseFractionOf(base: number, range: RangeFraction): number {
  return clamp(multiply(base, range.fraction / (1 - range.fraction)), range);
}

/** How a kind of process derives its parts (ProcessMemoryOptions, FlinkMemoryUtils). */
export interface ProcessKind<F extends { readonly totalFlink: number }> {
  /** `taskmanager` or `jobmanager`: what its options begin with. */
  readonly prefix: string;
  /** Set together, they alone decide. */
  readonly fineGrained: readonly { readonly key: string; readonly deprecated: readonly string[] }[];
  fromFineGrained(options: MemoryOptions): F;
  fromTotalFlink(options: MemoryOptions, totalFlink: number): F;
}

/**
 * ProcessMemoryUtils: from what is configured (the fine-grained options, else total Flink memory, else total process memory) to all parts.
 * Throws IllegalConfigurationException in Flink's words.
 */
export function processMemory<F extends { readonly totalFlink: number }>(
  kind: ProcessKind<F>,
  configuration: Configuration,
): F & JvmMemory & { readonly totalProcess: number } {
  const options = new MemoryOptions(configuration);
  const key = (name: string): string => `${kind.prefix}.memory.${name}`;
  const metaspaceOf = (): number => options.size(key('jvm-metaspace.size')) ?? 256 * MB;
  const overheadRange = (): RangeFraction =>
    options.range(
      key('jvm-overhead.fraction'),
      0.1,
      options.size(key('jvm-overhead.min')) ?? 192 * MB,
      options.size(key('jvm-overhead.max')) ?? 1024 * MB,
    );
  const around = (flink: F): F & JvmMemory & { readonly totalProcess: number } => {
    const { totalFlink } = flink;
    const metaspace = metaspaceOf();
    const totalProcess = options.size(key('process.size'));
    if (totalProcess === null) {
      const overhead = inverseFractionOf(totalFlink + metaspace, overheadRange());
      return { ...flink, metaspace, overhead, totalProcess: totalFlink + metaspace + overhead };
    }
    if (totalProcess < totalFlink + metaspace) {
      throw misconfigured(
        `The configured Total Process Memory size (${human(totalProcess)}) is less than the sum of the derived Total Flink Memory size (${human(totalFlink)}) and the configured or default JVM Metaspace size  (${human(metaspace)}).`,
      );
    }
    const overhead = totalProcess - totalFlink - metaspace;
    const { min, max } = overheadRange();
    if (overhead > max || overhead < min) {
      throw misconfigured(
        `Derived JVM Overhead size (${human(overhead)}) is not in configured JVM Overhead range [${human(min)}, ${human(max)}].`,
      );
    }
    return { ...flink, metaspace, overhead, totalProcess };
  };

  if (kind.fineGrained.every((option) => options.has(option.key, ...option.deprecated))) {
    return around(kind.fromFineGrained(options));
  }
  const totalFlink = options.size(key('flink.size'));
  if (totalFlink !== null) return around(kind.fromTotalFlink(options, totalFlink));
  const totalProcess = options.size(key('process.size'));
  if (totalProcess === null) {
    const internal = kind.fineGrained.map((option) => option.key).join(' and ');
    throw misconfigured(
      `Either required fine-grained memory (${internal}), or Total Flink Memory size (${described(key('flink.size'), null)}), or Total Process Memory size (${described(key('process.size'), null)}) need to be configured explicitly.`,
    );
  }
  const metaspace = metaspaceOf();
  const overhead = fractionOf(totalProcess, overheadRange());
  if (metaspace + overhead > totalProcess) {
    throw misconfigured(
      `Sum of configured JVM Metaspace (${human(metaspace)}) and JVM Overhead (${human(overhead)}) exceed configured Total Process Memory (${human(totalProcess)}).`,
    );
  }
  const flink = kind.fromTotalFlink(options, totalProcess - metaspace - overhead);
  return { ...flink, metaspace, overhead, totalProcess };
}

/**
 * MemoryBackwardsCompatibilityUtils: what Flink before 1.10 called the heap (`taskmanager.heap.size`) is read as an option of today, where that
 * is not set.
 */
export function withLegacyHeap(configuration: Configuration, prefix: string, option: string): Configuration {
  if (configuration[option] !== undefined) return configuration;
  const size = configuration[`${prefix}.heap.size`];
  const megabytes = configuration[`${prefix}.heap.mb`];
  if (size !== undefined) return { ...configuration, [option]: size };
  return megabytes === undefined ? configuration : { ...configuration, [option]: `${megabytes}m` };
}

/** With the total process memory that the distribution's flink-conf.yaml has, where nothing says how much memory there is. */
export function orTotalProcess(configuration: Configuration, prefix: string, size: string): Configuration {
  const sized = /\.(?:process|flink|heap|task\.heap|managed)\.size$|\.heap\.mb$/;
  const said = Object.keys(configuration).some((key) => key.startsWith(`${prefix}.`) && sized.test(key));
  return said ? configuration : { ...configuration, [`${prefix}.memory.process.size`]: size };
}

/** A process whose memory cannot be derived says whose it is before what is wrong. */
export function ofProcess<T>(name: string, derive: () => T): T {
  try {
    return derive();
  } catch (error) {
    if (!isMisconfigured(error)) throw error;
    throw misconfigured(`${name} memory configuration failed: ${error.detail}`, error);
  }
}
