import { number } from '../../../hadoop/configuration.ts';
import type { Resource } from '../../../hadoop/yarn/records.ts';
import type { Configuration } from '../../api/configuration.ts';
import type { JavaError } from '../../api/jar.ts';
import type { ClusterSpecification } from '../../client/cluster-descriptor.ts';
import { exception } from '../../jobmanager/errors.ts';
import type { Deployment } from './staging.ts';

export const DEPLOYMENT_EXCEPTION = 'org.apache.flink.yarn.YarnClusterDescriptor$YarnDeploymentException';

/** A frame of Flink's YarnClusterDescriptor, by the lines of 1.13.3. */
export function descriptorFrame(method: string, line: number): string {
  return `org.apache.flink.yarn.YarnClusterDescriptor.${method}(YarnClusterDescriptor.java:${line})`;
}

/** YarnClusterDescriptor.isReadyForDeployment. Throws IllegalConfigurationException. */
export function checkVcores(configuration: Configuration, specification: ClusterSpecification, most: number): void {
  const illegal = (message: string): JavaError =>
    exception('org.apache.flink.configuration.IllegalConfigurationException', message, null, [
      descriptorFrame('isReadyForDeployment', 334),
      descriptorFrame('deployInternal', 534),
    ]);
  const master = Number(configuration['yarn.appmaster.vcores'] ?? '1');
  if (master > most) {
    throw illegal(
      `The number of requested virtual cores for application master ${master} exceeds the maximum number of virtual cores ${most} available in the Yarn Cluster.`,
    );
  }
  const worker = Number(configuration['yarn.containers.vcores'] ?? specification.slotsPerTaskManager);
  if (worker > most) {
    throw illegal(
      `The number of requested virtual cores per node ${worker} exceeds the maximum number of virtual cores ${most} available in the Yarn Cluster. Please note that the number of virtual cores is set to the number of task slots by default unless configured in the Flink config with 'yarn.containers.vcores.'`,
    );
  }
}

/** YarnClusterDescriptor.validateClusterResources. Throws YarnDeploymentException. */
export function validateResources(
  { hadoop, info, warn }: Deployment,
  specification: ClusterSpecification,
  maximum: Resource,
  free: number,
): ClusterSpecification {
  const step = number(hadoop, 'yarn.scheduler.minimum-allocation-mb', 1024);
  const { taskManagerMemoryMB: worker, slotsPerTaskManager } = specification;
  for (const [component, configured] of [
    ['JobManager', specification.masterMemoryMB],
    ['TaskManager', worker],
  ] as const) {
    const rounded = Math.max(step, Math.ceil(configured / step) * step);
    if (configured !== rounded)
      info(
        `The configured ${component} memory is ${configured} MB. YARN will allocate ${rounded} MB to make up an integer multiple of its minimum allocation memory (${step} MB, configured via 'yarn.scheduler.minimum-allocation-mb'). The extra ${rounded - configured} MB may not be used by Flink.`,
      );
  }
  const master = Math.max(step, specification.masterMemoryMB);
  const note =
    "Please check the 'yarn.scheduler.maximum-allocation-mb' and the 'yarn.nodemanager.resource.memory-mb' configuration values\n";
  if (master > maximum.memory) {
    throw exception(
      DEPLOYMENT_EXCEPTION,
      `The cluster does not have the requested resources for the JobManager available!\nMaximum Memory: ${maximum.memory}MB Requested: ${master}MB. ${note}`,
      null,
      [descriptorFrame('validateClusterResources', 642), descriptorFrame('deployInternal', 575)],
    );
  }
  if (worker > maximum.memory) {
    throw exception(
      DEPLOYMENT_EXCEPTION,
      `The cluster does not have the requested resources for the TaskManagers available!\nMaximum Memory: ${maximum.memory} Requested: ${worker}MB. ${note}`,
      null,
      [descriptorFrame('validateClusterResources', 653), descriptorFrame('deployInternal', 575)],
    );
  }
  const wait =
    '\nThe Flink YARN client will try to allocate the YARN session, but maybe not all TaskManagers are connecting from the beginning because the resources are currently not available in the cluster. The allocation might take more time than usual because the Flink YARN client needs to wait until the resources become available.';
  if (worker > free)
    warn(
      `The requested amount of memory for the TaskManagers (${worker}MB) is more than the largest possible YARN container: ${free}${wait}`,
    );
  if (master > free)
    warn(
      `The requested amount of memory for the JobManager (${master}MB) is more than the largest possible YARN container: ${free}${wait}`,
    );
  return { masterMemoryMB: master, taskManagerMemoryMB: worker, slotsPerTaskManager };
}
