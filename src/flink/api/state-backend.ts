import type { Configuration } from './configuration.ts';
import { javaError } from './errors.ts';

/**
 * StateBackendLoader.loadStateBackendFromConfig: `state.backend` names one that comes with Flink, or a factory's class; undefined when it
 * is not set. Throws WrappingRuntimeException when there is no such class.
 */
export function stateBackendOption(configuration: Configuration): 'hashmap' | 'rocksdb' | undefined {
  const name = configuration['state.backend'];
  switch (name?.toLowerCase()) {
    case undefined:
      return undefined;
    case 'hashmap':
    case 'filesystem':
    case 'jobmanager':
      return 'hashmap';
    case 'rocksdb':
      return 'rocksdb';
    default: {
      const loading = javaError(
        'org.apache.flink.util.DynamicCodeLoadingException',
        `Cannot find configured state backend factory class: ${name}`,
        javaError('java.lang.ClassNotFoundException', name!),
      );
      throw javaError('org.apache.flink.util.WrappingRuntimeException', loading.message, loading);
    }
  }
}
