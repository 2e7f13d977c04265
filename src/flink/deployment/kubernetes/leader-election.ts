import type { ConfigMap } from '../../../kubernetes/objects.ts';
import type { Platform, Process } from '../../../platform/types.ts';
import { sleep } from '../../../simulation/simulation.ts';
import type { Task } from '../../../simulation/task.ts';
import { type Configuration, durationOption } from '../../api/configuration.ts';
import { exception, toJavaError } from '../../jobmanager/errors.ts';
import { type HighAvailabilityServices, type LeaderInformation, leaderFacts } from '../../rpc/leadership.ts';

import type { Log } from '../logging.ts';
import { uuid } from '../standalone.ts';
import type { FlinkKubeClient } from './kube-client.ts';
import { highAvailabilityLabels } from './resources.ts';

/** The lease on a leader's ConfigMap, as fabric8's ConfigMapLock writes it. */
const LEADER_ANNOTATION = 'control-plane.alpha.kubernetes.io/leader';

interface LeaderRecord {
  readonly holderIdentity: string;
  /** Virtual ms. */
  readonly acquired: number;
  readonly renewed: number;
  readonly transitions: number;
}

const ELECTOR = 'org.apache.flink.kubernetes.kubeclient.resources.KubernetesLeaderElector';
/** A watch that broke is set up again after this many ms. */
const REWATCH_MS = 1_000;

/** `restserver`, `dispatcher` …, or `<job id>-jobmanager`. */
const COMPONENTS: Readonly<Record<string, string>> = {
  dispatcher: 'dispatcher',
  resource_manager: 'resourcemanager',
  rest_server: 'restserver',
};
export const leaderName = (clusterId: string, component: string): string =>
  `${clusterId}-${COMPONENTS[component] ?? `${component}-jobmanager`}-leader`;

export interface KubernetesLeadership extends HighAvailabilityServices {
  /** Changes a leader's ConfigMap if this process holds its lease; false: it does not. */
  update(name: string, change: (data: Record<string, string>) => Record<string, string>): Task<boolean>;
  /** Deletes a ConfigMap that this process may still lead by. */
  delete(name: string): Task;
  /** No lease is renewed any more; they run out. */
  close(): void;
}

/** KubernetesLeaderElectionDriver and KubernetesLeaderRetrievalDriver: a ConfigMap for each component, led by whoever holds its lease. */
export function kubernetesLeadership(
  platform: Platform,
  process: Process,
  kube: FlinkKubeClient,
  configuration: Configuration,
  log: Log,
): KubernetesLeadership {
  const { world } = platform;
  const clusterId = configuration['kubernetes.cluster-id'] ?? '';
  const random = world.random('kubernetes-leader');
  const identity = uuid(random.hex(32));
  const emitLeader = leaderFacts(platform, clusterId);
  const option = (name: string, fallback: number): number =>
    durationOption(configuration, `high-availability.kubernetes.leader-election.${name}`) ?? fallback;
  const lease = option('lease-duration', 15_000);
  const renewDeadline = option('renew-deadline', 15_000);
  const retryPeriod = option('retry-period', 5_000);
  const labels = highAvailabilityLabels(clusterId);
  let closed = false;
  const deleting = new Set<string>();

  const iso = (ms: number): string => new Date(Math.floor(platform.epoch + ms)).toISOString().replace('Z', '000Z');
  const annotationOf = ({ holderIdentity, acquired, renewed, transitions }: LeaderRecord): string =>
    `{"holderIdentity":"${holderIdentity}","leaseDuration":${(lease / 1_000).toFixed(9)},"acquireTime":"${iso(acquired)}","renewTime":"${iso(renewed)}","leaderTransitions":${transitions}}`;
  const recordOf = (map: ConfigMap | null): LeaderRecord | null => {
    const text = map?.metadata.annotations?.[LEADER_ANNOTATION];
    if (text === undefined) return null;
    const { holderIdentity, acquireTime, renewTime, leaderTransitions } = JSON.parse(text) as Record<string, string>;
    const ms = (time: string | undefined): number => Date.parse(time ?? '') - platform.epoch;
    return {
      holderIdentity: holderIdentity ?? '',
      acquired: ms(acquireTime),
      renewed: ms(renewTime),
      transitions: Number(leaderTransitions),
    };
  };
  const isMine = (map: ConfigMap): boolean => recordOf(map)?.holderIdentity === identity;
  const withRecord = (map: ConfigMap, record: LeaderRecord): ConfigMap => ({
    ...map,
    metadata: {
      ...map.metadata,
      annotations: { ...map.metadata.annotations, [LEADER_ANNOTATION]: annotationOf(record) },
    },
  });
  const fresh = (name: string): ConfigMap => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels } });

  /** LeaderElector.tryAcquireOrRenew. Renewals and looks at another's lease are left out of the trace. */
  function* acquireOrRenew(name: string): Task<boolean> {
    const { now } = world;
    try {
      const map = kube.peekConfigMap(name);
      const record = recordOf(map);
      if (record && record.holderIdentity !== identity && record.renewed + lease > now) return false;
      if (map && record?.holderIdentity === identity) {
        kube.touchConfigMap(withRecord(map, { ...record, renewed: now }));
        return true;
      }
      const mine = {
        holderIdentity: identity,
        acquired: now,
        renewed: now,
        transitions: (record?.transitions ?? -1) + 1,
      };
      if (map) yield* kube.replace('configmaps', withRecord(map, mine));
      else yield* kube.create('configmaps', withRecord(fresh(name), mine));
      log('INFO', ELECTOR, `New leader elected ${identity} for ${name}.`);
      return true;
    } catch {
      // Somebody else was faster, or nobody answers: the next turn will tell.
      return false;
    }
  }
  const update: KubernetesLeadership['update'] = (name, change) =>
    kube.checkAndUpdateConfigMap(name, (map) =>
      isMine(map)
        ? {
            ...map,
            metadata: { ...map.metadata, labels: { ...map.metadata.labels, ...labels } },
            data: change({ ...map.data }),
          }
        : null,
    );
  const fatal = (message: string, cause: unknown): void => {
    log(
      'ERROR',
      'org.apache.flink.runtime.entrypoint.ClusterEntrypoint',
      'Fatal error occurred in the cluster entrypoint.',
      exception(
        'org.apache.flink.runtime.leaderelection.LeaderElectionException',
        message,
        cause === null ? null : toJavaError(cause),
      ),
    );
    process.exit(2);
  };
  /** Follows a ConfigMap for as long as `live` says, over broken watches. */
  const follow = (name: string, live: () => boolean, listener: (map: ConfigMap | null) => void): void => {
    const watch = function* (): Task {
      yield* kube.watch(
        'configmaps',
        name,
        (type, map) => {
          if (live()) listener(type === 'DELETED' ? null : map);
        },
        () => process.spawn(again()),
      );
    };
    const again = function* (): Task {
      while (live()) {
        yield sleep(process, REWATCH_MS);
        try {
          yield* watch();
          return;
        } catch {
          // The API server is not back yet.
        }
      }
    };
    process.spawn(
      (function* () {
        try {
          yield* watch();
        } catch (error) {
          fatal(`Error while watching the ConfigMap ${name}`, error);
        }
      })(),
    );
  };

  return {
    update,
    *delete(name) {
      deleting.add(name);
      yield* kube.delete('configmaps', name);
    },
    close: () => {
      closed = true;
    },
    retrieval: {
      retrieve(_process, component, listener) {
        let live = true;
        let last = '';
        follow(
          leaderName(clusterId, component),
          () => live,
          (map) => {
            const leader = map && leaderIn(map);
            if (!leader || last === `${leader.session} ${leader.address}`) return;
            last = `${leader.session} ${leader.address}`;
            listener(leader);
          },
        );
        return () => {
          live = false;
        };
      },
    },
    election: {
      contend(_process, component, contender) {
        const name = leaderName(clusterId, component);
        let live = true;
        let leading = false;
        let renewed = world.now;
        log('INFO', ELECTOR, `Create KubernetesLeaderElector ${name} with lock identity ${identity}.`);
        const publish = (session: string, address: string): void => {
          if (!leading) return;
          emitLeader(process, component, true);
          process.spawn(
            (function* () {
              yield* update(name, (data) => ({ ...data, address, sessionId: uuid(session) }));
            })(),
          );
        };
        const revoke = (): void => {
          leading = false;
          emitLeader(process, component, false);
          contender.revoked();
        };
        const elect = function* (): Task {
          for (; live && !closed; yield sleep(process, retryPeriod)) {
            if (yield* acquireOrRenew(name)) {
              renewed = world.now;
              if (leading || !live) continue;
              leading = true;
              const session = random.hex(32);
              contender.granted(session, (address) => publish(session, address));
            } else if (leading && world.now - renewed >= renewDeadline) revoke();
          }
        };
        process.spawn(elect());
        follow(
          name,
          () => live && !closed && !deleting.has(name),
          (map) => {
            if (map === null && leading) fatal(`ConfigMap ${name} is deleted externally`, null);
          },
        );
        return () => {
          live = false;
          if (leading) emitLeader(process, component, false);
          leading = false;
        };
      },
    },
  };
}

function leaderIn({ data }: ConfigMap): LeaderInformation | null {
  const { address, sessionId } = data ?? {};
  return address === undefined || sessionId === undefined ? null : { address, session: sessionId.replaceAll('-', '') };
}
