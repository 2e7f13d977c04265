import type { Configuration } from '../api/configuration.ts';
import type { JobSettings } from './types.ts';

const STATE = 'org.apache.flink.runtime.state';
const BATCH_STATE = 'org.apache.flink.streaming.api.operators.sorted.state';

/**
 * What StateBackendLoader and CheckpointStorageLoader log as they choose, in a JobMaster and in each task.
 * @param hash of a Java object
 */
export function stateSettingsLog(settings: JobSettings, cluster: Configuration, hash: () => string): string[] {
  const configuration = { ...cluster, ...settings.configuration };
  if (settings.batch)
    return [
      `Using application-defined state backend: ${BATCH_STATE}.BatchExecutionStateBackend@${hash()}`,
      `Using application defined checkpoint storage: ${BATCH_STATE}.BatchExecutionCheckpointStorage@${hash()}`,
    ];
  return [...backendLines(settings, configuration, hash), storageLine(settings, configuration, hash)];
}

function backendLines({ stateBackend }: JobSettings, configuration: Configuration, hash: () => string): string[] {
  const hashMap = (): string => `${STATE}.hashmap.HashMapStateBackend@${hash()}`;
  if (stateBackend !== null) {
    const backend = (): string =>
      stateBackend === 'hashmap'
        ? hashMap()
        : 'EmbeddedRocksDBStateBackend{, localRocksDbDirectories=null, enableIncrementalCheckpointing=UNDEFINED, numberOfTransferThreads=-1, writeBatchSize=-1}';
    return [
      `Using job/cluster config to configure application-defined state backend: ${backend()}`,
      `Using application-defined state backend: ${backend()}`,
    ];
  }
  switch (configuration['state.backend']?.toLowerCase()) {
    case undefined:
      return [`No state backend has been configured, using default (HashMap) ${hashMap()}`];
    case 'rocksdb':
      return [
        'Loading state backend via factory org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackendFactory',
      ];
    default:
      return [`State backend is set to heap memory ${hashMap()}`];
  }
}

function storageLine({ checkpoint }: JobSettings, configuration: Configuration, hash: () => string): string {
  if (checkpoint.storage !== null)
    return `Using job/cluster config to configure application-defined checkpoint storage: ${STATE}.storage.FileSystemCheckpointStorage@${hash()}`;
  const directory = configuration['state.checkpoints.dir'];
  return directory === undefined
    ? "Checkpoint storage is set to 'jobmanager'"
    : `Checkpoint storage is set to 'filesystem': (checkpoints "${directory}")`;
}
