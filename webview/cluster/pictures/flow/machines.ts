/** Machines as racks: processes, TaskManagers with their slots, the subtasks inside, and what is said between them. */
import { select } from 'd3';
import { el, ICONS, icon, svg, text, typeScale, widthOf } from '../../draw/dom.ts';
import { type Frame, hueClass, sameTarget, shareOf } from '../../frame.ts';
import { takenSlots } from '../../model/managers.ts';
import { areCut } from '../../model/network.ts';
import { type Flight, slotId } from '../../model/state.ts';
import type { Target } from '../../protocol.ts';
import { messageName } from '../../words/protocols.ts';
import { sourceOf } from './marks.ts';
import { aboveRack, labelWidth, type MessageMark, nameMessages } from './message-names.ts';
import { drawChips, drawEnclosure, drawManager } from './rack.ts';
import { type Rack, racksOf } from './racks.ts';
import { type End, messageRoute, onRoute, type Route, routeOf, routePath } from './routes.ts';

/** More machines or TaskManagers than this are drawn as cells. */
const FULL_RACKS = 6;
const FULL_MANAGERS = 18;
/** The least width of a rack, px: on a narrow page it says less. Between two of them the least that there is. */
const LEAST_RACK = { full: 190, slim: 132 } as const;
const RACK_GAP = 8;
/** Racks too high are drawn smaller, as long as their type can be read: of their size, and the steps of it. */
const LEAST_SCALE = 0.78;
const STEP = 0.02;
/** Of the newest messages only so many are drawn. */
const MOST_MESSAGES = 24;
/** From the middle of an arrow's head to its tip, px. */
const HEAD = 7;
/** Heartbeats are small rings without words: a calm pulse that stops when a process dies. */
const MOST_BEATS = 40;

const isHeartbeat = (flight: Flight): boolean => flight.kind === 'message' && flight.protocol === 'heartbeat';

export class MachinesView {
  readonly element: HTMLElement;
  private readonly racks = el('div', 'racks');
  private readonly over = svg('over');
  /** Of the rack with the most of them. */
  mostSlots = 0;
  private shown = '';
  private racksShown = 0;
  private fitFor = '';
  private places = new Map<string, DOMRect>();
  private placesFor = '';
  private routes = new Map<string, Route>();
  private rackBoxes: readonly DOMRect[] = [];
  /** Places of TaskManagers. */
  private readonly managers = new Set<string>();

  constructor() {
    this.over.setAttribute('aria-hidden', 'true');
    this.element = el('section', 'machines', this.racks, this.over);
  }

  show(frame: Frame): void {
    const version = `${frame.version}|${widthOf(this.element)}`;
    this.element.setAttribute('aria-label', frame.words.machines);
    if (version !== this.shown) {
      this.shown = version;
      const racks = racksOf(frame);
      const managers = racks.reduce((sum, rack) => sum + rack.managers.length, 0);
      this.mostSlots = Math.max(
        0,
        ...racks.map((rack) => rack.managers.reduce((sum, { manager }) => sum + manager.slots, 0)),
      );
      const many = racks.length > FULL_RACKS || managers > FULL_MANAGERS;
      // A real cluster does not tell what is said inside of it.
      this.element.classList.toggle('talking', !many && frame.header.origin === 'simulated');
      this.racksShown = many ? 0 : racks.length;
      if (many) this.drawCells(frame, racks);
      else this.drawRacks(frame, racks);
    }
  }

  private drawRacks(frame: Frame, racks: readonly Rack[]): void {
    this.racks.querySelector('.cells')?.remove();
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
        drawChips(header.querySelector('.chips')!, frame, rack.processes, rack);
        select<HTMLElement, unknown>(this)
          .selectAll<HTMLElement, Rack['enclosures'][number]>('div.pod')
          .data(rack.enclosures, ({ enclosure }) => enclosure.key)
          .join((enter) => {
            const pod = enter.insert('div', 'div.tm');
            pod.append('button').attr('type', 'button').attr('class', 'container cut');
            pod.append('div').attr('class', 'chips');
            return pod;
          })
          .each(function (held) {
            drawEnclosure(this, frame, held);
          });
        select<HTMLElement, unknown>(this)
          .selectAll<HTMLElement, Rack['managers'][number]>('div.tm')
          .data(rack.managers, ({ manager }) => manager.id)
          .join((enter) => {
            const tm = enter.append('div');
            const head = tm.append('header');
            head.append('b').text('TaskManager');
            head.append('span').attr('class', 'container cut');
            head.append('span').attr('class', 'meta cut');
            return tm;
          })
          .each(function (housed) {
            drawManager(this, frame, housed);
          });
      });
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
      this.racks.append(box);
    }
    const managers = racks.flatMap((rack) => rack.managers.map(({ manager }) => manager));
    text(box.querySelector('h2'), frame.words.overview(managers.length));
    const width = Math.max(300, widthOf(box));
    const size = managers.length > 800 ? 6 : managers.length > 200 ? 7 : 11;
    const [paths, grid] = [{ freecell: '', used: '', lostcell: '' }, box.querySelector('svg')!];
    let [x, y, free, total] = [0, 2, 0, 0];
    for (const manager of managers) {
      const w = manager.slots * (size + 1) + 5;
      if (x + w > width) {
        x = 0;
        y += size + (size > 6 ? 5 : 3);
      }
      for (const [slot, used] of takenSlots(frame.state, manager).entries()) {
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

  /** Draws the racks as large as fits into so much height, px, and can be read. */
  fit(frame: Frame, room: number): void {
    const key = `${room}|${this.shapeOf(frame)}`;
    if (key === this.fitFor) return;
    this.fitFor = key;
    const least = LEAST_SCALE / typeScale();
    let share = 1;
    for (let round = 0; round < 3; round++) {
      this.drawAt(share);
      const high = this.element.offsetHeight;
      if (high <= room || share <= least) break;
      share = Math.max(least, Math.floor((share * room) / high / STEP) * STEP);
    }
    this.drawAt(share);
  }

  private drawAt(share: number): void {
    const { style } = this.racks;
    const columns = columnsFor(this.racksShown, widthOf(this.element) / share);
    style.zoom = share === 1 ? '' : String(share);
    style.setProperty('--zoom', String(share));
    style.gridTemplateColumns = this.racksShown === 0 ? '' : `repeat(${columns},minmax(0,1fr))`;
  }

  private shapeOf(frame: Frame): string {
    return `${this.element.parentElement?.className}|${shapeOf(frame, widthOf(this.element))}`;
  }

  /** Messages, records between TaskManagers, text from nc: on top of the racks, once these stand where they are to stand. */
  showTraffic(frame: Frame): void {
    const flights = frame.flights.filter((flight) => flight.kind !== 'barrier' && !isHeartbeat(flight));
    const key = `${this.fitFor}|${this.shapeOf(frame)}`;
    if (this.placesFor !== key) {
      this.placesFor = key;
      this.places = this.measure();
    }
    const messages = nameMessages(
      flights
        .filter((flight): flight is Extract<Flight, { kind: 'message' }> => flight.kind === 'message')
        .slice(-MOST_MESSAGES)
        .flatMap((flight) => this.message(flight, frame)),
      {
        width: widthOf(this.element),
        middles: [...new Set(this.rackBoxes.map(({ y }) => y - aboveRack(typeScale())))],
      },
      typeScale(),
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
        label.append('rect').attr('rx', 3);
        label.append('text').attr('y', 4);
        return group;
      })
      .attr('class', (message) => (message.lost ? 'rpc lost' : 'rpc'))
      .each(function (message) {
        const [head, label] = [...this.children];
        head?.setAttribute('transform', `translate(${message.x},${message.y}) rotate(${message.angle})`);
        label?.setAttribute('transform', `translate(${message.labelX},${message.labelY})`);
        const w = labelWidth(message.name, typeScale());
        label?.firstElementChild?.setAttribute('x', String(-w / 2));
        label?.firstElementChild?.setAttribute('width', String(w));
        label?.firstElementChild?.setAttribute('y', String(-9 * typeScale()));
        label?.firstElementChild?.setAttribute('height', String(18 * typeScale()));
        text(label?.lastElementChild, message.name);
        label?.classList.toggle('hidden', message.name === '');
      });
    const beats = frame.flights
      .filter((flight): flight is Extract<Flight, { kind: 'message' }> => isHeartbeat(flight))
      .slice(-MOST_BEATS)
      .flatMap((flight) => this.message(flight, frame));
    layer
      .selectAll<SVGCircleElement, MessageMark>('circle.beat')
      .data(beats, (beat) => beat.key)
      .join((enter) => enter.append('circle').attr('r', 3))
      .attr('class', (beat) => (beat.lost ? 'beat lost' : 'beat'))
      .attr('cx', (beat) => beat.x)
      .attr('cy', (beat) => beat.y);
    const links = this.links(frame);
    layer
      .selectAll<SVGPathElement, (typeof links)[number]>('path.tcp')
      .data(links, (link) => link.key)
      .join((enter) => enter.insert('path', 'g').attr('class', 'tcp'))
      .attr('d', (link) => link.path);
    layer
      .selectAll<SVGPathElement, (typeof links)[number]>('path.tcphit')
      .data(
        links.filter((link) => link.target !== null),
        (link) => link.key,
      )
      .join((enter) => enter.append('path').attr('class', 'tcphit'))
      .attr('d', (link) => link.path)
      .attr('data-target', (link) => JSON.stringify(link.target))
      .classed('cutlink', (link) => link.target !== null && areCut(frame.state, link.target.from, link.target.to));
    const dots = links.flatMap((link) => link.dots);
    layer
      .selectAll<SVGCircleElement, (typeof dots)[number]>('circle.rec')
      .data(dots.slice(0, 60), (dot) => dot.key)
      .join((enter) => enter.append('circle').attr('r', 5))
      .attr('class', (dot) => `rec ${dot.hue}`)
      .attr('cx', (dot) => dot.x)
      .attr('cy', (dot) => dot.y);
  }

  private measure(): Map<string, DOMRect> {
    const origin = this.element.getBoundingClientRect();
    const places = new Map<string, DOMRect>();
    // Of what is drawn smaller, older editors tell places in its own pixels.
    const shown = this.element.offsetWidth / origin.width;
    const own = this.element.offsetWidth / this.racks.getBoundingClientRect().width;
    const inside = ({ x, y, width, height }: DOMRect) =>
      new DOMRect(x * own - origin.x * shown, y * own - origin.y * shown, width * own, height * own);
    this.routes.clear();
    this.managers.clear();
    this.rackBoxes = [...this.racks.querySelectorAll('article.rack')].map((rack) =>
      inside(rack.getBoundingClientRect()),
    );
    for (const element of this.racks.querySelectorAll<HTMLElement>('[data-place]')) {
      const box = element.getBoundingClientRect();
      const name = element.dataset.place ?? '';
      if (places.has(name)) continue;
      places.set(name, inside(box));
      if (element.tagName === 'HEADER') this.managers.add(name);
    }
    return places;
  }

  private message(flight: Extract<Flight, { kind: 'message' }>, frame: Frame): readonly MessageMark[] {
    const from = this.places.get(`process ${flight.from}`);
    const to = this.places.get(`process ${flight.to}`);
    if (from === undefined || to === undefined || from === to) return [];
    const key = `message ${flight.from} ${flight.to}`;
    const route =
      this.routes.get(key) ??
      messageRoute(
        this.processEnd(flight.from, from),
        this.processEnd(flight.to, to),
        this.rackBoxes,
        aboveRack(typeScale()),
      );
    this.routes.set(key, route);
    const share = shareOf(flight, frame.t, frame.lens);
    if (share >= 1) return [];
    return [
      {
        key: String(flight.number),
        labelX: 0,
        labelY: 0,
        name: flight.lost ? `${messageName(flight)} ✕` : messageName(flight),
        lost: flight.lost,
        ...onRoute(route, betweenEnds(route, flight.lost ? Math.min(0.5, share) : share)),
        path: routePath(route),
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
      const [a, b] = [this.endAt(first), this.endAt(second)];
      if (a === null || b === null) return null;
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
    return [...links].map(([key, { route, dots }]) => ({
      ...{ key, path: routePath(route), dots, target: linkTarget(frame, ...(key.split('|') as [string, string])) },
    }));
  }

  /** TaskManagers are told from chips by their place: a header of its own, or a chip among others. */
  private processEnd(process: string, box: DOMRect): End {
    return { kind: this.managers.has(`process ${process}`) ? 'manager' : 'chip', box };
  }

  private endAt(place: string): End | null {
    const box = this.places.get(place);
    const kind = place.startsWith('process ') ? 'chip' : place.startsWith('slot ') ? 'slot' : 'row';
    return box === undefined ? null : { kind, box };
  }

  private slotOf(frame: Frame, subtask: string): string | null {
    const place = frame.state.subtasks.get(subtask)?.place;
    return place === null || place === undefined || place.slot === null
      ? null
      : `slot ${slotId(place.taskManager, place.slot)}`;
  }
}

/** How many racks stand beside each other: all, or as many in each line that none is narrower than its words need. */
function columnsFor(racks: number, width: number): number {
  const least = (width < 900 ? LEAST_RACK.slim : LEAST_RACK.full) * typeScale();
  const most = Math.max(1, Math.floor((width + RACK_GAP) / (least + RACK_GAP)));
  return Math.max(1, Math.ceil(racks / Math.ceil(racks / most)));
}

/** A share of the way on which an arrow's head stands on neither end. */
function betweenEnds({ lengths }: Route, share: number): number {
  const length = lengths.at(-1) ?? 0;
  const head = Math.min(length / 2, HEAD);
  return length === 0 ? share : (head + share * (length - 2 * head)) / length;
}

/** Of a place `slot id/number`. */
const managerOf = (place: string) => place.slice(0, place.lastIndexOf('/'));

/** Changes when something in the racks may have moved. */
function shapeOf(frame: Frame, width: number): string {
  const { state } = frame;
  const parts: (string | number)[] = [
    width,
    state.machines.size,
    ...[...state.containers.values()].map((container) => `${container.id}${container.process}`),
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

type LinkTarget = Extract<Target, { kind: 'link' }>;

/** The machines at the ends of a line; null where both are one. */
function linkTarget(frame: Frame, first: string, second: string): LinkTarget | null {
  const [from, to] = [machineOf(frame, first), machineOf(frame, second)];
  return from === null || to === null || from === to ? null : { kind: 'link', from, to };
}

/** Of a place: `process machine:pid`, `slot id/number`, `task job/vertex/subtask`. */
function machineOf({ state }: Frame, place: string): string | null {
  const [kind, name = ''] = [place.slice(0, place.indexOf(' ')), place.slice(place.indexOf(' ') + 1)];
  if (kind === 'process') return state.processes.get(name)?.machine ?? null;
  const manager = kind === 'slot' ? managerOf(name) : state.subtasks.get(name)?.place?.taskManager;
  return manager === undefined ? null : (state.taskManagers.get(manager)?.machine ?? null);
}

interface Link {
  readonly target: LinkTarget | null;
  readonly key: string;
  readonly path: string;
  readonly dots: readonly { readonly key: string; readonly hue: string; readonly x: number; readonly y: number }[];
}
