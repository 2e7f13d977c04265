/** The live plan: vertices top down with their operators and controls, why each edge is a cut, and the slots the job needs. */
import type { GraphNode, StreamGraphNode } from '../../src/trace/facts.ts';
import type { CallSite, PlannedJob } from '../../src/world/protocol.ts';
import { el } from '../cluster/draw/dom.ts';
import { HUES } from '../cluster/frame.ts';
import type { Language } from '../cluster/protocol.ts';
import { cutWords } from '../cluster/words/cuts.ts';
import type { OperatorCall } from './calls.ts';
import { PARTITIONERS, type Partitioner } from './calls.ts';
import type { Changes } from './changes.ts';
import { type Chaining, chainingOf, partitionerOf } from './edits.ts';
import type { LabWords } from './words.ts';

/** A planned job with the calls that made its operators. */
export interface Planned {
  readonly job: PlannedJob;
  /** By node of the stream graph. */
  readonly calls: ReadonlyMap<number, OperatorCall>;
  readonly sites: ReadonlyMap<number, CallSite>;
  /** False once the text has changed since: then no control may edit it. */
  readonly current: boolean;
}

export interface PlanActions {
  setParallelism(call: OperatorCall, parallelism: number): void;
  setChaining(call: OperatorCall, chaining: Chaining): void;
  setGroup(call: OperatorCall, group: string): void;
  setPartitioner(call: OperatorCall, partitioner: Partitioner | null): void;
  goTo(line: number): void;
}

const CHIPS = 8;
const SLOTS = 12;

export const hueOf = (index: number): string => `h${index % HUES}`;

export function planView(
  planned: Planned,
  changes: Changes | null,
  words: LabWords,
  language: Language,
  actions: PlanActions,
): HTMLElement {
  const { job } = planned;
  const nodes = new Map(job.streamGraph.map((node) => [node.id, node]));
  const list = el('div', 'plan');
  for (const [index, vertex] of job.vertices.entries()) {
    for (const edge of edgesInto(vertex, nodes)) {
      list.append(edgeRow(planned, edge, changes, words, language, actions, job.vertices[index - 1] ?? null, nodes));
    }
    list.append(vertexCard(planned, vertex, index, changes, words, actions, nodes));
  }
  return el('div', 'planpane', list, slotStrip(job, words));
}

interface EdgeIn {
  readonly from: number;
  readonly to: StreamGraphNode;
  readonly partitioner: string;
  readonly reason: string;
}

/** Edges that leave another vertex for this one. */
function edgesInto(vertex: GraphNode, nodes: ReadonlyMap<number, StreamGraphNode>): EdgeIn[] {
  return vertex.operators.flatMap(({ id }) => {
    const to = nodes.get(id);
    return (to?.inputs ?? [])
      .filter(({ chained }) => !chained)
      .map(({ from, partitioner, reason }) => ({ from, to: to!, partitioner, reason: reason ?? '' }));
  });
}

function edgeRow(
  planned: Planned,
  edge: EdgeIn,
  changes: Changes | null,
  words: LabWords,
  language: Language,
  actions: PlanActions,
  above: GraphNode | null,
  nodes: ReadonlyMap<number, StreamGraphNode>,
): HTMLElement {
  const changed = changes?.edges.has(`${edge.from}>${edge.to.id}`) === true;
  const row = el('div', changed ? 'edge changed' : 'edge');
  const straight = above?.operators.some(({ id }) => id === edge.from) === true;
  row.append(el('span', straight ? 'arrow' : 'arrow bent'), partitionerControl(planned, edge, words, actions));
  const why = el('span', 'cutwhy', el('i', 'cross'), el('span', '', words.notChained(cutWords(edge.reason, language))));
  row.append(why);
  if (!straight) row.append(el('span', 'meta', words.from(nodes.get(edge.from)?.name ?? '')));
  if (changed) row.append(el('span', 'tag', words.changed));
  return row;
}

function partitionerControl(planned: Planned, edge: EdgeIn, words: LabWords, actions: PlanActions): HTMLElement {
  const call = planned.calls.get(edge.to.id);
  const written = call === undefined ? 'other' : partitionerOf(call);
  if (call === undefined || written === 'other' || edge.to.inputs.length !== 1 || call.from === call.nameAt) {
    return el('b', 'partitioner', edge.partitioner);
  }
  const choices = PARTITIONERS.filter((name) => name !== 'forward' || edge.reason.startsWith('the partitioner'));
  const select = el('select', 'partitioner');
  select.setAttribute('aria-label', words.partitionerTo(edge.to.name));
  select.dataset.key = `partitioner ${edge.to.id}`;
  select.disabled = !planned.current;
  const own = new Option(written === null ? edge.partitioner : words.asItIs('—'), '');
  select.append(own, ...choices.map((name) => new Option(name.toUpperCase(), name)));
  select.value = written ?? '';
  select.addEventListener('change', () => actions.setPartitioner(call, (select.value || null) as Partitioner | null));
  return select;
}

function vertexCard(
  planned: Planned,
  vertex: GraphNode,
  index: number,
  changes: Changes | null,
  words: LabWords,
  actions: PlanActions,
  nodes: ReadonlyMap<number, StreamGraphNode>,
): HTMLElement {
  const changed = changes?.vertices.has(vertex.id) === true;
  const card = el('section', `pvertex ${hueOf(index)}${changed ? ' changed' : ''}`);
  card.setAttribute('aria-label', vertex.name);
  for (const [i, { id }] of vertex.operators.entries()) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    if (i > 0) card.append(el('div', 'link', el('i', 'chainlink'), words.chained));
    card.append(operatorRow(planned, node, words, actions));
  }
  const chips = el('div', 'subtasks');
  const shown = vertex.parallelism <= CHIPS ? vertex.parallelism : CHIPS - 1;
  for (let i = 1; i <= shown; i++) chips.append(el('span', 'sub', `(${i}/${vertex.parallelism})`));
  if (shown < vertex.parallelism) chips.append(el('span', 'sub', `… (${vertex.parallelism}/${vertex.parallelism})`));
  card.append(chips);
  return card;
}

function operatorRow(planned: Planned, node: StreamGraphNode, words: LabWords, actions: PlanActions): HTMLElement {
  const call = planned.calls.get(node.id) ?? null;
  const site = planned.sites.get(node.id);
  const name = el('h3', 'cut', node.name);
  name.title = node.name;
  const head = el('div', 'ophead', name);
  if (call !== null) {
    const place = el('button', 'lineno', words.line(call.line));
    place.type = 'button';
    place.addEventListener('click', () => actions.goTo(call.line));
    head.append(place);
  } else head.append(el('span', 'meta', words.elsewhere(site?.file ?? '')));
  const controls = el('div', 'opcontrols');
  controls.append(stepper(node, call, planned.current, words, actions));
  if (call !== null) {
    controls.append(chainingControl(node, call, planned.current, words, actions));
    controls.append(groupControl(node, call, planned.current, words, actions));
  } else controls.append(el('span', 'meta mono', `${words.group}: ${node.slotSharingGroup}`));
  return el('div', 'oprow', head, controls);
}

function stepper(
  node: StreamGraphNode,
  call: OperatorCall | null,
  current: boolean,
  words: LabWords,
  actions: PlanActions,
): HTMLElement {
  const label = el('span', 'meta', words.parallelism);
  if (call === null) return el('span', 'step', label, el('b', '', String(node.parallelism)));
  const set = (to: number): void => {
    if (Number.isInteger(to) && to >= 1 && to <= 32_768 && to !== node.parallelism) actions.setParallelism(call, to);
  };
  const button = (text: string, name: string, to: number, key: string): HTMLButtonElement => {
    const made = el('button', '', text);
    made.type = 'button';
    made.setAttribute('aria-label', name);
    made.dataset.key = `${key} ${node.id}`;
    made.disabled = !current || to < 1;
    made.addEventListener('click', () => set(to));
    return made;
  };
  const field = el('input');
  field.type = 'number';
  field.min = '1';
  field.value = String(node.parallelism);
  field.disabled = !current;
  field.dataset.key = `parallelism ${node.id}`;
  field.setAttribute('aria-label', words.parallelismOf(node.name));
  field.addEventListener('change', () => set(field.valueAsNumber));
  return el(
    'span',
    'step',
    label,
    el(
      'span',
      'stepper',
      button('−', words.less(node.name), node.parallelism - 1, 'less'),
      field,
      button('+', words.more(node.name), node.parallelism + 1, 'more'),
    ),
  );
}

function chainingControl(
  node: StreamGraphNode,
  call: OperatorCall,
  current: boolean,
  words: LabWords,
  actions: PlanActions,
): HTMLElement {
  const select = el('select', 'quietselect');
  select.disabled = !current;
  select.dataset.key = `chaining ${node.id}`;
  select.setAttribute('aria-label', words.chainingOf(node.name));
  for (const one of ['chain', 'startNewChain', 'disableChaining'] as const) {
    select.append(new Option(`${words.chaining}: ${words.chainingAs[one]}`, one));
  }
  select.value = chainingOf(call);
  select.addEventListener('change', () => actions.setChaining(call, select.value as Chaining));
  return select;
}

function groupControl(
  node: StreamGraphNode,
  call: OperatorCall,
  current: boolean,
  words: LabWords,
  actions: PlanActions,
): HTMLElement {
  const field = el('input', 'groupname');
  field.value = node.slotSharingGroup;
  field.disabled = !current;
  field.dataset.key = `group ${node.id}`;
  field.spellcheck = false;
  field.setAttribute('aria-label', words.groupOf(node.name));
  field.addEventListener('change', () => actions.setGroup(call, field.value.trim()));
  return el('label', 'meta', `${words.group}: `, field);
}

/** One box a slot: of its group, subtask i of every vertex that is that wide. */
function slotStrip(job: PlannedJob, words: LabWords): HTMLElement {
  const strip = el('div', 'slotstrip');
  const places = job.slots.groups.flatMap((group) =>
    Array.from({ length: group.slots }, (_, index) => ({ group, index })),
  );
  for (const [number, { group, index }] of places.slice(0, SLOTS).entries()) {
    const box = el('div', 'slotcell');
    const rows = el('div', 'slotrows');
    for (const [hue, vertex] of job.vertices.entries()) {
      if (vertex.slotSharingGroup !== group.name || index >= vertex.parallelism) continue;
      const row = el('div', `srow ${hueOf(hue)}`, `(${index + 1}/${vertex.parallelism})`);
      row.title = `${vertex.name} (${index + 1}/${vertex.parallelism})`;
      rows.append(row);
    }
    box.append(rows, el('span', 'meta', words.slot(number)));
    if (job.slots.groups.length > 1) box.append(el('span', 'meta cut', group.name));
    strip.append(box);
  }
  if (places.length > SLOTS) strip.append(el('span', 'meta', words.moreSlots(places.length - SLOTS)));
  return strip;
}

/** The same as a table, for those who do not see the picture. */
export function planTable(planned: Planned, words: LabWords, language: Language): HTMLElement {
  const { job } = planned;
  const nodes = new Map(job.streamGraph.map((node) => [node.id, node]));
  const table = el('table', 'plantable');
  const head = table.createTHead().insertRow();
  for (const title of [words.vertex, words.operator, words.parallelism, words.group, words.input, words.chains]) {
    const cell = el('th', '', title);
    cell.scope = 'col';
    head.append(cell);
  }
  const body = table.createTBody();
  for (const vertex of job.vertices) {
    for (const { id } of vertex.operators) {
      const node = nodes.get(id);
      if (node === undefined) continue;
      const row = body.insertRow();
      const inputs = node.inputs.map(({ from, partitioner }) => `${nodes.get(from)?.name ?? ''} (${partitioner})`);
      const cuts = node.inputs.map(({ chained, reason }) =>
        chained ? words.chained : words.notChained(cutWords(reason ?? '', language)),
      );
      for (const text of [
        vertex.name,
        node.name,
        String(node.parallelism),
        node.slotSharingGroup,
        inputs.join(', '),
        cuts.join(', '),
      ]) {
        row.insertCell().textContent = text;
      }
    }
  }
  return el('div', 'planpane', table);
}
