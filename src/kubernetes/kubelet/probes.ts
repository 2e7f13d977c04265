import type { Platform, Process } from '../../platform/types.ts';
import { sleep } from '../../simulation/simulation.ts';
import type { Container, Probe } from '../objects.ts';
import type { ContainerRun, PodRun } from './node-runtime.ts';

interface Listener {
  /** Readiness has changed. */
  readonly ready: () => void;
  readonly unhealthy: (message: string) => void;
  /** Liveness has failed too often. */
  readonly kill: () => void;
}

/** Runs a container's liveness and readiness probes from the kubelet until its main process ends. */
export function watchProbes(
  kubelet: Process,
  platform: Platform,
  run: PodRun,
  container: ContainerRun,
  main: Process,
  listener: Listener,
): void {
  const watch = (probe: Probe | undefined, kind: 'Liveness' | 'Readiness'): void => {
    if (!probe) return;
    kubelet.spawn(
      (function* () {
        let failures = 0;
        yield sleep(kubelet, (probe.initialDelaySeconds ?? 0) * 1_000 + 100);
        while (main.alive && container.process === main && !run.terminating) {
          const why = check(platform, run, container.spec, probe);
          failures = why === null ? 0 : failures + 1;
          if (why !== null) listener.unhealthy(`${kind} probe failed: ${why}`);
          if (kind === 'Readiness') {
            const ready = why === null || (container.ready && failures < (probe.failureThreshold ?? 3));
            if (ready !== container.ready) {
              container.ready = ready;
              listener.ready();
            }
          } else if (failures >= (probe.failureThreshold ?? 3)) {
            listener.kill();
            return;
          }
          yield sleep(kubelet, (probe.periodSeconds ?? 10) * 1_000);
        }
      })(),
    );
  };
  watch(container.spec.livenessProbe, 'Liveness');
  watch(container.spec.readinessProbe, 'Readiness');
}

/** Why a probe fails now; null when it succeeds. Commands (`exec`) are taken to succeed. */
function check(platform: Platform, run: PodRun, spec: Container, probe: Probe): string | null {
  const action = probe.tcpSocket ?? probe.httpGet;
  if (!action || !run.machine) return null;
  const named = spec.ports?.find(({ name }) => name === action.port)?.containerPort;
  const port = named ?? Number(action.port);
  if (platform.network.listener(run.machine.name, port)) return null;
  const address = `${run.machine.ip}:${port}`;
  return probe.tcpSocket
    ? `dial tcp ${address}: connect: connection refused`
    : `Get "http://${address}${probe.httpGet?.path ?? '/'}": dial tcp ${address}: connect: connection refused`;
}
