/** The inside of a subtask's box: where it is, what it did, its keys, its checkpoint, what it printed. */
import type { GraphNode } from '../../../../src/trace/facts.ts';
import { el, svg, text, typeScale } from '../../draw/dom.ts';
import type { Frame } from '../../frame.ts';
import { keyGroupRange } from '../../model/keygroups.ts';
import { type Checkpoint, type Job, type Subtask, subtaskId } from '../../model/state.ts';
import { count, timeOfDay } from '../../words/format.ts';
import { placeText } from '../../words/places.ts';
import type { VertexBox } from './layout.ts';
import { diamond, flagIcon, stateDot } from './signs.ts';

/** Width in px below which a keyed, printing subtask drops what is said elsewhere. */
const SLIM = 314;
const SLIM_ALONE = 230;
/** One without keys at least so wide, px at type of scale 1, says beside its number where it is. */
const ROOMY = 234;
/** One narrower than this, px at type of scale 1, has no room for what it printed beside its number and its state. */
const LEAST_PRINTING = 240;
/** What of its width a subtask gives to the lines it printed. */
const PRINTED_SHARE = 0.29;

/** The newest checkpoint of a job at the moment shown. */
export function newestCheckpoint(frame: Frame, job: Job): Checkpoint | null {
  let newest: Checkpoint | null = null;
  for (const checkpoint of frame.state.checkpoints.values()) if (checkpoint.job === job.id) newest = checkpoint;
  return newest;
}

function tasksOf(frame: Frame, job: Job, vertex: GraphNode): readonly Subtask[] {
  const tasks: Subtask[] = [];
  for (let index = 0; index < vertex.parallelism; index++) {
    const task = frame.state.subtasks.get(subtaskId(job.id, vertex.id, index));
    if (task !== undefined) tasks.push(task);
  }
  return tasks;
}

/** "p = 2 [bar] 31 % busy, watermark". */
export function loadLine(line: Element, frame: Frame, job: Job, vertex: GraphNode): void {
  const { words } = frame;
  const tasks = tasksOf(frame, job, vertex);
  const known = tasks.filter((task) => task.busy !== null);
  const mean = (pick: (task: Subtask) => number | null) =>
    known.reduce((sum, task) => sum + (pick(task) ?? 0), 0) / Math.max(1, known.length) / 10;
  const busy = mean((task) => task.busy);
  const pressed = mean((task) => task.backPressured);
  const reports = known.length > 0;
  const said = !reports
    ? words.busyUnknown
    : pressed > busy
      ? words.backpressured(Math.round(pressed))
      : words.busy(Math.round(busy));
  const marks = tasks.map((task) => task.watermark).filter((mark) => mark !== null);
  const watermark = marks.length === tasks.length && marks.length > 0 ? Math.min(...marks) : null;
  const keyed = frame.run.keyed.has(`${job.id}/${vertex.id}`);
  const flag = watermark !== null ? watermarkText(watermark, frame) : keyed ? words.noWatermark : '';
  const signature = `${vertex.parallelism}|${said}|${busy.toFixed()}|${pressed.toFixed()}|${flag}`;
  if ((line as HTMLElement).dataset.is === signature) return;
  (line as HTMLElement).dataset.is = signature;
  const parts: (Node | string)[] = [el('b', '', `p = ${vertex.parallelism}`)];
  if (reports) {
    const bar = el('span', 'loadbar');
    const [b, p] = [el('span', 'b'), el('span', 'p')];
    b.style.width = `${busy}%`;
    p.style.width = `${pressed}%`;
    bar.append(b, p);
    parts.push(bar);
  }
  parts.push(el('span', 'muted', said));
  if (flag !== '') parts.push(flagIcon(), el('span', 'muted cut', flag));
  line.classList.toggle('pressed', pressed > busy);
  line.replaceChildren(...parts);
}

function watermarkText(watermark: number, frame: Frame): string {
  if (watermark > 8e15) return '+∞';
  if (watermark < -8e15) return '−∞';
  return watermark > 1e11 ? timeOfDay(watermark) : frame.words.watermark(String(watermark));
}

export function folded(box: HTMLElement, frame: Frame, job: Job, vertex: GraphNode): void {
  const tasks = tasksOf(frame, job, vertex);
  const states = new Map<string, number>();
  let [received, sent] = [0, 0];
  for (const task of tasks) {
    states.set(task.state, (states.get(task.state) ?? 0) + 1);
    received += task.recordsIn;
    sent += task.recordsOut;
  }
  const summary = [...states].map(([state, n]) => `${n} ${state}`).join(' · ');
  const signature = tasks.map((task) => task.state[0]! + task.state.at(-1)!).join('');
  if (box.dataset.is !== signature) {
    box.dataset.is = signature;
    const strip = el('span', 'strip');
    for (const task of tasks) {
      const cell = el('i');
      cell.style.setProperty('--c', `var(--s-${task.state})`);
      strip.append(cell);
    }
    const line = el('span', 'line');
    const counts = el('span', 'line muted');
    box.replaceChildren(
      el('span', 'line name', frame.words.folded(vertex.parallelism)),
      line,
      strip,
      counts,
      el('span', 'sr', vertex.name),
    );
  }
  text(box.children[1], summary);
  text(box.children[3], frame.words.inOut(count(received), count(sent)));
}

const drawn = new WeakMap<HTMLElement, { task: Subtask; rest: string }>();

export function drawTask(
  box: HTMLElement,
  frame: Frame,
  job: Job,
  vertex: GraphNode,
  task: Subtask,
  area: VertexBox,
): void {
  const { words, state } = frame;
  const checkpoint = newestCheckpoint(frame, job);
  const status = checkpointLine(frame, job, task, checkpoint);
  const place = task.place === null ? null : state.taskManagers.get(task.place.taskManager);
  const over = ['FINISHED', 'CANCELED', 'FAILED'].includes(job.status);
  const gone =
    !over && place !== null && place !== undefined && isGone(frame, place.machine, place.pid, place.lost !== null);
  const width = area.tasks[task.subtask]?.w ?? area.w;
  const rest = `${status.text}|${status.mark}|${gone}|${frame.language}|${width}|${area.lines}`;
  const printing = area.printing && width >= LEAST_PRINTING * typeScale();
  const wide = area.keyed || printing;
  box.classList.toggle('gone', gone);
  box.classList.toggle('wide', wide);
  const before = drawn.get(box);
  if (before !== undefined && before.task === task && before.rest === rest) return;
  drawn.set(box, { task, rest });

  const where = task.place === null || place === undefined || place === null ? '' : placeText(words, place, task.place);
  const number = `(${task.subtask + 1}/${vertex.parallelism})`;
  const attempt = task.attempt > 0 ? words.attempt(task.attempt) : '';
  const statusLine = el('span', 'line');
  if (status.mark !== 'none') statusLine.append(diamond(status.mark));
  statusLine.append(el('span', 'cut', status.text));
  const stateText = el('span', 'st', stateDot(task.state), task.state);
  const first = el('span', 'line', el('span', 'name', number));
  const said = area.keyed ? keyedLines() : plainLines();
  const lines = el('span', 'lines', first, ...said.slice(0, area.lines - 1));
  box.replaceChildren(el('span', 'sr', `${vertex.name} `), lines);
  if (printing) {
    const out = el('span', 'out', el('span', '', words.printed));
    out.style.width = `${Math.min(190, Math.max(96, width * PRINTED_SHARE))}px`;
    const shown = task.printed.slice(1 - area.lines || -1);
    if (area.lines === 1 && shown.length > 0) out.replaceChildren();
    shown.forEach((line, index) => {
      out.append(el('span', index === shown.length - 1 ? 'new cut' : 'cut', line.text));
    });
    box.append(out);
  }

  /** Below the number, the place and the state: the most telling first, where not all of it has room. */
  function keyedLines(): readonly HTMLElement[] {
    const [from, to] = keyGroupRange(vertex.maxParallelism, vertex.parallelism, task.subtask);
    const place1 = el('span', 'cut muted', attempt === '' ? where : joined(`#${task.attempt}`, where));
    // Beside a column of printed lines a slim box has room for the number, the state and the range in words.
    const slim = width < (printing ? SLIM : SLIM_ALONE);
    first.append(slim ? '' : place1, stateText);
    const groups = el('span', 'line', el('span', 'cut muted', words.keyGroups(from, to)));
    if (!slim) groups.append(keyGroupStrip(task, from, to));
    const held = values(task, frame, width - (printing ? 134 : 8));
    const doing = status.mark === 'doing';
    if (area.lines > 3) return [groups, held, statusLine];
    if (area.lines > 2) return [groups, doing ? statusLine : held];
    return [doing ? statusLine : held.childElementCount > 0 ? held : groups];
  }

  function plainLines(): readonly HTMLElement[] {
    const isSource = !job.edges.some((edge) => edge.to === vertex.id);
    const isSink = !job.edges.some((edge) => edge.from === vertex.id);
    const moved = isSource
      ? words.sent(count(task.recordsOut))
      : isSink
        ? words.received(count(task.recordsIn))
        : words.inOut(count(task.recordsIn), count(task.recordsOut));
    const spot = attempt === '' ? where : joined(where, `#${task.attempt}`);
    const countLine = el('span', 'line', el('span', 'cut muted', moved));
    const spotLine = el('span', 'line', el('span', 'cut', spot));
    const roomy = width >= ROOMY * typeScale();
    if (area.lines < 4 && roomy) first.append(el('span', 'cut muted', area.lines === 1 ? moved : spot));
    first.append(stateText);
    const doing = status.mark === 'doing';
    if (area.lines > 3) return [spotLine, countLine, statusLine];
    if (area.lines > 2) return roomy ? [countLine, statusLine] : [spotLine, doing ? statusLine : countLine];
    return [doing ? statusLine : countLine];
  }
}

const joined = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');

function isGone(frame: Frame, machine: string, pid: number, lost: boolean): boolean {
  const process = frame.state.processes.get(`${machine}:${pid}`);
  return lost || (process !== undefined && process.ended !== null) || frame.state.machines.get(machine)?.up === false;
}

type Mark = 'done' | 'doing' | 'none';

function checkpointLine(
  frame: Frame,
  job: Job,
  task: Subtask,
  checkpoint: Checkpoint | null,
): { readonly mark: Mark; readonly text: string } {
  const { words } = frame;
  if (checkpoint === null) return { mark: 'none', text: '' };
  if (task.acknowledged === checkpoint.id) return { mark: 'done', text: words.acked(checkpoint.id) };
  // A real cluster does not tell where barriers are.
  const watched = frame.header.origin === 'real';
  if (checkpoint.status === 'in progress' && task.state === 'RUNNING' && !watched) {
    if (task.aligning !== null)
      return { mark: 'doing', text: words.aligning(arrived(frame, task), task.aligning.expected) };
    const inputs = job.edges.filter((edge) => edge.to === task.vertex);
    const many = inputs.reduce(
      (sum, edge) => sum + (job.vertices.find((vertex) => vertex.id === edge.from)?.parallelism ?? 1),
      0,
    );
    return { mark: 'doing', text: many > 1 ? words.noBarrier : words.waitsForBarrier(checkpoint.id) };
  }
  const kept = task.acknowledged;
  return kept === null ? { mark: 'none', text: '' } : { mark: 'done', text: words.acked(kept) };
}

function arrived(frame: Frame, task: Subtask): number {
  const here = task.barriers.filter(
    (barrier) => barrier.checkpoint === task.aligning?.checkpoint && barrier.arrives <= frame.t,
  ).length;
  return Math.max(here, task.aligning?.arrived ?? 0);
}

function keyGroupStrip(task: Subtask, from: number, to: number): SVGSVGElement {
  const groups = to - from + 1;
  const strip = svg('kgs');
  strip.setAttribute('viewBox', `0 0 ${groups * 2} 14`);
  strip.setAttribute('preserveAspectRatio', 'none');
  strip.setAttribute('aria-hidden', 'true');
  const path = (className: string, d: string) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    shape.setAttribute('class', className);
    shape.setAttribute('d', d);
    strip.append(shape);
  };
  const cell = (group: number) => `M${(group - from) * 2} 0h${groups > 100 ? 2 : 1.6}v14h-${groups > 100 ? 2 : 1.6}z`;
  const all = Array.from({ length: groups }, (_, index) => from + index);
  path('bg', all.map(cell).join(''));
  path(
    'on',
    [...task.keyed.keys()]
      .filter((group) => group >= from && group <= to)
      .map(cell)
      .join(''),
  );
  return strip;
}

/** "(hello,3)" of key hello is shown as hello 3. */
function shortValue(key: string, value: string): string {
  if (value.startsWith(`(${key},`) && value.endsWith(')')) return value.slice(key.length + 2, -1);
  return value.length > 18 ? `${value.slice(0, 17)}…` : value;
}

function values(task: Subtask, frame: Frame, room: number): HTMLElement {
  const line = el('span', 'line kvs');
  const entries = [...task.keyed.values()].flatMap((group) => [...group.values()]);
  entries.sort((a, b) => b.at - a.at);
  let used = 0;
  let shown = 0;
  for (const entry of entries) {
    const value = shortValue(entry.key, entry.value);
    const width = 24 + 7.8 * (entry.key.length + value.length + 1);
    if (used + width > room - (shown + 1 < entries.length ? 60 : 0)) break;
    used += width;
    shown++;
    const chip = el('span', frame.t - entry.at < 400 ? 'kv fresh' : 'kv', `${entry.key} `, el('b', '', value));
    chip.dataset.key = entry.key;
    line.append(chip);
  }
  if (shown < entries.length) line.append(el('span', 'muted', frame.words.more(entries.length - shown)));
  return line;
}
