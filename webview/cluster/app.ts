/** The page: one history, one moment, five pictures of it. */
import { breakMenu } from './breaking.ts';
import { Header } from './chrome/header.ts';
import { Inspector } from './chrome/inspector.ts';
import { legend } from './chrome/legend.ts';
import { closeMenu } from './chrome/menu.ts';
import { showShortcuts } from './chrome/shortcuts.ts';
import { Spot } from './chrome/spot.ts';
import { Toast } from './chrome/toast.ts';
import { Transport } from './chrome/transport.ts';
import { el, text, widthOf } from './draw/dom.ts';
import { STYLE } from './draw/style.ts';
import type { Actions, Frame, Picture } from './frame.ts';
import { saveMenu } from './keep.ts';
import { listenToKeys } from './keys.ts';
import { chaptersOf } from './model/chapters.ts';
import type { Act } from './model/faults.ts';
import { after, before, STEP_KINDS, type StepKind } from './model/index.ts';
import type { ClusterState, Flight } from './model/state.ts';
import { CompareView, type Side } from './pictures/compare.ts';
import { FlowPicture } from './pictures/flow/flow.ts';
import { GraphsPicture } from './pictures/graphs.ts';
import { SlotsPicture } from './pictures/slots.ts';
import { TablePicture } from './pictures/table.ts';
import { TimelinePicture } from './pictures/timeline.ts';
import type { HostMessage, Language, PictureName, Target, ViewMessage } from './protocol.ts';
import { Run } from './run.ts';
import { arrivalsNear, nextSent } from './time/near.ts';
import { advanceTime, hurryOf, lensOf, paceOf, SPEEDS, type Speed } from './time/player.ts';
import { captionText } from './words/caption.ts';
import { clock, clockShort } from './words/format.ts';
import { languageOf, wordsOf } from './words/words.ts';

const PICTURES: readonly PictureName[] = ['flow', 'graphs', 'slots', 'timeline', 'table'];
const FORWARD_SECOND = 1000;
/** A view that follows a living world and finds itself this far behind (ms) jumps to just before its edge. */
const FAR_BEHIND = 15_000;
const NEAR = 500;
/** Not further behind a living world than this, virtual ms, the moment shown counts as its present. */
const PRESENT = 1500;
/** While playing, what stands still is redrawn at most this often, wall ms; what moves is redrawn every frame. */
const BOXES_MS = 50;

export class App {
  /** By number; the first is 0. */
  private readonly runs = new Map<number, Run>();
  private run: Run | null = null;
  /** The run it is compared with; null: one run is shown. */
  private other: Run | null = null;
  private language: Language = 'en';
  private t = 0;
  private playing = false;
  private following = true;
  private speed: Speed = 'auto';
  private pace = 1;
  private lens = lensOf('auto', 0);
  private step: StepKind = 'event';
  /** Whose records are stepped to. */
  private key: string | null = null;
  private picture: PictureName = 'flow';
  private jobId: string | null = null;
  private selected: Target | null = null;
  private bookmarks: readonly number[] = [];
  private loop: { from: number; to: number | null } | null = null;
  private focusing = false;
  private lastTick = 0;
  private dirty = true;
  private heldUntil = 0;
  private said = '';
  /** What each run's boxes were last drawn for. */
  private readonly versions = new Map<number, string>();
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
  private readonly spot = new Spot();
  private readonly toast = new Toast();
  private readonly comparison = new CompareView();
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
      menu: (target, x, y) => this.openBreakMenu(target, x, y),
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
      {
        choose: (id) => this.chooseRun(id),
        compare: () => this.compare(),
      },
    );
    this.transport = new Transport({
      toggle: () => this.toggle(),
      step: (direction) => this.stepTo(direction),
      go: (t) => this.go(t),
      setStep: (kind) => this.setStep(kind),
      setSpeed: (speed) => this.setSpeed(speed),
      toLive: () => this.toLive(),
      breakIt: (anchor) => {
        const box = anchor.getBoundingClientRect();
        this.openBreakMenu(this.selected, box.x, box.y - 8);
      },
      bookmark: () => this.bookmark(),
      save: (anchor) => this.saveMenu(anchor),
      setLoop: (from, to) => this.setLoop(from, to),
      detail: () => this.everyRecord(),
      focus: () => this.toggleFocus(),
      next: (direction) => this.nextChapter(direction),
      present: () => this.present(),
    });
    this.inspector = new Inspector(
      () => this.select(null),
      (target) => this.post({ type: 'reveal', target }),
      (target, x, y) => this.openBreakMenu(target, x, y),
    );
    this.announcer.setAttribute('aria-live', 'polite');
    this.announcer.setAttribute('role', 'status');
    this.caption.setAttribute('aria-hidden', 'true');
    const foot = el('footer', 'foot', this.caption, this.announcer, this.transport.element, this.legend.element);
    root.append(
      this.top.element,
      el('div', 'body', this.holder, this.inspector.element),
      foot,
      this.toast.element,
      this.spot.element,
    );
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
        this.begin(message);
        break;
      case 'trace':
        this.add(message);
        break;
      case 'time': {
        const run = this.runs.get(message.run ?? 0);
        if (run !== undefined) run.worldNow = Math.max(run.worldNow, message.now);
        break;
      }
      case 'refused':
        this.say(message.message);
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

  private begin(message: Extract<HostMessage, { type: 'init' }>): void {
    const { header, live, canBreak, branch } = message;
    const id = message.run ?? 0;
    this.language = languageOf(message.language);
    document.documentElement.lang = this.language === 'zh' ? 'zh-CN' : 'en';
    const origin = branch ?? null;
    const run = new Run(id, header, live, canBreak, origin);
    if (id === 0) {
      this.runs.clear();
      this.other = null;
      this.t = 0;
      this.speed = 'auto';
      this.jobId = null;
      this.selected = null;
      this.loop = null;
      this.bookmarks = header.bookmarks ?? [];
      this.following = live;
      this.playing = live;
    } else if (origin !== null) {
      this.other = origin.act === '' ? null : (this.runs.get(origin.run) ?? null);
      this.t = origin.at;
      this.following = false;
      this.playing = false;
      if (origin.act !== '') this.say(wordsOf(this.language).branched(origin.act, clock(origin.at)));
    }
    this.runs.set(id, run);
    this.run = run;
  }

  private add(message: Extract<HostMessage, { type: 'trace' }>): void {
    const id = message.run ?? 0;
    const missing = this.runs.get(id)?.add(message.from, message.entries) ?? null;
    if (missing !== null) this.post({ type: 'resend', from: missing, ...(id === 0 ? {} : { run: id }) });
  }

  private get end(): number {
    return Math.max(this.run?.end ?? 0, this.other?.end ?? 0);
  }

  private get live(): boolean {
    return this.run?.live ?? false;
  }

  /** Shows another of the runs, at the same moment. */
  private chooseRun(id: number): void {
    const run = this.runs.get(id);
    if (run === undefined || run === this.run) return;
    if (this.playing && this.live) this.postPace(0);
    if (this.other === run) this.other = this.run;
    this.run = run;
    this.selected = null;
    this.following = false;
    this.dirty = true;
  }

  /** Two runs side by side, or again one. */
  private compare(): void {
    if (this.runs.size < 2) return;
    const { run } = this;
    this.other =
      this.other !== null
        ? null
        : (this.runs.get(run?.origin?.run ?? -1) ??
          [...this.runs.values()].filter((one) => one !== run).at(-1) ??
          null);
    this.show(this.picture);
  }

  private nameOf(run: Run): string {
    const words = wordsOf(this.language);
    if (run.origin === null) return words.firstRun;
    return run.origin.act === '' ? words.detail : words.branchName(clockShort(run.origin.at), run.origin.act);
  }

  /** Goes to moment `t`, virtual ms. Playing goes on from there. */
  go(t: number): void {
    this.t = Math.min(this.end, Math.max(0, t));
    this.following = this.live && this.t >= this.end;
    this.dirty = true;
  }

  show(picture: PictureName): void {
    if (this.other !== null && picture !== this.picture) this.other = null;
    this.holder.replaceChildren(this.other === null ? this.pictures[picture].element : this.comparison.element);
    this.picture = picture;
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
    if (this.live && this.playing) this.postPace(speed === 'auto' ? 1 : speed);
    this.dirty = true;
  }

  toggle(on = !this.playing): void {
    this.playing = on;
    if (on && !this.live && this.t >= this.end) this.t = 0;
    if (this.live) this.postPace(on ? (this.speed === 'auto' ? 1 : this.speed) : 0);
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

  private postPace(pace: number): void {
    this.post({ type: 'pace', pace, ...this.ofRun });
  }

  /** Which run a message is about; nothing for the first. */
  private get ofRun(): { readonly run?: number } {
    return this.run === null || this.run.id === 0 ? {} : { run: this.run.id };
  }

  /** The span that is played again and again, virtual ms; no end yet: up to the end of the run. */
  setLoop(from: number | null, to: number | null): void {
    const words = wordsOf(this.language);
    const start = from ?? this.loop?.from ?? 0;
    const ended = from === null && to === null;
    this.loop = ended ? null : { from: start, to: to !== null && to > start ? to : null };
    this.say(
      this.loop === null
        ? words.loopOff
        : words.looping(clock(start), this.loop.to === null ? '…' : clock(this.loop.to)),
    );
    this.dirty = true;
  }

  /** The loop's span once more with all of its records, as a run of its own. */
  private everyRecord(): void {
    const { run, loop } = this;
    const words = wordsOf(this.language);
    if (run === null || loop === null || loop.to === null) {
      this.say(words.loopHint);
      return;
    }
    const detail = { from: loop.from, to: loop.to };
    this.say(words.branching(clock(loop.from)));
    this.post({ type: 'branch', run: run.id, at: loop.from, fault: null, text: '', detail });
  }

  private setStep(kind: StepKind): void {
    this.step = kind;
    if (kind === 'key' && this.key === null) this.nextKey();
    this.dirty = true;
  }

  /** Steps are from now on the records of the key given, else of the next one that holds state in what is selected. */
  private nextKey(given: string | null = null): void {
    const { run, selected } = this;
    if (run === null) return;
    const words = wordsOf(this.language);
    const keys = given === null ? keysAt(run.history.at(this.t), selected) : [given];
    const key = keys[(keys.indexOf(this.key ?? '') + 1) % Math.max(1, keys.length)];
    if (key === undefined) {
      this.say(words.noKey);
      return;
    }
    this.key = key;
    this.step = 'key';
    this.say(words.steppingKey(key));
    this.dirty = true;
  }

  /** Tells the value of the next record on its way. */
  private nextRecord(): void {
    const told = this.flow.graph.pointAtNext();
    if (told === null) this.say(wordsOf(this.language).noRecord);
    else this.announce(told);
  }

  private toggleFocus(): void {
    this.focusing = !this.focusing;
    if (this.focusing && this.selected === null) this.say(wordsOf(this.language).focusHint);
    this.dirty = true;
  }

  /** The next or former bookmark, or where there are none, turning point of the run; it waits there. */
  private nextChapter(direction: 1 | -1): void {
    if (this.run === null) return;
    const list = chaptersOf(this.run.index, this.bookmarks);
    const at = direction === 1 ? after(list, this.t) : before(list, this.t);
    if (at === null) return;
    if (this.playing) this.toggle(false);
    this.go(at);
    const { caption } = this.run.history.at(this.t);
    const said = caption === null ? clock(at) : captionText(caption, this.language);
    this.say(wordsOf(this.language).chapter(list.indexOf(at) + 1, list.length, said));
  }

  private saveMenu(anchor: HTMLElement): void {
    saveMenu(
      anchor,
      wordsOf(this.language),
      () => ({
        run: this.run?.id ?? 0,
        title: this.run?.header.title ?? 'run',
        caption: this.caption.textContent ?? '',
        picture: this.holder.firstElementChild ?? this.holder,
        bookmarks: this.bookmarks,
      }),
      this.post,
      (sentence) => this.say(sentence),
    );
  }

  /** Next or former moment of the chosen kind; what arrives is an event too. */
  stepTo(direction: 1 | -1): void {
    if (this.playing) this.toggle(false);
    if (this.run === null) return;
    const list = this.run.index.momentsOf(this.step, this.key);
    const arrivals = this.step === 'event' ? arrivalsNear(this.run.history, this.t, this.end) : [];
    const found = direction === 1 ? after(list, this.t) : before(list, this.t);
    const near =
      direction === 1
        ? Math.min(...arrivals.filter((at) => at > this.t), Number.POSITIVE_INFINITY)
        : Math.max(...arrivals.filter((at) => at < this.t), Number.NEGATIVE_INFINITY);
    const candidates = [found ?? Number.NaN, near].filter((at) => Number.isFinite(at));
    if (candidates.length === 0) return;
    this.go(direction === 1 ? Math.min(...candidates) : Math.max(...candidates));
  }

  /** Near the present an act happens now, on what is there now; in the past it makes a second run. */
  private openBreakMenu(target: Target | null, x: number, y: number): void {
    const { run } = this;
    if (run === null) return;
    const words = wordsOf(this.language);
    const now = run.live && (this.following || run.end - this.t < PRESENT);
    const at = now ? run.end : this.t;
    breakMenu(
      {
        ...{ state: run.history.at(at), target, canBreak: run.canBreak && run.live, now, t: at, words },
        act: (act: Act) => {
          this.post({ type: 'fault', fault: act.fault, text: act.label, ...this.ofRun });
          this.say(words.done(act.label));
          this.go(this.end);
          if (!this.playing) this.toggle(true);
        },
        branch: (act: Act) => {
          this.say(words.branching(clock(at)));
          this.post({ type: 'branch', run: run.id, at, fault: act.fault, text: act.label, detail: null });
        },
        copy: (line) => {
          this.post({ type: 'copy-cell', line });
          this.say(words.copied(line));
        },
      },
      x,
      y,
    );
  }

  private tick(now: number): void {
    const wall = Math.min(100, now - this.lastTick);
    this.lastTick = now;
    this.advance(wall, now);
    if (this.dirty && this.run !== null) {
      this.dirty = false;
      const began = performance.now();
      this.draw();
      this.drawTimes.push(performance.now() - began);
      if (this.drawTimes.length > 600) this.drawTimes.shift();
    }
    requestAnimationFrame((next) => this.tick(next));
  }

  private advance(wall: number, now: number): void {
    const { run } = this;
    if (!this.playing || run === null) return;
    if (this.loop !== null && (this.t >= (this.loop.to ?? this.end) || this.t < this.loop.from)) {
      this.go(this.loop.from);
    }
    if (!this.live && this.t >= this.end) {
      this.toggle(false);
      return;
    }
    if (this.following && this.end - this.t > FAR_BEHIND) {
      this.t = this.end - NEAR;
      this.dirty = true;
    }
    const state = run.history.at(this.t);
    if (this.motion.matches) {
      if (now < this.heldUntil) return;
      this.heldUntil = now + 500;
      const next = after(run.index.steps.event, this.t);
      this.t = Math.min(this.end, next ?? this.end);
      this.dirty = true;
      return;
    }
    const hurry = hurryOf(this.end - this.t, this.live);
    this.lens = lensOf(this.speed, hurry);
    const watched = this.speed === 'auto' && hurry < 0.5;
    const flights = watched ? this.onTheWay(state) : state.flights;
    this.pace = paceOf(this.speed, flights, hurry);
    const t = advanceTime(this.t, wall, this.pace, this.end, watched ? nextSent(run.history, this.t) : null);
    if (t !== this.t) {
      this.t = t;
      this.dirty = true;
    }
  }

  /** What is drawn on its way: by its own times, or by the lens where those are too short to see. */
  private onTheWay(state: ClusterState): readonly Flight[] {
    const brief = this.run?.history.brief(this.t, this.lens) ?? [];
    return brief.length === 0 ? state.flights : [...state.flights, ...brief];
  }

  private draw(): void {
    const run = this.run!;
    const began = performance.now();
    const frame = this.frameOf(run, began);
    const { state, words } = frame;
    const others = [...this.runs.values()].map((one) => ({ id: one.id, name: this.nameOf(one) }));
    this.top.show(frame, others, run.id, this.other !== null);
    const comparing = this.other;
    document.body.classList.toggle('comparing', comparing !== null);
    let sentence: string | null = null;
    if (comparing === null) {
      this.holder.firstElementChild !== this.pictures[this.picture].element && this.show(this.picture);
      this.pictures[this.picture].show(frame);
      sentence = this.pictures[this.picture].sentence ?? null;
    } else {
      if (this.holder.firstElementChild !== this.comparison.element)
        this.holder.replaceChildren(this.comparison.element);
      const sides = [run, comparing]
        .sort((a, b) => a.id - b.id)
        .map((one): Side => ({ name: this.nameOf(one), frame: this.frameOf(one, began) }));
      this.comparison.show(sides[0]!, sides[1]!);
      sentence = words.compareCaption(sides[0]!.name, sides[1]!.name);
    }
    this.inspector.show(frame);
    this.legend.show(frame);
    this.transport.show(frame, {
      playing: this.playing,
      speed: this.speed,
      pace: this.pace,
      step: this.step,
      key: this.key,
      live: this.live,
      behind: this.end - this.t,
      bookmarks: this.bookmarks,
      loop: this.loop,
      focusing: this.focusing,
      presenting: document.body.classList.contains('present'),
    });
    const happened = state.caption === null ? '' : captionText(state.caption, this.language);
    const caption = sentence ?? happened;
    text(this.caption, caption);
    document.body.classList.toggle('focusing', this.focusing && this.selected !== null);
    this.spot.show(this.holder, this.focusing ? this.selected : null);
    const weight = state.caption?.weight ?? 0;
    if (caption !== this.said && (!this.playing || weight >= 2)) this.announce(caption);
  }

  private frameOf(run: Run, began: number): Frame {
    const state = run.history.at(this.t);
    const job = run.jobAt(state, this.jobId);
    const fresh = [
      run.id,
      state.facts,
      state.flights.length,
      Math.floor(this.t / 500),
      job?.id,
      this.language,
      JSON.stringify(this.selected),
      document.body.className,
      widthOf(this.holder),
    ].join('|');
    const shown = this.versions.get(run.id) ?? '';
    if (!this.playing || began - this.boxesAt >= BOXES_MS) {
      this.versions.set(run.id, fresh);
      if (run === this.run) this.boxesAt = began;
    } else if (fresh !== shown) this.dirty = true;
    return {
      state,
      t: this.t,
      end: this.end,
      flights: run === this.run ? this.onTheWay(state) : state.flights,
      lens: this.lens,
      run: run.index,
      header: run.header,
      job,
      words: wordsOf(this.language),
      language: this.language,
      selected: this.selected,
      reducedMotion: this.motion.matches,
      version: this.versions.get(run.id) ?? fresh,
    };
  }

  /** Says a sentence once, to be seen and to be heard. */
  private say(sentence: string): void {
    this.toast.show(sentence);
    this.announce(sentence);
  }

  private announce(sentence: string): void {
    this.said = sentence;
    text(this.announcer, sentence);
  }

  private listen(): void {
    this.root.addEventListener('click', (event) => {
      const target = targetOf(event.target);
      if (target !== null) this.select(target);
      const key = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
      if (key?.dataset.key !== undefined) this.nextKey(key.dataset.key);
    });
    this.root.addEventListener('contextmenu', (event) => {
      const target = targetOf(event.target);
      if (target === null) return;
      event.preventDefault();
      this.select(target);
      this.openBreakMenu(target, event.clientX, event.clientY);
    });
    listenToKeys({
      pictures: PICTURES.map((picture) => () => this.show(picture)),
      toggle: () => this.toggle(),
      step: (direction) => this.stepTo(direction),
      skip: (direction) => this.go(this.t + direction * FORWARD_SECOND),
      go: (where) => this.go(where === 'start' ? 0 : this.end),
      shiftSpeed: (by) => this.shiftSpeed(by),
      nextStepKind: () => {
        this.setStep(STEP_KINDS[(STEP_KINDS.indexOf(this.step) + 1) % STEP_KINDS.length]!);
      },
      nextKey: () => this.nextKey(),
      nextRecord: () => this.nextRecord(),
      toLive: () => this.toLive(),
      breakIt: () => this.openBreakMenu(this.selected, innerWidth / 2 - 150, innerHeight / 3),
      bookmark: () => this.bookmark(),
      nextChapter: (direction) => this.nextChapter(direction),
      present: () => this.present(),
      focus: () => this.toggleFocus(),
      compare: () => this.compare(),
      loop: (edge) => {
        if (edge === 'start') this.setLoop(this.t, this.loop?.to ?? null);
        else this.setLoop(null, edge === 'end' ? this.t : null);
      },
      zoom: (factor) => this.flow.graph.zoomBy(factor),
      help: () => showShortcuts(wordsOf(this.language)),
      escape: () => {
        if (closeMenu()) return;
        if (this.focusing) this.toggleFocus();
        else this.select(null);
      },
    });
  }

  private shiftSpeed(by: 1 | -1): void {
    const at = this.speed === 'auto' ? SPEEDS.indexOf(1) : SPEEDS.indexOf(this.speed);
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))]!);
  }

  /** For tests: what is shown now. */
  inspectState(): { readonly t: number; readonly playing: boolean; readonly state: ClusterState } {
    return { t: this.t, playing: this.playing, state: this.run!.history.at(this.t) };
  }
}

/** Keys that hold state at that moment, in the subtask or vertex selected, else anywhere; in order of the alphabet. */
function keysAt(state: ClusterState, selected: Target | null): readonly string[] {
  const keys = new Set<string>();
  for (const task of state.subtasks.values()) {
    if (selected?.kind === 'subtask' && (task.vertex !== selected.vertex || task.subtask !== selected.subtask))
      continue;
    if (selected?.kind === 'vertex' && task.vertex !== selected.vertex) continue;
    for (const group of task.keyed.values()) for (const { key } of group.values()) keys.add(key);
  }
  return [...keys].sort();
}

function targetOf(from: EventTarget | null): Target | null {
  const element = from instanceof Element ? from.closest<HTMLElement | SVGElement>('[data-target]') : null;
  const written = element?.dataset.target;
  return written === undefined ? null : (JSON.parse(written) as Target);
}
