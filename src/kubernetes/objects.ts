/** Objects of the Kubernetes API as they stand in YAML and JSON, as far as the simulation knows their fields. */

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

export interface ObjectMeta {
  readonly name: string;
  readonly generateName?: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  /** Virtual ms; printed as RFC 3339 and as an age. */
  readonly creationTimestamp?: number;
  /** Set once deletion was asked for; the object stays until its kubelet is done. */
  readonly deletionTimestamp?: number;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  readonly ownerReferences?: readonly OwnerReference[];
}
export type Labels = Readonly<Record<string, string>>;

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export interface EnvVar {
  readonly name: string;
  readonly value?: string | number | boolean;
  readonly valueFrom?: {
    readonly fieldRef?: { readonly fieldPath: string };
    readonly configMapKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean };
    readonly secretKeyRef?: { readonly name: string; readonly key: string; readonly optional?: boolean };
  };
}
export interface Probe {
  readonly tcpSocket?: { readonly port: number | string };
  readonly httpGet?: { readonly port: number | string; readonly path?: string };
  readonly exec?: { readonly command: readonly string[] };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds?: number;
  readonly failureThreshold?: number;
}
export interface ResourceList {
  readonly cpu?: string | number;
  readonly memory?: string | number;
}
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly workingDir?: string;
  readonly env?: readonly EnvVar[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
  readonly ports?: readonly { readonly containerPort: number; readonly name?: string; readonly protocol?: string }[];
  readonly resources?: { readonly requests?: ResourceList; readonly limits?: ResourceList };
  readonly volumeMounts?: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
    readonly readOnly?: boolean;
  }[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly securityContext?: { readonly runAsUser?: number };
}
interface KeyToPath {
  readonly key: string;
  readonly path: string;
}
export interface Volume {
  readonly name: string;
  readonly configMap?: { readonly name: string; readonly items?: readonly KeyToPath[]; readonly optional?: boolean };
  readonly secret?: { readonly secretName: string; readonly items?: readonly KeyToPath[] };
  readonly emptyDir?: object;
  readonly hostPath?: { readonly path: string; readonly type?: string };
  readonly nfs?: { readonly server: string; readonly path: string };
  readonly persistentVolumeClaim?: { readonly claimName: string };
}
export interface Toleration {
  readonly key?: string;
  readonly operator?: 'Exists' | 'Equal';
  readonly value?: string;
  readonly effect?: string;
  readonly tolerationSeconds?: number;
}
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  readonly restartPolicy?: 'Always' | 'OnFailure' | 'Never';
  readonly serviceAccountName?: string;
  readonly serviceAccount?: string;
  readonly nodeName?: string;
  readonly nodeSelector?: Labels;
  readonly tolerations?: readonly Toleration[];
  readonly terminationGracePeriodSeconds?: number;
  readonly hostname?: string;
}
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: number;
}
export interface TerminatedState {
  readonly exitCode: number;
  readonly reason: string;
  readonly message?: string;
  readonly startedAt: number;
  readonly finishedAt: number;
}
export interface ContainerState {
  readonly waiting?: { readonly reason: string; readonly message?: string };
  readonly running?: { readonly startedAt: number };
  readonly terminated?: TerminatedState;
}
export interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly imageID?: string;
  readonly containerID?: string;
  readonly ready: boolean;
  readonly started?: boolean;
  readonly restartCount: number;
  readonly state: ContainerState;
  readonly lastState?: ContainerState;
}
export interface PodStatus {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  readonly conditions?: readonly Condition[];
  readonly reason?: string;
  readonly message?: string;
  readonly hostIP?: string;
  readonly podIP?: string;
  readonly startTime?: number;
  readonly containerStatuses?: readonly ContainerStatus[];
}
export interface Pod extends KubernetesObject {
  readonly spec: PodSpec;
  readonly status?: PodStatus;
}
export interface PodTemplate {
  readonly metadata?: { readonly labels?: Labels; readonly annotations?: Labels };
  readonly spec: PodSpec;
}
export interface LabelSelector {
  readonly matchLabels?: Labels;
}
export interface ReplicaSet extends KubernetesObject {
  readonly spec: { readonly replicas?: number; readonly selector: LabelSelector; readonly template: PodTemplate };
  readonly status?: { readonly replicas: number; readonly readyReplicas: number };
}
export interface Deployment extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplate;
    readonly strategy?: { readonly type?: 'RollingUpdate' | 'Recreate' };
    readonly revisionHistoryLimit?: number;
  };
  readonly status?: {
    readonly observedGeneration: number;
    readonly replicas: number;
    readonly updatedReplicas: number;
    readonly readyReplicas: number;
    readonly availableReplicas: number;
    readonly unavailableReplicas: number;
  };
}
export interface Job extends KubernetesObject {
  readonly spec: {
    readonly template: PodTemplate;
    readonly parallelism?: number;
    readonly completions?: number;
    readonly backoffLimit?: number;
  };
  readonly status?: {
    readonly active: number;
    readonly succeeded: number;
    readonly failed: number;
    readonly startTime?: number;
    readonly completionTime?: number;
    readonly conditions?: readonly Condition[];
  };
}
export interface ServicePort {
  readonly name?: string;
  readonly protocol?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly nodePort?: number;
}
export interface Service extends KubernetesObject {
  readonly spec: {
    readonly type?: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
    readonly clusterIP?: string;
    readonly externalIPs?: readonly string[];
    readonly selector?: Labels;
    readonly ports?: readonly ServicePort[];
  };
  readonly status?: { readonly loadBalancer: { readonly ingress?: readonly { readonly ip?: string }[] } };
}
export interface ConfigMap extends KubernetesObject {
  readonly data?: Labels;
}
export interface Secret extends KubernetesObject {
  readonly type?: string;
  /** Base64. */
  readonly data?: Labels;
  readonly stringData?: Labels;
}
export interface ServiceAccount extends KubernetesObject {
  readonly secrets?: readonly { readonly name: string }[];
}
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
}
export interface Role extends KubernetesObject {
  readonly rules?: readonly PolicyRule[];
}
export interface Subject {
  readonly kind: 'ServiceAccount' | 'User' | 'Group';
  readonly name: string;
  readonly namespace?: string;
}
export interface RoleBinding extends KubernetesObject {
  readonly roleRef: { readonly apiGroup?: string; readonly kind: 'Role' | 'ClusterRole'; readonly name: string };
  readonly subjects?: readonly Subject[];
}
export interface Namespace extends KubernetesObject {
  readonly status?: { readonly phase: 'Active' | 'Terminating' };
}
export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule';
}
export interface Node extends KubernetesObject {
  readonly spec: { readonly podCIDR?: string; readonly taints?: readonly Taint[]; readonly unschedulable?: boolean };
  readonly status: {
    readonly capacity: ResourceList;
    readonly allocatable: ResourceList;
    readonly conditions: readonly Condition[];
    readonly addresses: readonly { readonly type: string; readonly address: string }[];
    readonly nodeInfo: { readonly kubeletVersion: string };
  };
}
export interface Event extends KubernetesObject {
  readonly involvedObject: { readonly kind: string; readonly name: string; readonly namespace: string };
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly source: string;
  readonly count: number;
  readonly firstTimestamp: number;
  readonly lastTimestamp: number;
}

/** What each resource of the API holds, by its plural name. */
export interface Kinds {
  pods: Pod;
  services: Service;
  configmaps: ConfigMap;
  secrets: Secret;
  serviceaccounts: ServiceAccount;
  namespaces: Namespace;
  nodes: Node;
  events: Event;
  deployments: Deployment;
  replicasets: ReplicaSet;
  jobs: Job;
  roles: Role;
  clusterroles: Role;
  rolebindings: RoleBinding;
  clusterrolebindings: RoleBinding;
}
export type Resource = keyof Kinds;
