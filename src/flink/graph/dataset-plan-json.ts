import type { DataSetPlan } from '../api/dataset-plan.ts';
import { exchangeMode } from './dataset-channels.ts';
import { type Channel, type Costs, type Estimates, keyText, type PlanNode } from './dataset-nodes.ts';

/** PlanJSONDumpGenerator and JsonMapper: the optimized plan of a DataSet program as JSON. */

export interface NameValue {
  readonly name: string;
  readonly value: string;
}

function property(name: string, value: string): NameValue {
  return { name, value };
}

export interface OptimizerProperties {
  readonly global_properties: readonly NameValue[];
  readonly local_properties: readonly NameValue[];
  readonly estimates: readonly NameValue[];
  readonly costs: readonly NameValue[];
  readonly compiler_hints: readonly NameValue[];
}

export function optimizerProperties(node: PlanNode): OptimizerProperties {
  const { partitioning, partitionedOn, partitioningOrder, order, grouped } = node.properties;
  return {
    global_properties: [
      property('Partitioning', partitioning),
      ...(partitionedOn ? [property('Partitioned on', keyText(partitionedOn))] : []),
      property('Partitioning Order', partitioningOrder ?? '(none)'),
      property('Uniqueness', 'not unique'),
    ],
    local_properties: [
      property('Order', order ?? '(none)'),
      grouped ? property('Grouped on', keyText(grouped)) : property('Grouping', 'not grouped'),
      property('Uniqueness', 'not unique'),
    ],
    estimates: estimates(node.estimates),
    costs: [...costs('', node.costs), ...costs('Cumulative ', node.cumulative)],
    compiler_hints: [
      'Output Size (bytes)',
      'Output Cardinality',
      'Avg. Output Record Size (bytes)',
      'Filter Factor',
    ].map((name) => property(name, '(none)')),
  };
}

function estimates({ size, records }: Estimates): NameValue[] {
  return [property('Est. Output Size', estimate(size)), property('Est. Cardinality', estimate(records))];
}
function costs(prefix: string, { network, disk, cpu }: Costs): NameValue[] {
  return [
    property(`${prefix}Network`, estimate(network)),
    property(`${prefix}Disk I/O`, estimate(disk)),
    property(`${prefix}CPU`, estimate(cpu)),
  ];
}
function estimate(value: number): string {
  return value < 0 ? '(unknown)' : formatNumber(value);
}

const SUFFIXES = ['', 'K', 'M', 'G', 'T'];

/** PlanJSONDumpGenerator.formatNumber: `122.00`, `1.22 K`; `0.0` for nothing. */
function formatNumber(number: number): string {
  if (number <= 0) return '0.0';
  const power = Math.ceil(Math.log10(number));
  const group = Math.max(0, Math.min(Math.floor((power - 1) / 3), SUFFIXES.length - 1));
  const shown = (number / 1000 ** group).toFixed(2);
  return group > 0 ? `${shown} ${SUFFIXES[group]}` : shown;
}

export function shipStrategy({ ship, shipKeys }: Channel): string {
  return shipKeys && shipKeys.length > 0 ? `${ship} on ${keyText(shipKeys)}` : ship;
}

/** The plan that `flink info` prints for a DataSet program. */
export function dataSetPlanText(sinks: readonly PlanNode[], mode: DataSetPlan['executionMode']): string {
  const ids = new Map<PlanNode, number>();
  const nodes: string[] = [];
  const visit = (node: PlanNode): void => {
    if (ids.has(node)) return;
    ids.set(node, ids.size);
    for (const { source } of channelsOf(node)) visit(source);
    nodes.push(nodeText(node, ids, mode));
  };
  for (const sink of sinks) visit(sink);
  return `{\n\t"nodes": [\n\n${nodes.join(',\n')}\n\t]\n}\n`;
}

/** Its inputs, then its broadcast sets. */
function channelsOf(node: PlanNode): readonly Channel[] {
  return [...node.inputs, ...node.broadcasts.map(({ channel }) => channel)];
}

function nodeText(node: PlanNode, ids: ReadonlyMap<PlanNode, number>, mode: DataSetPlan['executionMode']): string {
  const channels = channelsOf(node);
  const fields = [
    `"id": ${ids.get(node)}`,
    `"type": "${node.type}"`,
    `"pact": "${node.pact}"`,
    `"contents": ${JSON.stringify(node.contents)}`,
    `"parallelism": "${node.parallelism}"`,
  ];
  if (channels.length > 0) {
    const two = channels.length > 1;
    const inputs = channels.map((channel, i) => {
      const side = two ? `, "side": "${i === 0 ? 'first' : 'second'}"` : '';
      const local = channel.local === null ? '' : `, "local_strategy": "${channel.local}"`;
      return (
        `\t\t\t{"id": ${ids.get(channel.source)}${side}, "ship_strategy": "${shipStrategy(channel)}"${local}, ` +
        `"exchange_mode": "${exchangeMode(channel, node, mode)}"}`
      );
    });
    fields.push(`"predecessors": [\n${inputs.join(',\n')}\n\t\t]`);
  }
  if (node.driver !== null) fields.push(`"driver_strategy": "${driverText(node, ids)}"`);
  const properties = optimizerProperties(node);
  // Estimates and hints end without a line break: so does Flink's generator.
  fields.push(
    `"global_properties": ${list(properties.global_properties)}\n\t\t]`,
    `"local_properties": ${list(properties.local_properties)}\n\t\t]`,
    `"estimates": ${list(properties.estimates)}\t\t]`,
    `"costs": ${list(properties.costs)}\n\t\t]`,
    `"compiler_hints": ${list(properties.compiler_hints)}\t\t]`,
  );
  return `\t{\n\t\t${fields.join(',\n\t\t')}\n\t}`;
}

/** Of a driver that holds one of its inputs: `Hybrid Hash (build: …)`. */
export function driverOf(node: PlanNode, nameOf: (source: PlanNode) => string): string {
  return (node.driver ?? '').replace(/\b(build|Blocked Outer): (first|second)\)$/, (_, what: string, side: string) => {
    const held = node.inputs[side === 'first' ? 0 : 1] ?? node.inputs[0];
    return `${what}: ${held ? nameOf(held.source) : ''})`;
  });
}

function list(items: readonly NameValue[]): string {
  return `[\n${items.map(({ name, value }) => `\t\t\t{ "name": "${name}", "value": "${value}" }`).join(',\n')}`;
}

/** `Hybrid Hash (build: Map at … (id: 4))`: the driver with the input that it names. */
function driverText(node: PlanNode, ids: ReadonlyMap<PlanNode, number>): string {
  return driverOf(node, (source) => `${source.contents} (id: ${ids.get(source)})`);
}
