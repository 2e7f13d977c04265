import { type Configuration, intOption } from '../../api/configuration.ts';

/** How many network buffers channels and gates may have (NettyShuffleEnvironmentOptions). */
export interface NetworkOptions {
  /** `taskmanager.network.memory.buffers-per-channel`: of a remote channel alone. */
  readonly exclusive: number;
  /** `taskmanager.network.memory.floating-buffers-per-gate`: shared by a gate's channels. */
  readonly floating: number;
  /** `taskmanager.network.memory.max-buffers-per-channel`: of a subpartition; more are back pressure. */
  readonly maxPerChannel: number;
}

export const DEFAULT_NETWORK_OPTIONS: NetworkOptions = { exclusive: 2, floating: 8, maxPerChannel: 10 };

export function networkOptions(configuration: Configuration): NetworkOptions {
  const { exclusive, floating, maxPerChannel } = DEFAULT_NETWORK_OPTIONS;
  const option = (name: string, byDefault: number): number =>
    intOption(configuration, `taskmanager.network.memory.${name}`) ?? byDefault;
  return {
    exclusive: option('buffers-per-channel', exclusive),
    floating: option('floating-buffers-per-gate', floating),
    maxPerChannel: option('max-buffers-per-channel', maxPerChannel),
  };
}
