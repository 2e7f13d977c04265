/** Slider, play, steps, speed and the buttons at the foot of the page. */
import { scaleLinear, select, ticks } from 'd3';
import { el, ICONS, icon, svg, text, widthOf } from '../draw/dom.ts';
import type { Frame } from '../frame.ts';
import { type CheckpointSpan, STEP_KINDS, type StepKind } from '../model/index.ts';
import { SPEEDS, type Speed } from '../time/player.ts';
import { clock, clockShort, duration } from '../words/format.ts';
import type { Words } from '../words/words.ts';
import { commandButton, labelOf } from './button.ts';

export interface TransportActions {
  toggle(): void;
  step(direction: 1 | -1): void;
  go(t: number): void;
  setStep(kind: StepKind): void;
  setSpeed(speed: Speed): void;
  toLive(): void;
  breakIt(anchor: HTMLElement): void;
  bookmark(): void;
  save(anchor: HTMLElement): void;
  setLoop(from: number | null, to: number | null): void;
  /** The loop's span again with every record. */
  detail(): void;
  focus(): void;
  next(direction: 1 | -1): void;
  scenarios(anchor: HTMLElement): void;
  present(): void;
}
export interface TransportState {
  readonly playing: boolean;
  readonly speed: Speed;
  /** Virtual ms per wall ms just now. */
  readonly pace: number;
  readonly step: StepKind;
  /** Of step `key`. */
  readonly key: string | null;
  readonly live: boolean;
  readonly behind: number;
  readonly bookmarks: readonly number[];
  readonly loop: { readonly from: number; readonly to: number | null } | null;
  readonly focusing: boolean;
  readonly presenting: boolean;
  /** What the next step of a prepared scenario is, in words; null where none is played. */
  readonly nextStep: string | null;
}

const NS = 'http://www.w3.org/2000/svg';
const BOLT = 'M2-8-5 2h3.4L-3 9 5-2.2H1.6z';
const DIAMOND = 'M0-7 7 0 0 7-7 0z';
/** Least distance of two checkpoints that are marked, px. */
const LEAST_APART = 15;
const BAR = { y: 9, h: 6 };

export class Transport {
  readonly element = el('section', 'transport');
  readonly slider = el('div', 'slider');
  private readonly drawing = svg('track');
  private readonly back = button('btn icon', icon(ICONS.back));
  private readonly play = button('btn primary', icon(ICONS.play));
  private readonly forward = button('btn icon', icon(ICONS.forward));
  private readonly stepKind = el('select', 'btn');
  private readonly speed = el('select', 'btn');
  private readonly clock = el('output', 'clock');
  private readonly virtual = el('span', 'muted');
  private readonly live: HTMLButtonElement;
  private readonly breakIt: HTMLButtonElement;
  private readonly bookmark: HTMLButtonElement;
  private readonly save: HTMLButtonElement;
  private readonly present: HTMLButtonElement;
  private readonly next: HTMLButtonElement;
  private readonly scenario: HTMLButtonElement;
  private readonly focus: HTMLButtonElement;
  private readonly detail: HTMLButtonElement;
  private readonly unloop: HTMLButtonElement;
  private language = '';
  private shown = '';
  private domain: [number, number] = [0, 10_000];
  private width = 0;
  /** Where the pointer went down, virtual ms. */
  private pressedAt = 0;

  /** @param last after the page's own buttons */
  constructor(actions: TransportActions, last: HTMLElement) {
    this.live = commandButton('', {}, () => actions.toLive());
    this.breakIt = commandButton('', { icon: icon(ICONS.bolt), danger: true }, (button) => actions.breakIt(button));
    this.bookmark = commandButton('', {}, () => actions.bookmark());
    this.save = commandButton('', {}, (button) => actions.save(button));
    this.next = commandButton('', {}, () => actions.next(1));
    this.scenario = commandButton('', {}, (button) => actions.scenarios(button));
    this.focus = commandButton('', {}, () => actions.focus());
    this.detail = commandButton('', {}, () => actions.detail());
    this.unloop = commandButton('', {}, () => actions.setLoop(null, null));
    this.present = commandButton('', {}, () => actions.present());
    this.slider.tabIndex = 0;
    this.slider.setAttribute('role', 'slider');
    this.slider.append(this.drawing);
    const track = select(this.drawing);
    track.append('rect').attr('class', 'all').attr('y', BAR.y).attr('height', BAR.h).attr('rx', 3);
    track.append('rect').attr('class', 'known').attr('y', BAR.y).attr('height', BAR.h).attr('rx', 3);
    track.append('rect').attr('class', 'gone').attr('y', BAR.y).attr('height', BAR.h).attr('rx', 3);
    track.append('rect').attr('class', 'loop').attr('y', 2).attr('height', 20).attr('rx', 3);
    track.append('g').attr('class', 'outages');
    track.append('g').attr('class', 'ticks');
    track.append('g').attr('class', 'checkpoints');
    track.append('g').attr('class', 'faultmarks');
    track.append('g').attr('class', 'bookmarks');
    track
      .append('circle')
      .attr('class', 'knob')
      .attr('r', 9.5)
      .attr('cy', BAR.y + BAR.h / 2);
    this.element.append(
      this.slider,
      el(
        'div',
        'controls',
        this.back,
        this.play,
        this.forward,
        this.stepKind,
        this.speed,
        this.clock,
        this.virtual,
        this.live,
        el('span', 'grow'),
        this.unloop,
        this.detail,
        this.scenario,
        this.next,
        this.focus,
        this.breakIt,
        this.bookmark,
        this.save,
        this.present,
        last,
      ),
    );
    this.clock.setAttribute('aria-live', 'off');
    this.back.addEventListener('click', () => actions.step(-1));
    this.forward.addEventListener('click', () => actions.step(1));
    this.play.addEventListener('click', () => actions.toggle());
    this.stepKind.addEventListener('change', () => actions.setStep(this.stepKind.value as StepKind));
    this.speed.addEventListener('change', () => {
      actions.setSpeed(this.speed.value === 'auto' ? 'auto' : (Number(this.speed.value) as Speed));
    });
    const seek = (event: PointerEvent) => {
      const box = this.slider.getBoundingClientRect();
      actions.go(this.scale().invert(event.clientX - box.x));
    };
    this.slider.addEventListener('pointerdown', (event) => {
      this.slider.setPointerCapture(event.pointerId);
      this.pressedAt = this.scale().invert(event.clientX - this.slider.getBoundingClientRect().x);
      seek(event);
    });
    this.slider.addEventListener('pointermove', (event) => {
      if (!this.slider.hasPointerCapture(event.pointerId)) return;
      if (event.shiftKey) {
        const box = this.slider.getBoundingClientRect();
        const here = this.scale().invert(event.clientX - box.x);
        actions.setLoop(Math.min(this.pressedAt, here), Math.max(this.pressedAt, here));
      } else seek(event);
    });
  }

  private scale() {
    return scaleLinear()
      .domain(this.domain)
      .range([0, Math.max(1, this.width)]);
  }

  show(frame: Frame, state: TransportState): void {
    const { words } = frame;
    if (this.language !== frame.language) {
      this.language = frame.language;
      this.name(words);
    }
    this.width = widthOf(this.slider);
    const end = Math.max(frame.end, frame.t);
    if (end > this.domain[1] || end < this.domain[1] / 4) this.domain = [0, roundUp(end)];
    const scale = this.scale();
    const track = select(this.drawing);
    const facts = frame.run.steps.checkpoint.length + frame.run.steps.state.length;
    const bookmarks = state.bookmarks.join();
    const version = `${this.width}|${this.domain[1]}|${facts}|${frame.run.faults.length}|${bookmarks}|${frame.job?.id}`;
    if (version !== this.shown) {
      this.shown = version;
      this.drawMarks(frame, state);
    }
    track.select('.all').attr('width', this.width);
    track.select('.known').attr('width', Math.max(0, scale(end)));
    track.select('.gone').attr('width', Math.max(0, scale(frame.t)));
    track.select('.knob').attr('cx', scale(frame.t));
    const { loop } = state;
    track
      .select('.loop')
      .style('display', loop === null ? 'none' : '')
      .attr('x', scale(loop?.from ?? 0))
      .attr('width', Math.max(2, scale(loop?.to ?? end) - scale(loop?.from ?? 0)));
    const named = state.key === null ? words.step.key : words.stepKey(state.key);
    text(this.stepKind.querySelector('option[value=key]'), `${words.stepBy}: ${named}`);
    this.unloop.classList.toggle('hidden', loop === null);
    this.detail.classList.toggle('hidden', loop?.to == null || !state.live);
    this.next.classList.toggle('hidden', !state.presenting && state.nextStep === null);
    text(labelOf(this.next), state.nextStep ?? words.next);
    this.scenario.classList.toggle('hidden', !state.presenting || state.nextStep !== null);
    this.focus.classList.toggle('hidden', !state.presenting);
    this.save.classList.toggle('quiet', state.presenting);
    this.focus.setAttribute('aria-pressed', String(state.focusing));
    if (loop !== null)
      text(
        labelOf(this.unloop),
        `${words.looping(clockShort(loop.from), loop.to === null ? '…' : clockShort(loop.to))} ×`,
      );
    this.slider.setAttribute('aria-valuemin', '0');
    this.slider.setAttribute('aria-valuemax', String(Math.round(end)));
    this.slider.setAttribute('aria-valuenow', String(Math.round(frame.t)));
    this.slider.setAttribute('aria-valuetext', clock(frame.t));
    const slow = state.pace < 0.05;
    text(this.clock, clock(frame.t, slow ? 2 : 0));
    const pace = state.playing && state.speed === 'auto' && slow ? ` ×${Number(state.pace.toPrecision(1))}` : '';
    text(this.virtual, `${words.virtualTime}${pace}`);
    if (this.play.dataset.playing !== String(state.playing)) {
      this.play.dataset.playing = String(state.playing);
      this.play.replaceChildren(icon(state.playing ? ICONS.pause : ICONS.play));
      this.play.setAttribute('aria-label', state.playing ? words.pause : words.play);
      this.play.title = state.playing ? words.pause : words.play;
    }
    this.stepKind.value = state.step;
    this.speed.value = String(state.speed);
    this.live.classList.toggle('hidden', !state.live);
    this.virtual.classList.toggle('hidden', state.live);
    const behind = state.behind > 400;
    text(labelOf(this.live), behind ? `${words.toLive} (${words.behind(duration(state.behind))})` : `● ${words.live}`);
    this.live.disabled = !behind;
  }

  private name(words: Words): void {
    const label = (element: HTMLElement, name: string) => {
      element.setAttribute('aria-label', name);
      element.title = name;
    };
    label(this.back, words.back);
    label(this.forward, words.forward);
    this.play.dataset.playing = '';
    label(this.slider, words.time);
    this.stepKind.setAttribute('aria-label', words.stepBy);
    const kinds = STEP_KINDS;
    this.stepKind.replaceChildren(...kinds.map((kind) => option(kind, `${words.stepBy}: ${words.step[kind]}`)));
    this.speed.setAttribute('aria-label', words.speed);
    this.speed.replaceChildren(
      option('auto', `${words.speed}: ${words.speedAuto}`),
      ...SPEEDS.map((speed) => option(String(speed), `${words.speed} ×${speed}`)),
    );
    text(labelOf(this.breakIt), words.breakIt);
    this.breakIt.setAttribute('aria-haspopup', 'menu');
    text(labelOf(this.bookmark), words.bookmark);
    text(labelOf(this.save), words.save);
    text(labelOf(this.present), words.present);
    this.save.setAttribute('aria-haspopup', 'menu');
    text(labelOf(this.scenario), words.scenario.choose);
    this.scenario.setAttribute('aria-haspopup', 'menu');
    text(labelOf(this.focus), words.focus);
    text(labelOf(this.detail), words.detail);
  }

  private drawMarks(frame: Frame, state: TransportState): void {
    const scale = this.scale();
    const track = select(this.drawing);
    const middle = BAR.y + BAR.h / 2;
    const times = ticks(0, this.domain[1] / 1000, Math.max(2, Math.min(8, this.width / 140))).map((s) => s * 1000);
    track
      .select('.ticks')
      .selectAll<SVGTextElement, number>('text')
      .data(times)
      .join('text')
      .attr('y', 38)
      .attr('x', (t) => scale(t))
      .attr('text-anchor', (t) => (t === 0 ? 'start' : scale(t) > this.width - 20 ? 'end' : 'middle'))
      .text((t) => clockShort(t));
    const outages = frame.run.outages.filter((outage) => outage.job === frame.job?.id);
    track
      .select('.outages')
      .selectAll<SVGRectElement, (typeof outages)[number]>('rect')
      .data(outages)
      .join('rect')
      .attr('class', 'out')
      .attr('y', BAR.y)
      .attr('height', BAR.h)
      .attr('x', (outage) => scale(outage.from))
      .attr('width', (outage) => Math.max(2, scale(outage.to ?? frame.end) - scale(outage.from)));
    const checkpoints = spaced(
      [...frame.run.checkpoints.values()].filter((span) => span.job === frame.job?.id),
      (span) => scale(span.from),
    );
    track
      .select('.checkpoints')
      .selectAll<SVGPathElement, (typeof checkpoints)[number]>('path')
      .data(checkpoints, (span) => span.id)
      .join((enter) =>
        enter.append('path').each(function (span) {
          const title = document.createElementNS(NS, 'title');
          title.textContent = `chk-${span.id}`;
          this.append(title);
        }),
      )
      .attr(
        'class',
        (span) => `dia ${span.status === 'completed' ? '' : span.status === 'aborted' ? 'aborted' : 'doing'}`,
      )
      .attr('d', DIAMOND)
      .attr('transform', (span) => `translate(${scale(span.from)},${middle})`)
      .style('stroke', (span) => (span.status === 'completed' ? 'var(--panel)' : null));
    track
      .select('.faultmarks')
      .selectAll<SVGPathElement, (typeof frame.run.faults)[number]>('path')
      .data(frame.run.faults)
      .join('path')
      .attr('class', 'bolt')
      .attr('d', BOLT)
      .attr('transform', (fault) => `translate(${scale(fault.at)},${middle})`);
    track
      .select('.bookmarks')
      .selectAll<SVGPathElement, number>('path')
      .data(state.bookmarks)
      .join('path')
      .attr('class', 'mark')
      .attr('d', 'M-4 0h8v8l-4-3-4 3z')
      .attr('transform', (t) => `translate(${scale(t)},0)`);
  }
}

/** Of checkpoints that would run into one another only some: those that did not complete all the same. */
function spaced(spans: readonly CheckpointSpan[], place: (span: CheckpointSpan) => number): readonly CheckpointSpan[] {
  let last = Number.NEGATIVE_INFINITY;
  return spans.filter((span) => {
    if (span.status === 'completed' && place(span) - last < LEAST_APART) return false;
    last = place(span);
    return true;
  });
}

function button(className: string, ...children: Node[]): HTMLButtonElement {
  const element = el('button', className, ...children);
  element.type = 'button';
  return element;
}

function option(value: string, label: string): HTMLOptionElement {
  const element = el('option', '', label);
  element.value = value;
  return element;
}

/** The slider's end: a round number of seconds with some room for what comes. */
function roundUp(ms: number): number {
  const seconds = Math.max(10, (ms / 1000) * 1.02);
  for (const step of [10, 20, 30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 3600]) {
    if (seconds <= step) return step * 1000;
  }
  return Math.ceil(seconds / 3600) * 3_600_000;
}
