import type { StreamEnvironmentState } from '../api/transformations.ts';
import type { JobSettings } from './types.ts';

/** What an environment says about the whole job; in BATCH mode there are no checkpoints. */
export function jobSettings(environment: StreamEnvironmentState, batch: boolean, parallelism: number): JobSettings {
  return {
    batch,
    checkpoint: batch ? { ...environment.checkpoint, interval: null } : environment.checkpoint,
    restart: environment.restart,
    stateBackend: environment.stateBackend,
    timeCharacteristic: environment.timeCharacteristic,
    autoWatermarkInterval: environment.autoWatermarkInterval,
    objectReuse: environment.objectReuse,
    maxParallelism: environment.maxParallelism,
    globalJobParameters: environment.globalJobParameters,
    ...(environment.globalJobParametersObject && { globalJobParametersObject: environment.globalJobParametersObject }),
    ...(environment.cachedFiles && { cachedFiles: environment.cachedFiles }),
    configuration: environment.configuration,
    parallelism,
  };
}
