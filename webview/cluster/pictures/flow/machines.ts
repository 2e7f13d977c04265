/** Machines as racks: processes, TaskManagers with their slots, the subtasks inside, and what is said between them. */
import { select } from 'd3';
import { el, ICONS, icon, svg, text, widthOf } from '../../draw/dom.ts';
import { type Frame, hueClass, sameTarget, shareOf } from '../../frame.ts';
import {
  type ActiveFault,
  type Flight,
  type Machine,
  type Process,
  type Subtask,
  slotId,
  type TaskManager,
} from '../../model/state.ts';
import type { Target } from '../../protocol.ts';
import { bytes, clock } from '../../words/format.ts';
import { stateDot } from './graph.ts';
import { sourceOf } from './marks.ts';

/** More machines than this are drawn as cells. */
const FULL_RACKS = 6;
const SHOWN_LONG = 8;

interface Rack {
  readonly machine: Machine;
  readonly processes: readonly Process[];
  readonly managers: readonly TaskManager[];
  readonly fault: string | null;
}

export class MachinesView {
  readonly element: HTMLElement;
  private readonly racks = el('div', 'racks');
  private readonly over = svg('over');
  private shown = '';
  private places = new Map<string, DOMRect>();
  private placesFor = '';
  private routes = new Map<string, Route>();
  private rackBoxes: readonly DOMRect[] = [];

  constructor() {
    this.over.setAttribute('aria-hidden', 'true');
    this.element = el('section', 'machines', this.racks, this.over);
    this.racks.addEventListener('scroll', () => {
      this.placesFor = '';
    });
  }

  show(frame: Frame): void {
    const version = `${frame.version}|${widthOf(this.racks)}`;
    this.element.setAttribute('aria-label', frame.words.machines);
    if (version !== this.shown) {
      this.shown = version;
      const racks = racksOf(frame);
      if (racks.length > FULL_RACKS) this.drawCells(frame, racks);
      else this.drawRacks(frame, racks);
    }
    this.drawTraffic(frame);
  }

  private drawRacks(frame: Frame, racks: readonly Rack[]): void {
    this.racks.querySelector('.cells')?.remove();
    const { words } = frame;
    select(this.racks)
      .selectAll<HTMLElement, Rack>('article.rack')
      .data(racks, (rack) => rack.machine.name)
      .join((enter) => {
        const article = enter.append('article').attr('class', 'rack');
        const header = article.append('header');
        header.append(() => icon(ICONS.host, 18));
        header.append('h2');
        header.append('div').attr('class', 'chips');
        return article;
      })
      .attr('data-machine', (rack) => rack.machine.name)
      .each(function (rack) {
        const { machine } = rack;
        const header = this.firstElementChild as HTMLElement;
        const title = header.querySelector('h2')!;
        text(title, machine.name);
        const target: Target = { kind: 'machine', machine: machine.name };
        title.dataset.target = JSON.stringify(target);
        header.classList.toggle('selected', sameTarget(frame.selected, target));
        drawChips(header.querySelector('.chips')!, frame, rack);
        select<HTMLElement, unknown>(this)
          .selectAll<HTMLElement, TaskManager>('div.tm')
          .data(rack.managers, (manager) => manager.id)
          .join((enter) => {
            const tm = enter.append('div');
            const head = tm.append('header');
            head.append('b').text('TaskManager');
            head.append('span').attr('class', 'meta cut');
            return tm;
          })
          .each(function (manager) {
            drawManager(this, frame, manager, machine);
          });
      });
    void words;
  }

  /** Many machines: one cell a slot, three paths for all of them. */
  private drawCells(frame: Frame, racks: readonly Rack[]): void {
    select(this.racks).selectAll('article.rack').remove();
    let box = this.racks.querySelector<HTMLElement>('.cells');
    if (box === null) {
      const grid = svg('grid');
      for (const name of ['freecell', 'used', 'lostcell']) {
        const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
        path.setAttribute('class', name);
        grid.append(path);
      }
      box = el('section', 'cells', el('h2'), grid, el('span', 'meta'));
      box.style.flex = '1';
      this.racks.append(box);
    }
    const managers = racks.flatMap((rack) => rack.managers);
    text(box.querySelector('h2'), frame.words.overview(managers.length));
    const width = Math.max(300, widthOf(box));
    const size = managers.length > 200 ? 7 : 11;
    const [paths, grid] = [{ freecell: '', used: '', lostcell: '' }, box.querySelector('svg')!];
    let [x, y, free, total] = [0, 2, 0, 0];
    for (const manager of managers) {
      const w = manager.slots * (size + 1) + 5;
      if (x + w > width) {
        x = 0;
        y += size + 5;
      }
      for (let slot = 0; slot < manager.slots; slot++) {
        const used = frame.state.slots.has(slotId(manager.id, slot));
        const kind = manager.lost !== null ? 'lostcell' : used ? 'used' : 'freecell';
        total++;
        if (kind === 'freecell') free++;
        paths[kind] += `M${x + slot * (size + 1) + 0.5} ${y + 0.5}h${size - 1}v${size - 1}h-${size - 1}z`;
      }
      x += w;
    }
    grid.setAttribute('height', String(y + size + 4));
    for (const [name, d] of Object.entries(paths)) grid.querySelector(`.${name}`)?.setAttribute('d', d);
    text(box.querySelector('.meta'), frame.words.slotsFree(free, total));
    box.dataset.cells = String(total);
  }

  /** Messages, records between TaskManagers, text from nc: on top of the racks. */
  private drawTraffic(frame: Frame): void {
    const flights = frame.flights.filter(
      (flight) => flight.kind !== 'barrier' && !(flight.kind === 'message' && flight.protocol === 'heartbeat'),
    );
    const key = shapeOf(frame, widthOf(this.racks));
    if (this.placesFor !== key) {
      this.placesFor = key;
      this.places = this.measure();
    }
    const messages = spread(
      flights
        .filter((flight): flight is Extract<Flight, { kind: 'message' }> => flight.kind === 'message')
        .slice(-SHOWN_LONG * 3)
        .flatMap((flight) => this.message(flight, frame)),
    );
    const layer = select(this.over);
    layer
      .selectAll<SVGPathElement, MessageMark>('path.rpcline')
      .data(messages, (message) => message.key)
      .join((enter) => enter.insert('path', ':first-child'))
      .attr('class', (message) => (message.lost ? 'rpcline lost' : 'rpcline'))
      .attr('d', (message) => message.path);
    layer
      .selectAll<SVGGElement, MessageMark>('g.rpc')
      .data(messages, (message) => message.key)
      .join((enter) => {
        const group = enter.append('g');
        group.append('polygon').attr('points', '7,0 -5,-5 -5,5');
        const label = group.append('g');
        label.append('rect').attr('height', 18).attr('y', -9).attr('rx', 3);
        label.append('text').attr('y', 4);
        return group;
      })
      .attr('class', (message) => (message.lost ? 'rpc lost' : 'rpc'))
      .each(function (message) {
        const [head, label] = [...this.children];
        head?.setAttribute('transform', `translate(${message.x},${message.y}) rotate(${message.angle})`);
        label?.setAttribute('transform', `translate(${message.x + message.labelX},${message.y + message.labelY})`);
        const w = labelWidth(message.name);
        label?.firstElementChild?.setAttribute('x', String(-w / 2));
        label?.firstElementChild?.setAttribute('width', String(w));
        text(label?.lastElementChild, message.name);
      });
    const links = this.links(frame);
    layer
      .selectAll<SVGPathElement, (typeof links)[number]>('path.tcp')
      .data(links, (link) => link.key)
      .join((enter) => enter.insert('path', 'g').attr('class', 'tcp'))
      .attr('d', (link) => link.path);
    const dots = links.flatMap((link) => link.dots);
    layer
      .selectAll<SVGCircleElement, (typeof dots)[number]>('circle')
      .data(dots.slice(0, 60), (dot) => dot.key)
      .join((enter) => enter.append('circle').attr('r', 5))
      .attr('class', (dot) => `rec ${dot.hue}`)
      .attr('cx', (dot) => dot.x)
      .attr('cy', (dot) => dot.y);
  }

  private measure(): Map<string, DOMRect> {
    const origin = this.element.getBoundingClientRect();
    const places = new Map<string, DOMRect>();
    const inside = (box: DOMRect) => new DOMRect(box.x - origin.x, box.y - origin.y, box.width, box.height);
    this.routes.clear();
    this.rackBoxes = [...this.racks.querySelectorAll('article.rack')].map((rack) =>
      inside(rack.getBoundingClientRect()),
    );
    for (const element of this.racks.querySelectorAll<HTMLElement>('[data-place]')) {
      const box = element.getBoundingClientRect();
      const name = element.dataset.place ?? '';
      if (!places.has(name)) places.set(name, inside(box));
    }
    return places;
  }

  private message(flight: Extract<Flight, { kind: 'message' }>, frame: Frame): readonly MessageMark[] {
    const from = this.places.get(`process ${flight.from}`);
    const to = this.places.get(`process ${flight.to}`);
    if (from === undefined || to === undefined || from === to) return [];
    const a = { x: from.x + from.width / 2, y: from.y + from.height };
    const b = { x: to.x + Math.min(140, to.width / 2), y: to.y - 5 };
    const c = { x: (a.x + b.x) / 2, y: Math.max(a.y, b.y) + 3 };
    const share = shareOf(flight, frame.t, frame.lens);
    if (share >= 1) return [];
    const u = flight.lost ? Math.min(0.5, share) : share;
    const v = 1 - u;
    const x = v * v * a.x + 2 * v * u * c.x + u * u * b.x;
    const y = v * v * a.y + 2 * v * u * c.y + u * u * b.y;
    const dx = 2 * v * (c.x - a.x) + 2 * u * (b.x - c.x);
    const dy = 2 * v * (c.y - a.y) + 2 * u * (b.y - c.y);
    return [
      {
        key: String(flight.number),
        count: 1,
        labelY: 0,
        labelX: 0,
        name: flight.lost ? `${flight.name} ✕` : flight.name,
        lost: flight.lost,
        x,
        y,
        angle: (Math.atan2(dy, dx) * 180) / Math.PI,
        path: `M${a.x},${a.y}Q${c.x},${c.y} ${b.x},${b.y}`,
      },
    ];
  }

  /** One line between two TaskManagers however many channels, and the line from nc to the source's row. */
  private links(frame: Frame): readonly Link[] {
    const { state, job } = frame;
    if (job === null) return [];
    const links = new Map<string, { route: Route; from: string; dots: Link['dots'][number][] }>();
    const linked = (from: string, to: string) => {
      const [first, second] = from < to ? [from, to] : [to, from];
      const key = `${first}|${second}`;
      const a = this.places.get(first);
      const b = this.places.get(second);
      if (a === undefined || b === undefined) return null;
      const known = this.routes.get(key) ?? routeOf(a, b, this.rackBoxes);
      this.routes.set(key, known);
      const link = links.get(key) ?? { route: known, from: first, dots: [] };
      links.set(key, link);
      return link;
    };
    for (const process of state.processes.values()) {
      if (process.role !== 'netcat' || process.ended !== null) continue;
      for (const connection of state.connections.values()) {
        if (`${connection.to.machine}:${connection.to.pid}` !== process.id) continue;
        const source = sourceOf(state, job, `${connection.from.machine}:${connection.from.pid}`);
        if (source !== null) linked(`process ${process.id}`, `task ${job.id}/${source.vertex}/${source.subtask}`);
      }
    }
    for (const flight of frame.flights) {
      if (flight.kind !== 'buffer' && flight.kind !== 'text') continue;
      const u = shareOf(flight, frame.t, frame.lens);
      if (u >= 1) continue;
      const key = String(flight.number);
      if (flight.kind === 'text') {
        const source = sourceOf(state, job, flight.to);
        const from = `process ${flight.from}`;
        const link = source === null ? null : linked(from, `task ${job.id}/${source.vertex}/${source.subtask}`);
        if (link !== null) link.dots.push({ key, hue: 'text', ...onRoute(link.route, link.from === from ? u : 1 - u) });
      } else if (flight.remote) {
        const [a, b] = [this.slotOf(frame, flight.from), this.slotOf(frame, flight.to)];
        if (a === null || b === null || managerOf(a) === managerOf(b)) continue;
        const link = linked(a, b);
        const hue = hueClass(job, state.subtasks.get(flight.from)?.vertex ?? '');
        if (link !== null) link.dots.push({ key, hue, ...onRoute(link.route, link.from === a ? u : 1 - u) });
      }
    }
    return [...links].map(([key, { route, dots }]) => ({ key, path: routePath(route), dots }));
  }

  private slotOf(frame: Frame, subtask: string): string | null {
    const place = frame.state.subtasks.get(subtask)?.place;
    return place === null || place === undefined ? null : `slot ${slotId(place.taskManager, place.slot)}`;
  }
}

const labelWidth = (name: string) => name.length * 6.8 + 12;

/** Messages of one name that travel side by side become one with a number; names that would overlap move apart. */
function spread(messages: readonly MessageMark[]): readonly MessageMark[] {
  const merged: MessageMark[] = [];
  for (const message of messages) {
    const plain = message.name;
    const at = merged.findIndex(
      (other) => other.path === message.path && other.plain === plain && Math.abs(other.x - message.x) < 30,
    );
    const other = merged[at];
    if (other === undefined) merged.push({ ...message, plain });
    else merged[at] = { ...other, count: other.count + 1, name: `${plain} ×${other.count + 1}` };
  }
  const used: { x: number; y: number; w: number }[] = [];
  return merged.slice(-SHOWN_LONG).map((message) => {
    const w = labelWidth(message.name);
    const labelX = (Math.abs(message.angle) < 90 ? -1 : 1) * (w / 2 + 9);
    const x = message.x + labelX;
    const labelY =
      [0, -20, 20, -40, 40].find((dy) =>
        used.every((box) => Math.abs(box.x - x) > (box.w + w) / 2 + 4 || Math.abs(box.y - message.y - dy) > 19),
      ) ?? 0;
    used.push({ x, y: message.y + labelY, w }, { x: message.x, y: message.y, w: 16 });
    return { ...message, labelX, labelY };
  });
}

/** Of a place `slot id/number`. */
const managerOf = (place: string) => place.slice(0, place.lastIndexOf('/'));

/** Changes when something in the racks may have moved. */
function shapeOf(frame: Frame, width: number): string {
  const { state } = frame;
  const parts: (string | number)[] = [
    width,
    state.machines.size,
    state.slots.size,
    frame.language,
    document.body.className,
  ];
  for (const process of state.processes.values()) if (process.ended === null) parts.push(process.id);
  for (const manager of state.taskManagers.values()) parts.push(manager.id, manager.lost === null ? '' : 'lost');
  for (const task of state.subtasks.values()) {
    if (parts.length > 600) break;
    parts.push(task.place === null ? '' : `${task.place.taskManager}${task.place.slot}`, task.state);
  }
  return parts.join();
}

interface MessageMark {
  readonly key: string;
  readonly count: number;
  readonly labelY: number;
  readonly labelX: number;
  readonly plain?: string;
  readonly name: string;
  readonly lost: boolean;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly path: string;
}
interface Link {
  readonly key: string;
  readonly path: string;
  readonly dots: readonly { readonly key: string; readonly hue: string; readonly x: number; readonly y: number }[];
}

/** A way between two boxes: points with the length up to each. */
interface Route {
  readonly points: readonly (readonly [number, number])[];
  readonly lengths: readonly number[];
}

/**
 * From the side of the left box to the side of the right one. When racks lie between, it goes down the gap, along the
 * lower edge of the racks and up again, so that it crosses no text.
 */
function routeOf(a: DOMRect, b: DOMRect, racks: readonly DOMRect[]): Route {
  const low = (box: DOMRect) => box.y + (box.height > 40 ? box.height - 16 : box.height / 2);
  const [left, right] = a.x <= b.x ? [a, b] : [b, a];
  const [x1, y1, x2, y2] = [left.x + left.width, low(left), right.x, low(right)];
  const between = racks.filter((rack) => rack.x > x1 && rack.x + rack.width < x2);
  const rackOf = (box: DOMRect) => racks.find((rack) => rack.x <= box.x && rack.x + rack.width >= box.x + box.width);
  let points: [number, number][];
  const from = rackOf(left);
  const to = rackOf(right);
  if (between.length === 0 || from === undefined || to === undefined) {
    const m = (x1 + x2) / 2;
    points = Array.from({ length: 17 }, (_, index) => {
      const u = index / 16;
      const v = 1 - u;
      return [
        v * v * v * x1 + 3 * v * v * u * m + 3 * v * u * u * m + u * u * u * x2,
        (v * v * v + 3 * v * v * u) * y1 + (3 * v * u * u + u * u * u) * y2,
      ];
    });
  } else {
    const floor = from.y + from.height - 4;
    const [out, back] = [from.x + from.width + 9, to.x - 9];
    points = [
      [x1, y1],
      [out, y1],
      [out, floor],
      [back, floor],
      [back, y2],
      [x2, y2],
    ];
  }
  if (a.x > b.x) points.reverse();
  const lengths = [0];
  for (let index = 1; index < points.length; index++) {
    const [p, q] = [points[index - 1]!, points[index]!];
    lengths.push(lengths[index - 1]! + Math.hypot(q[0] - p[0], q[1] - p[1]));
  }
  return { points, lengths };
}

function routePath(route: Route): string {
  return `M${route.points.map(([x, y]) => `${x},${y}`).join('L')}`;
}

function onRoute(route: Route, u: number): { x: number; y: number } {
  const along = Math.min(1, Math.max(0, u)) * route.lengths.at(-1)!;
  let index = 1;
  while (index < route.lengths.length - 1 && route.lengths[index]! < along) index++;
  const [p, q] = [route.points[index - 1]!, route.points[index]!];
  const span = route.lengths[index]! - route.lengths[index - 1]!;
  const share = span === 0 ? 0 : (along - route.lengths[index - 1]!) / span;
  return { x: p[0] + (q[0] - p[0]) * share, y: p[1] + (q[1] - p[1]) * share };
}

const SHOWN_ROLES = new Set([
  'jobmanager',
  'minicluster',
  'historyserver',
  'zookeeper',
  'namenode',
  'datanode',
  'resourcemanager',
  'nodemanager',
  'netcat',
  'client',
]);

function racksOf(frame: Frame): readonly Rack[] {
  const { state } = frame;
  const managers = [...state.taskManagers.values()];
  return [...state.machines.values()].map((machine) => ({
    machine,
    processes: [...state.processes.values()]
      .sort(netcatLast)
      .filter(
        (process) =>
          process.machine === machine.name &&
          SHOWN_ROLES.has(process.role) &&
          (process.ended === null || (process.role === 'jobmanager' && process.ended.signal === 'SIGKILL')),
      ),
    managers: managers.filter((manager) => manager.machine === machine.name && !endedInPeace(frame, manager)),
    fault: faultOn(frame, machine),
  }));
}

/** The line from nc to the source starts at the right end of the chips. */
function netcatLast(a: Process, b: Process): number {
  return Number(a.role === 'netcat') - Number(b.role === 'netcat');
}

/** A TaskManager that was stopped on purpose leaves no gap. */
function endedInPeace(frame: Frame, manager: TaskManager): boolean {
  const process = frame.state.processes.get(`${manager.machine}:${manager.pid}`);
  return (
    process !== undefined && process.ended !== null && process.ended.signal !== 'SIGKILL' && process.ended.exit !== 137
  );
}

function faultOn(frame: Frame, machine: Machine): string | null {
  const { words } = frame;
  if (!machine.up) return words.down;
  const mine = (fault: ActiveFault) => fault.target.split(/[^\p{L}\p{N}_.-]+/u).includes(machine.name);
  const fault = frame.state.faults.filter(mine).at(-1);
  if (machine.partitioned) return words.cutOff;
  if (machine.slow !== 1) return words.slowBy(machine.slow);
  return fault === undefined ? null : words.faultAt(fault.fault, clock(fault.at).slice(0, -2));
}

interface Chip {
  readonly key: string;
  readonly label: string;
  readonly title: string;
  readonly className: string;
  readonly target: Target;
  readonly place: string;
}

/** A client by its command, a program by its class, others as they were typed. */
function shortCommand(process: Process): string {
  if (process.role !== 'client') return process.command;
  return /^\S*java(?:\s|$)/u.test(process.command) ? process.name : process.command.split(' ').slice(0, 2).join(' ');
}

const ROLE_NAMES: Readonly<Record<string, string>> = {
  jobmanager: 'JobManager',
  minicluster: 'MiniCluster',
  historyserver: 'HistoryServer',
  zookeeper: 'ZooKeeper',
  namenode: 'NameNode',
  datanode: 'DataNode',
  resourcemanager: 'ResourceManager',
  nodemanager: 'NodeManager',
};

function drawChips(chips: HTMLElement, frame: Frame, rack: Rack): void {
  const leaders = new Set(frame.state.leaders.values());
  const several = [...frame.state.processes.values()].filter((process) => process.role === 'jobmanager').length > 1;
  const items = rack.processes.map((process): Chip => {
    const name = ROLE_NAMES[process.role];
    const leader = several && leaders.has(process.id) ? ` ★ ${frame.words.leader}` : '';
    const frozen = process.paused ? ` (${frame.words.frozen})` : '';
    const gone = process.ended !== null;
    return {
      key: process.id,
      label: `${name ?? shortCommand(process)}${leader}${frozen}`,
      title: process.command,
      className: `chip cut ${name === undefined ? 'mono' : 'daemon'} ${gone ? 'gone' : ''}`,
      target: { kind: 'process', machine: process.machine, pid: process.pid } satisfies Target,
      place: `process ${process.id}`,
    };
  });
  if (rack.fault !== null) {
    const target: Target = { kind: 'machine', machine: rack.machine.name };
    items.push({ key: 'fault', label: rack.fault, title: rack.fault, className: 'chip fault', target, place: '' });
  }
  select(chips)
    .selectAll<HTMLButtonElement, (typeof items)[number]>('button')
    .data(items, (item) => item.key)
    .join((enter) => enter.append('button').attr('type', 'button'))
    .attr('class', (item) => item.className)
    .attr('title', (item) => item.title)
    .attr('data-target', (item) => JSON.stringify(item.target))
    .attr('data-place', (item) => item.place)
    .text((item) => item.label);
}

function drawManager(box: HTMLElement, frame: Frame, manager: TaskManager, machine: Machine): void {
  const { state, words } = frame;
  const process = state.processes.get(`${manager.machine}:${manager.pid}`);
  const ended = (process !== undefined && process.ended !== null) || !machine.up;
  const dead = manager.lost !== null || ended;
  const crowded = [...state.taskManagers.values()].some(
    (other) => other.machine === manager.machine && other.slots > 3 && !endedInPeace(frame, other),
  );
  box.className = `tm${dead ? ' dead' : ''}${crowded ? ' dense' : ''}`;
  box.dataset.manager = manager.id;
  const header = box.firstElementChild as HTMLElement;
  const local = process !== undefined && process.role !== 'taskmanager';
  text(header.firstElementChild, local ? `MiniCluster (${process.name})` : 'TaskManager');
  header.dataset.target = JSON.stringify({ kind: 'taskmanager', id: manager.id } satisfies Target);
  header.dataset.place = `process ${manager.machine}:${manager.pid}`;
  header.classList.toggle('selected', sameTarget(frame.selected, { kind: 'taskmanager', id: manager.id }));
  const used = Array.from({ length: manager.slots }, (_, slot) => state.slots.has(slotId(manager.id, slot)));
  const free = used.filter((taken) => !taken).length;
  const note =
    manager.lost !== null
      ? words.lostBecause(manager.lost.reason)
      : ended
        ? words.notNoticed
        : process?.paused === true
          ? words.frozen
          : words.slotsFree(free, manager.slots);
  const meta = header.querySelector('.meta')!;
  text(meta, note);
  meta.setAttribute('title', note);
  const slots = Array.from({ length: manager.slots }, (_, slot) => ({
    slot,
    tasks: tasksIn(frame, manager, slot, dead),
  }));
  select(box)
    .selectAll<HTMLElement, (typeof slots)[number]>('div.slotbox')
    .data(slots)
    .join((enter) => {
      const slot = enter.append('div');
      slot.append('div').attr('class', 'rows');
      const no = slot.append('div').attr('class', 'no');
      no.append('b');
      no.append('br');
      no.append('span').attr('class', 'meta');
      return slot;
    })
    .attr('class', ({ slot, tasks }) => `slotbox ${used[slot] || tasks.length > 0 ? '' : 'free'}`)
    .attr('data-place', ({ slot }) => `slot ${slotId(manager.id, slot)}`)
    .each(function ({ slot, tasks }) {
      const rows = this.firstElementChild as HTMLElement;
      text(this.querySelector('.no b'), words.slot(slot));
      text(this.querySelector('.no .meta'), dead ? words.lost : bytes(manager.slotMemory));
      drawRows(rows, frame, tasks, used[slot] === true, dead);
      const other = state.slots.get(slotId(manager.id, slot));
      if (tasks.length === 0) {
        const foreign = other !== undefined && other.job !== frame.job?.id;
        text(
          rows,
          dead ? '' : foreign ? (state.jobs.get(other.job)?.name ?? words.otherJob) : used[slot] ? '' : words.free,
        );
      }
    });
}

function tasksIn(frame: Frame, manager: TaskManager, slot: number, dead: boolean): readonly Subtask[] {
  const here = (place: Subtask['place']) => place !== null && place.taskManager === manager.id && place.slot === slot;
  const held = frame.state.slots.get(slotId(manager.id, slot));
  const tasks: Subtask[] = [];
  for (const task of frame.state.subtasks.values()) {
    if (task.job !== frame.job?.id) continue;
    const over = task.state === 'FINISHED' || task.state === 'CANCELED' || task.state === 'FAILED';
    if (here(task.place) && (dead || !over || held?.job === task.job)) tasks.push(task);
    else if (dead && here(task.formerPlace)) tasks.push(task);
  }
  const order = new Map(frame.job?.vertices.map((vertex, index) => [vertex.id, index]));
  return tasks.sort((a, b) => (order.get(a.vertex) ?? 0) - (order.get(b.vertex) ?? 0) || a.subtask - b.subtask);
}

function drawRows(rows: HTMLElement, frame: Frame, tasks: readonly Subtask[], used: boolean, dead: boolean): void {
  const { job } = frame;
  if (tasks.length > 0 || used)
    for (const node of [...rows.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove();
  select(rows)
    .selectAll<HTMLButtonElement, Subtask>('button.row')
    .data(tasks, (task) => task.id)
    .join((enter) => {
      const row = enter.append('button').attr('type', 'button');
      row.append('span').attr('class', 'cut');
      row.append('span').attr('class', 'st');
      row.append('b');
      return row;
    })
    .attr('class', (task) => `row ${hueClass(job, task.vertex)}`)
    .attr('data-target', (task) =>
      JSON.stringify({ kind: 'subtask', job: task.job, vertex: task.vertex, subtask: task.subtask } satisfies Target),
    )
    .attr('data-place', (task) => (dead ? '' : `task ${task.id}`))
    .attr('data-task', (task) => task.id)
    .each(function (task) {
      const vertex = job?.vertices.find((candidate) => candidate.id === task.vertex);
      const name = this.querySelector('.cut')!;
      text(name, vertex?.name ?? task.vertex);
      name.setAttribute('title', vertex?.name ?? '');
      text(this.querySelector('b'), `(${task.subtask + 1}/${vertex?.parallelism ?? 1})`);
      const st = this.querySelector<HTMLElement>('.st')!;
      const quiet = task.state === 'RUNNING' || dead;
      if (st.dataset.is !== `${task.state}${quiet}`) {
        st.dataset.is = `${task.state}${quiet}`;
        st.replaceChildren(...(quiet ? [] : [stateDot(task.state), task.state]));
      }
      const target: Target = { kind: 'subtask', job: task.job, vertex: task.vertex, subtask: task.subtask };
      this.classList.toggle('selected', sameTarget(frame.selected, target));
    });
}
