/** The page: one history, one moment, five pictures of it. */
import type { TraceEntry, TraceHeader } from '../../src/trace/facts.ts';
import { isButton } from '../controls.ts';
import { Header } from './chrome/header.ts';
import { Inspector } from './chrome/inspector.ts';
import { legend } from './chrome/legend.ts';
import { closeMenu, openMenu } from './chrome/menu.ts';
import { showShortcuts } from './chrome/shortcuts.ts';
import { Transport } from './chrome/transport.ts';
import { el, text, widthOf } from './draw/dom.ts';
import { STYLE } from './draw/style.ts';
import type { Actions, Frame, Picture } from './frame.ts';
import { actsOn } from './model/faults.ts';
import { History } from './model/history.ts';
import { after, before, RunIndex, type StepKind } from './model/index.ts';
import type { ClusterState, Flight, Job } from './model/state.ts';
import { FlowPicture } from './pictures/flow/flow.ts';
import { GraphsPicture } from './pictures/graphs.ts';
import { SlotsPicture } from './pictures/slots.ts';
import { TablePicture } from './pictures/table.ts';
import { TimelinePicture } from './pictures/timeline.ts';
import type { HostMessage, Language, PictureName, Target, ViewMessage } from './protocol.ts';
import { advanceTime, hurryOf, lensOf, paceOf, SPEEDS, type Speed } from './time/player.ts';
import { captionText } from './words/caption.ts';
import { clock } from './words/format.ts';
import { languageOf, wordsOf } from './words/words.ts';

const PICTURES: readonly PictureName[] = ['flow', 'graphs', 'slots', 'timeline', 'table'];
const FORWARD_SECOND = 1000;
/** A view that follows a living world and finds itself this far behind (ms) jumps to just before its edge. */
const FAR_BEHIND = 15_000;
const NEAR = 500;
/** While playing, what stands still is redrawn at most this often, wall ms; what moves is redrawn every frame. */
const BOXES_MS = 50;

export class App {
  private history = new History();
  private run = new RunIndex();
  private header: TraceHeader | null = null;
  private language: Language = 'en';
  private canBreak = false;
  private live = false;
  private worldNow = 0;
  private t = 0;
  private playing = false;
  private following = true;
  private speed: Speed = 'auto';
  private pace = 1;
  private lens = lensOf('auto', 0);
  private step: StepKind = 'event';
  private picture: PictureName = 'flow';
  private jobId: string | null = null;
  private selected: Target | null = null;
  private bookmarks: number[] = [];
  private lastTick = 0;
  private dirty = true;
  private heldUntil = 0;
  private said = '';
  private version = '';
  private boxesAt = 0;
  /** How long the last frames took to draw, ms. */
  readonly drawTimes: number[] = [];

  private readonly top: Header;
  private readonly pictures: Readonly<Record<PictureName, Picture>>;
  readonly flow: FlowPicture;
  private readonly holder = el('main', 'pictures');
  private readonly caption = el('p', 'caption');
  private readonly announcer = el('p', 'sr');
  private readonly transport: Transport;
  private readonly inspector: Inspector;
  private readonly legend = legend();
  private readonly motion = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(
    private readonly root: HTMLElement,
    private readonly post: (message: ViewMessage) => void,
  ) {
    const style = el('style');
    style.textContent = STYLE;
    document.head.append(style);
    const actions: Actions = {
      select: (target) => this.select(target),
      go: (t) => this.go(t),
      menu: (target, x, y) => this.breakMenu(target, x, y),
      suggest: (what) => this.post({ type: 'suggest', what }),
    };
    this.flow = new FlowPicture(actions);
    this.pictures = {
      flow: this.flow,
      graphs: new GraphsPicture(actions),
      slots: new SlotsPicture(actions),
      timeline: new TimelinePicture(actions),
      table: new TablePicture(actions),
    };
    this.top = new Header(
      (picture) => this.show(picture),
      (job) => {
        this.jobId = job;
        this.dirty = true;
      },
      actions,
    );
    this.transport = new Transport({
      toggle: () => this.toggle(),
      step: (direction) => this.stepTo(direction),
      go: (t) => this.go(t),
      setStep: (kind) => {
        this.step = kind;
      },
      setSpeed: (speed) => this.setSpeed(speed),
      toLive: () => this.toLive(),
      breakIt: (anchor) => {
        const box = anchor.getBoundingClientRect();
        this.breakMenu(this.selected, box.x, box.y - 8);
      },
      bookmark: () => this.bookmark(),
      save: () => this.post({ type: 'save', kind: 'trace', name: `${this.header?.title ?? 'run'}.jsonl`, text: null }),
      present: () => this.present(),
    });
    this.inspector = new Inspector(
      () => this.select(null),
      (target) => this.post({ type: 'reveal', target }),
      (target, x, y) => this.breakMenu(target, x, y),
    );
    this.announcer.setAttribute('aria-live', 'polite');
    this.announcer.setAttribute('role', 'status');
    this.caption.setAttribute('aria-hidden', 'true');
    const foot = el('footer', 'foot', this.caption, this.announcer, this.transport.element, this.legend.element);
    root.append(this.top.element, el('div', 'body', this.holder, this.inspector.element), foot);
    this.show('flow');
    this.listen();
    window.addEventListener('millrace-resize', () => {
      this.dirty = true;
    });
    requestAnimationFrame((now) => this.tick(now));
  }

  /** A message of the host (protocol.ts). */
  receive(message: HostMessage): void {
    switch (message.type) {
      case 'init':
        this.history = new History();
        this.run = new RunIndex();
        this.header = message.header;
        this.language = languageOf(message.language);
        document.documentElement.lang = this.language === 'zh' ? 'zh-CN' : 'en';
        this.canBreak = message.canBreak;
        this.live = message.live;
        this.t = 0;
        this.worldNow = 0;
        this.following = message.live;
        this.playing = message.live;
        this.speed = 'auto';
        this.jobId = null;
        this.selected = null;
        this.bookmarks = [];
        break;
      case 'trace':
        this.add(message.from, message.entries);
        break;
      case 'time':
        this.worldNow = Math.max(this.worldNow, message.now);
        break;
      case 'reveal':
        if (message.picture !== undefined) this.show(message.picture);
        if (message.at !== undefined) this.go(message.at);
        if (message.target !== undefined) this.select(message.target);
        break;
      case 'present':
        document.body.classList.toggle('present', message.on);
        break;
    }
    this.dirty = true;
  }

  private add(from: number, entries: readonly TraceEntry[]): void {
    const have = this.history.entries.length;
    if (from > have) {
      this.post({ type: 'resend', from: have });
      return;
    }
    const fresh = entries.slice(have - from);
    this.history.add(fresh);
    for (const entry of fresh) this.run.add(entry);
  }

  private get end(): number {
    return Math.max(this.history.end, this.live ? this.worldNow : 0);
  }

  /** Goes to moment `t`, virtual ms. Playing goes on from there. */
  go(t: number): void {
    this.t = Math.min(this.end, Math.max(0, t));
    this.following = this.live && this.t >= this.end;
    this.dirty = true;
  }

  show(picture: PictureName): void {
    this.picture = picture;
    this.holder.replaceChildren(this.pictures[picture].element);
    this.top.choose(picture);
    this.dirty = true;
  }

  select(target: Target | null): void {
    this.selected = target;
    this.dirty = true;
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    this.pace = speed === 'auto' ? 1 : speed;
    this.lens = lensOf(speed, 0);
    if (this.live && this.playing) this.post({ type: 'pace', pace: speed === 'auto' ? 1 : speed });
    this.dirty = true;
  }

  toggle(on = !this.playing): void {
    this.playing = on;
    if (on && !this.live && this.t >= this.end) this.t = 0;
    if (this.live) this.post({ type: 'pace', pace: on ? (this.speed === 'auto' ? 1 : this.speed) : 0 });
    this.dirty = true;
  }

  private toLive(): void {
    this.following = true;
    this.t = this.end;
    this.toggle(true);
  }

  private bookmark(): void {
    const at = this.bookmarks.indexOf(this.t);
    this.bookmarks =
      at < 0 ? [...this.bookmarks, this.t].sort((a, b) => a - b) : this.bookmarks.filter((t) => t !== this.t);
    this.announce(wordsOf(this.language).bookmarked(clock(this.t)));
    this.dirty = true;
  }

  private present(): void {
    const on = document.body.classList.toggle('present');
    this.post({ type: 'present', on });
    this.dirty = true;
  }

  /** Next or former moment of the chosen kind; what arrives is an event too. */
  stepTo(direction: 1 | -1): void {
    if (this.playing) this.toggle(false);
    const list = this.run.steps[this.step];
    const arrivals = this.step === 'event' ? this.arrivals() : [];
    const found = direction === 1 ? after(list, this.t) : before(list, this.t);
    const near =
      direction === 1
        ? Math.min(...arrivals.filter((at) => at > this.t), Number.POSITIVE_INFINITY)
        : Math.max(...arrivals.filter((at) => at < this.t), Number.NEGATIVE_INFINITY);
    const candidates = [found ?? Number.NaN, near].filter((at) => Number.isFinite(at));
    if (candidates.length === 0) return;
    this.go(direction === 1 ? Math.min(...candidates) : Math.max(...candidates));
  }

  /** Arrival times near the moment shown. */
  private arrivals(): readonly number[] {
    const { entries } = this.history;
    const at = this.history.count(this.t);
    const list: number[] = [];
    for (let index = Math.max(0, at - 500); index < Math.min(entries.length, at + 50); index++) {
      const entry = entries[index]!;
      if (entry.kind === 'message' && entry.protocol === 'heartbeat') continue;
      if ('arrives' in entry && entry.arrives !== null && entry.arrives <= this.end) list.push(entry.arrives);
    }
    return list;
  }

  private breakMenu(target: Target | null, x: number, y: number): void {
    const words = wordsOf(this.language);
    const state = this.history.at(this.t);
    const live = this.end - this.t < 1500 || this.following;
    const acts = actsOn(state, target, { canBreak: this.canBreak && this.live, live }, words);
    openMenu(
      words.breakIt,
      acts.map((act) => ({
        label: act.label,
        reason: act.reason,
        run: () => this.post({ type: 'fault', fault: act.fault, text: act.label }),
      })),
      x,
      y,
    );
  }

  private tick(now: number): void {
    const wall = Math.min(100, now - this.lastTick);
    this.lastTick = now;
    this.advance(wall, now);
    if (this.dirty && this.header !== null) {
      this.dirty = false;
      const began = performance.now();
      this.draw();
      this.drawTimes.push(performance.now() - began);
      if (this.drawTimes.length > 600) this.drawTimes.shift();
    }
    requestAnimationFrame((next) => this.tick(next));
  }

  private advance(wall: number, now: number): void {
    if (!this.playing || this.header === null) return;
    if (!this.live && this.t >= this.end) {
      this.toggle(false);
      return;
    }
    if (this.following && this.end - this.t > FAR_BEHIND) {
      this.t = this.end - NEAR;
      this.dirty = true;
    }
    const state = this.history.at(this.t);
    if (this.motion.matches) {
      if (now < this.heldUntil) return;
      this.heldUntil = now + 500;
      const next = after(this.run.steps.event, this.t);
      this.t = Math.min(this.end, next ?? this.end);
      this.dirty = true;
      return;
    }
    const hurry = hurryOf(this.end - this.t, this.live);
    this.lens = lensOf(this.speed, hurry);
    const watched = this.speed === 'auto' && hurry < 0.5;
    const flights = watched ? this.onTheWay(state) : state.flights;
    this.pace = paceOf(this.speed, flights, hurry);
    const t = advanceTime(this.t, wall, this.pace, this.end, watched ? this.nextSent() : null);
    if (t !== this.t) {
      this.t = t;
      this.dirty = true;
    }
  }

  /** What is drawn on its way: by its own times, or by the lens where those are too short to see. */
  private onTheWay(state: ClusterState): readonly Flight[] {
    const brief = this.history.brief(this.t, this.lens);
    return brief.length === 0 ? state.flights : [...state.flights, ...brief];
  }

  /** The next moment something that can be watched is sent. */
  private nextSent(): number | null {
    const { entries } = this.history;
    for (let index = this.history.count(this.t); index < entries.length; index++) {
      const entry = entries[index]!;
      if (entry.at - this.t > 200) return null;
      if ('arrives' in entry && !(entry.kind === 'message' && entry.protocol === 'heartbeat')) return entry.at;
    }
    return null;
  }

  private jobOf(state: ClusterState): Job | null {
    const chosen = this.jobId === null ? undefined : state.jobs.get(this.jobId);
    if (chosen !== undefined) return chosen;
    let newest: Job | null = null;
    for (const job of state.jobs.values()) {
      const over = (candidate: Job) => ['FINISHED', 'CANCELED', 'FAILED'].includes(candidate.status);
      if (newest === null || !over(job) || over(newest)) newest = job;
    }
    return newest;
  }

  private draw(): void {
    const state = this.history.at(this.t);
    const job = this.jobOf(state);
    const began = performance.now();
    const fresh = [
      state.facts,
      state.flights.length,
      Math.floor(this.t / 500),
      job?.id,
      this.language,
      JSON.stringify(this.selected),
      document.body.className,
      widthOf(this.holder),
    ].join('|');
    if (!this.playing || began - this.boxesAt >= BOXES_MS) {
      this.version = fresh;
      this.boxesAt = began;
    } else if (fresh !== this.version) this.dirty = true;
    const { version } = this;
    const frame: Frame = {
      state,
      t: this.t,
      end: this.end,
      flights: this.onTheWay(state),
      lens: this.lens,
      run: this.run,
      header: this.header!,
      job,
      words: wordsOf(this.language),
      language: this.language,
      selected: this.selected,
      reducedMotion: this.motion.matches,
      version,
    };
    this.top.show(frame);
    this.pictures[this.picture].show(frame);
    this.inspector.show(frame);
    this.legend.show(frame);
    this.transport.show(frame, {
      playing: this.playing,
      speed: this.speed,
      pace: this.pace,
      step: this.step,
      live: this.live,
      behind: this.end - this.t,
      bookmarks: this.bookmarks,
    });
    const happened = state.caption === null ? '' : captionText(state.caption, this.language);
    const caption = this.pictures[this.picture].sentence ?? happened;
    text(this.caption, caption);
    const weight = state.caption?.weight ?? 0;
    if (caption !== this.said && (!this.playing || weight >= 2)) this.announce(caption);
  }

  private announce(sentence: string): void {
    this.said = sentence;
    text(this.announcer, sentence);
  }

  private listen(): void {
    this.root.addEventListener('click', (event) => {
      const target = targetOf(event.target);
      if (target !== null) this.select(target);
    });
    this.root.addEventListener('contextmenu', (event) => {
      const target = targetOf(event.target);
      if (target === null) return;
      event.preventDefault();
      this.select(target);
      this.breakMenu(target, event.clientX, event.clientY);
    });
    document.addEventListener('keydown', (event) => this.key(event));
  }

  private key(event: KeyboardEvent): void {
    const focus = event.target as HTMLElement;
    const typing = /^(?:INPUT|SELECT|TEXTAREA)$/u.test(focus.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const onButton = isButton(focus);
    if (roving(event, focus)) return;
    const acts: Record<string, () => void> = {
      ' ': () => this.toggle(),
      ArrowRight: () => (event.shiftKey ? this.go(this.t + FORWARD_SECOND) : this.stepTo(1)),
      ArrowLeft: () => (event.shiftKey ? this.go(this.t - FORWARD_SECOND) : this.stepTo(-1)),
      Home: () => this.go(0),
      End: () => this.go(this.end),
      ',': () => this.shiftSpeed(-1),
      '.': () => this.shiftSpeed(1),
      s: () => {
        const kinds: readonly StepKind[] = ['event', 'record', 'checkpoint', 'state'];
        this.step = kinds[(kinds.indexOf(this.step) + 1) % kinds.length]!;
        this.dirty = true;
      },
      l: () => this.toLive(),
      b: () => this.breakMenu(this.selected, innerWidth / 2 - 150, innerHeight / 3),
      m: () => this.bookmark(),
      p: () => this.present(),
      '+': () => this.flow.graph.zoomBy(1.2),
      '=': () => this.flow.graph.zoomBy(1.2),
      '-': () => this.flow.graph.zoomBy(1 / 1.2),
      '0': () => this.flow.graph.zoomBy(0),
      '?': () => showShortcuts(wordsOf(this.language)),
      Escape: () => {
        if (!closeMenu()) this.select(null);
      },
    };
    for (const [index, picture] of PICTURES.entries()) acts[String(index + 1)] = () => this.show(picture);
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act === undefined || (onButton && (event.key === ' ' || event.key === 'Enter'))) return;
    event.preventDefault();
    act();
  }

  private shiftSpeed(by: 1 | -1): void {
    const at = this.speed === 'auto' ? SPEEDS.indexOf(1) : SPEEDS.indexOf(this.speed);
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))]!);
  }

  /** For tests: what is shown now. */
  inspectState(): { readonly t: number; readonly playing: boolean; readonly state: ClusterState } {
    return { t: this.t, playing: this.playing, state: this.history.at(this.t) };
  }
}

function targetOf(from: EventTarget | null): Target | null {
  const element = from instanceof Element ? from.closest<HTMLElement | SVGElement>('[data-target]') : null;
  const written = element?.dataset.target;
  return written === undefined ? null : (JSON.parse(written) as Target);
}

/** Up and down move between the things of a picture: the ones with a target, in the order they are drawn. */
function roving(event: KeyboardEvent, focus: HTMLElement): boolean {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false;
  const all = [
    ...document.querySelectorAll<HTMLElement>('main button[data-target], main [data-target][tabindex]'),
  ].filter((element) => element.offsetParent !== null || element instanceof SVGElement);
  if (all.length === 0) return false;
  const at = all.indexOf(focus);
  const next = event.key === 'ArrowDown' ? at + 1 : at - 1;
  all[(next + all.length) % all.length]?.focus();
  event.preventDefault();
  return true;
}
