/** The page: one history, one moment, five pictures of it. */
import type { TraceHeader } from '../../src/trace/facts.ts';
import { breakMenu } from './breaking.ts';
import { Header } from './chrome/header.ts';
import { Inspector } from './chrome/inspector.ts';
import { legend } from './chrome/legend.ts';
import { closeMenu } from './chrome/menu.ts';
import { keepOneTabStop } from './chrome/roving.ts';
import { showShortcuts } from './chrome/shortcuts.ts';
import { Spot } from './chrome/spot.ts';
import { TermTip } from './chrome/terms.ts';
import { Transport } from './chrome/transport.ts';
import { Voice } from './chrome/voice.ts';
import { el, watchRoom } from './draw/dom.ts';
import { STYLE } from './draw/style.ts';
import type { Actions } from './frame.ts';
import { Frames, type Shown } from './frames.ts';
import { Gallery } from './gallery.ts';
import { saveMenu } from './keep.ts';
import { listenToKeys } from './keys.ts';
import { isSameRun, Keeper, type Memory } from './memory.ts';
import type { Act } from './model/faults.ts';
import { STEP_KINDS } from './model/index.ts';
import type { Stage } from './model/scenarios.ts';
import type { Caption, ClusterState } from './model/state.ts';
import type { FlowPicture } from './pictures/flow/flow.ts';
import {
  type HostMessage,
  type Language,
  PICTURES,
  type PictureName,
  type Target,
  type ViewMessage,
} from './protocol.ts';
import type { Run } from './run.ts';
import { nameOf, Runs } from './runs.ts';
import { Scenes } from './scenes.ts';
import { Stops } from './stops.ts';
import { SPEEDS, type Speed } from './time/player.ts';
import { Playhead } from './time/playhead.ts';
import { captionText } from './words/caption.ts';
import { clock } from './words/format.ts';
import { languageOf, wordsOf } from './words/words.ts';

const FORWARD_SECOND = 1000;
/** Not further behind a living world than this, virtual ms, the moment shown counts as its present. */
const PRESENT = 1500;

export class App {
  private readonly runs = new Runs();
  private readonly head = new Playhead(this.runs, (pace) => this.post({ type: 'pace', pace, ...this.runs.ofShown }));
  private language: Language = 'en';
  private jobId: string | null = null;
  private selected: Target | null = null;
  private canRead = false;
  /** The version of the boxes that the Tab key's stop was chosen among. */
  private stopsFor = '';
  private readonly scenes = new Scenes({
    run: () => this.runs.shown,
    stage: (run) => this.stageOf(run),
    words: () => wordsOf(this.language),
    moment: () => this.head.t,
    say: (sentence) => {
      this.voice.say(sentence);
      this.dirty = true;
    },
    act: (fault, text) => {
      this.post({ type: 'fault', fault, text, ...this.runs.ofShown });
      this.head.toAct();
    },
    play: () => this.toggle(true),
    stopAt: (t) => {
      this.toggle(false);
      this.go(t);
    },
  });
  private focusing = false;
  private lastTick = 0;
  private dirty = true;
  private roomShown = 0;
  /** How long the last frames took to draw, ms. */
  readonly drawTimes: number[] = [];

  private readonly top: Header;
  private readonly gallery: Gallery;
  private readonly frames: Frames;
  private readonly voice = new Voice();
  private readonly keeper: Keeper;
  private readonly stops: Stops;
  private readonly transport: Transport;
  private readonly inspector: Inspector;
  private readonly legend = legend();
  private readonly foot = el('footer', 'foot');
  private readonly spot = new Spot();
  private readonly tip: TermTip;

  constructor(
    private readonly root: HTMLElement,
    private readonly post: (message: ViewMessage) => void,
    memory: Memory | null = null,
  ) {
    this.keeper = new Keeper(memory);
    const style = el('style');
    style.textContent = STYLE;
    document.head.append(style);
    watchRoom();
    const actions: Actions = {
      select: (target) => this.select(target),
      go: (t) => this.go(t),
      suggest: (what) => this.post({ type: 'suggest', what }),
    };
    this.gallery = new Gallery(actions);
    this.stops = new Stops({
      ...{ runs: this.runs, head: this.head, voice: this.voice, post },
      language: () => this.language,
      job: (run) => this.jobOf(run),
      captionOf: (run) => this.captionOf(run),
      changed: () => {
        this.dirty = true;
      },
    });
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
    this.transport = new Transport(
      {
        toggle: () => this.toggle(),
        step: (direction) => this.stepTo(direction),
        go: (t) => this.go(t),
        setStep: (kind) => this.stops.setStep(kind, this.selected),
        setSpeed: (speed) => this.setSpeed(speed),
        toLive: () => {
          this.head.toLive();
          this.dirty = true;
        },
        breakIt: (anchor) => {
          const box = anchor.getBoundingClientRect();
          this.openBreakMenu(this.selected, box.x, box.y - 8);
        },
        bookmark: () => this.stops.bookmark(),
        save: (anchor) => this.saveMenu(anchor),
        setLoop: (from, to) => this.stops.setLoop(from, to),
        detail: () => this.stops.everyRecord(),
        focus: () => this.toggleFocus(),
        next: (direction) => this.next(direction),
        scenarios: (anchor) => {
          const box = anchor.getBoundingClientRect();
          this.scenes.menu(box.x, box.y - 8);
        },
        present: () => this.present(),
      },
      this.legend.button,
    );
    this.inspector = new Inspector(
      () => this.select(null),
      (target) => this.post({ type: 'reveal', target }),
      (target, x, y) => this.openBreakMenu(target, x, y),
      (topic) => this.post({ type: 'read', topic }),
    );
    const { caption, announcer, toastElement } = this.voice;
    const { foot } = this;
    foot.append(caption, announcer, this.transport.element, this.legend.element);
    this.tip = new TermTip(root);
    root.append(
      this.top.element,
      el('div', 'body', this.gallery.element, this.inspector.element),
      foot,
      toastElement,
      this.spot.element,
      this.tip.element,
    );
    // On a narrow page the foot leaves its legend below the edge, and the inspector stands on the rest.
    new ResizeObserver(() => {
      const legend = this.legend.element.offsetHeight;
      root.style.setProperty('--legend', `${legend}px`);
      root.style.setProperty('--foot', `${foot.offsetHeight - legend}px`);
    }).observe(foot);
    this.show('flow');
    this.listen();
    const page = { header: this.top.element, holder: this.gallery.element, foot };
    this.frames = new Frames(page, this.runs, this.head, () => {
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
        if (run === undefined) break;
        run.worldNow = Math.max(run.worldNow, message.now);
        // What was remembered may be of a former life of this world.
        if (run === this.runs.shown && this.head.t > this.runs.end) this.head.toLive();
        break;
      }
      case 'refused':
        this.voice.say(message.message);
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
    this.language = languageOf(message.language);
    this.canRead = message.canRead ?? false;
    document.documentElement.lang = this.language === 'zh' ? 'zh-CN' : 'en';
    const before = this.runs.get(0)?.header;
    const { id, header, live, origin } = this.runs.begin(message);
    if (id === 0) {
      this.head.reset(live);
      this.jobId = null;
      this.selected = null;
      this.scenes.forget();
      this.takeUp(header, before);
    } else if (origin !== null) {
      this.head.waitAt(origin.at);
      if (origin.act !== '') this.voice.say(wordsOf(this.language).branched(origin.act, clock(origin.at)));
    }
  }

  /** Goes on where a page was left that was hidden, and so forgotten, or showed another lesson in the meantime; not where a world begins anew. */
  private takeUp(header: TraceHeader, before: TraceHeader | undefined): void {
    const kept = this.keeper.of(header);
    this.stops.bookmarks = header.bookmarks ?? kept?.bookmarks ?? [];
    if (kept === null || (before !== undefined && isSameRun(before, header))) return;
    this.show(kept.picture);
    this.head.takeUp(kept);
  }

  private keep(now: number): void {
    const first = this.runs.get(0);
    if (first === undefined) return;
    const { following, t: at, playing } = this.head;
    const { bookmarks } = this.stops;
    this.keeper.keep(
      first.header,
      { bookmarks, picture: this.gallery.chosen, at: following ? null : at, playing },
      now,
    );
  }

  private add(message: Extract<HostMessage, { type: 'trace' }>): void {
    const missing = this.runs.add(message);
    const { run } = message;
    if (missing !== null) this.post({ type: 'resend', from: missing, ...(run === undefined ? {} : { run }) });
  }

  /** Shows another of the runs, at the same moment. */
  private chooseRun(id: number): void {
    if (this.head.playing && this.runs.live && this.runs.shown?.id !== id) {
      this.post({ type: 'pace', pace: 0, ...this.runs.ofShown });
    }
    if (!this.runs.choose(id)) return;
    this.selected = null;
    this.head.following = false;
    this.dirty = true;
  }

  /** Two runs side by side, or again one. */
  private compare(): void {
    if (!this.runs.compare()) return;
    this.stopsFor = '';
    this.dirty = true;
  }

  /** Goes to moment `t`, virtual ms. Playing goes on from there. */
  go(t: number): void {
    this.head.go(t);
    this.dirty = true;
  }

  show(picture: PictureName): void {
    if (picture !== this.gallery.chosen) this.runs.other = null;
    this.gallery.chosen = picture;
    this.stopsFor = '';
    this.top.choose(picture);
    this.dirty = true;
  }

  select(target: Target | null): void {
    this.selected = target;
    this.dirty = true;
  }

  setSpeed(speed: Speed): void {
    this.head.setSpeed(speed);
    this.dirty = true;
  }

  toggle(on = !this.head.playing): void {
    this.head.toggle(on);
    this.dirty = true;
  }

  private present(): void {
    const on = document.body.classList.toggle('present');
    this.post({ type: 'present', on });
    this.dirty = true;
  }

  /** Tells the value of the next record on its way. */
  private nextRecord(): void {
    const told = this.gallery.flow.graph.pointAtNext();
    if (told === null) this.voice.say(wordsOf(this.language).noRecord);
    else this.voice.announce(told);
  }

  private toggleFocus(): void {
    this.focusing = !this.focusing;
    if (this.focusing && this.selected === null) this.voice.say(wordsOf(this.language).focusHint);
    this.dirty = true;
  }

  private next(direction: 1 | -1): void {
    if (direction === 1 && this.scenes.next()) this.dirty = true;
    else this.stops.toChapter(direction);
  }

  private get shown(): Shown {
    const { jobId, selected, language, canRead } = this;
    return { jobId, selected, language, canRead };
  }

  private jobOf(run: Run): string {
    return run.jobAt(run.history.at(this.head.t), this.jobId)?.id ?? '';
  }

  /** What an act would meet: the present of a living world. */
  private stageOf(run: Run): Stage {
    const state = run.history.at(run.end);
    return { state, job: run.jobAt(state, this.jobId) };
  }

  private saveMenu(anchor: HTMLElement): void {
    saveMenu(
      anchor,
      wordsOf(this.language),
      () => ({
        run: this.runs.shown?.id ?? 0,
        title: this.runs.shown?.header.title ?? 'run',
        caption: this.voice.caption.textContent ?? '',
        picture: this.gallery.picture,
        bookmarks: this.stops.bookmarks,
      }),
      this.post,
      (sentence) => this.voice.say(sentence),
    );
  }

  /** Next or former moment of the chosen kind. */
  stepTo(direction: 1 | -1): void {
    const run = this.runs.shown;
    if (run !== null) this.head.stepTo(direction, this.jobOf(run));
    this.dirty = true;
  }

  /** Near the present an act happens now, on what is there now; in the past it makes a second run. */
  private openBreakMenu(target: Target | null, x: number, y: number): void {
    const run = this.runs.shown;
    if (run === null) return;
    const words = wordsOf(this.language);
    const now = run.live && (this.head.following || run.end - this.head.t < PRESENT);
    const at = now ? run.end : this.head.t;
    breakMenu(
      {
        ...{ state: run.history.at(at), target, canBreak: run.canBreak && run.live, now, t: at, words },
        act: (act: Act) => {
          this.post({ type: 'fault', fault: act.fault, text: act.label, ...this.runs.ofShown });
          this.voice.say(words.done(act.label));
          this.head.toAct();
          this.dirty = true;
        },
        branch: (act: Act) => {
          this.voice.say(words.branching(clock(at)));
          this.post({ type: 'branch', run: run.id, at, fault: act.fault, text: act.label, detail: null });
        },
        copy: (line) => {
          this.post({ type: 'copy-cell', line });
          this.voice.say(words.copied(line));
        },
      },
      x,
      y,
    );
  }

  private tick(now: number): void {
    const wall = Math.min(100, now - this.lastTick);
    this.lastTick = now;
    if (this.head.advance(wall, now, this.frames.reducedMotion)) this.dirty = true;
    this.scenes.watch();
    this.keep(now);
    if (this.dirty && this.runs.shown !== null) {
      this.dirty = false;
      const began = performance.now();
      this.draw();
      this.drawTimes.push(performance.now() - began);
      if (this.drawTimes.length > 600) this.drawTimes.shift();
    }
    requestAnimationFrame((next) => this.tick(next));
  }

  private draw(): void {
    const run = this.runs.shown!;
    const began = performance.now();
    const frame = this.frames.of(run, this.shown, began);
    const { words } = frame;
    if (frame.room !== this.roomShown) {
      this.roomShown = frame.room;
      this.root.style.setProperty('--room', `${frame.room}px`);
    }
    const others = this.runs.names(words);
    this.top.show(frame, others, run.id, this.runs.other !== null);
    const comparing = this.runs.other;
    document.body.classList.toggle('comparing', comparing !== null);
    const sentence = comparing === null ? this.gallery.draw(frame) : this.drawBoth(run, comparing, began);
    if (frame.version !== this.stopsFor) {
      this.stopsFor = frame.version;
      keepOneTabStop();
    }
    this.inspector.show(frame);
    this.legend.show(frame);
    this.transport.show(frame, {
      playing: this.head.playing,
      speed: this.head.speed,
      pace: this.head.pace,
      step: this.head.step,
      key: this.head.key,
      live: this.runs.live,
      behind: this.runs.end - this.head.t,
      bookmarks: this.stops.bookmarks,
      loop: this.head.loop,
      focusing: this.focusing,
      presenting: document.body.classList.contains('present'),
      nextStep: this.scenes.nextText(),
    });
    const told = this.captionOf(run);
    const happened = told === null ? '' : captionText(told, this.language);
    const caption = sentence ?? happened;
    document.body.classList.toggle('focusing', this.focusing && this.selected !== null);
    this.spot.show(this.gallery.element, this.focusing ? this.selected : null);
    this.voice.tell(caption, !this.head.playing || (told?.weight ?? 0) >= 2);
  }

  /** Two runs side by side, the older one on the left; returns what the caption line says. */
  private drawBoth(run: Run, other: Run, began: number): string {
    const [left, right] = (run.id < other.id ? [run, other] : [other, run]).map((one) => ({
      name: nameOf(one, wordsOf(this.language)),
      frame: this.frames.of(one, this.shown, began),
    }));
    return this.gallery.compare(left!, right!);
  }

  /** Who stands still at a moment is told what happens in it; while playing a sentence is held until it is read. */
  private captionOf({ history }: Run): Caption | null {
    const still = this.head.playing ? null : history.saidAt(this.head.t);
    return still ?? history.at(this.head.t).caption;
  }

  private listen(): void {
    this.root.addEventListener('click', (event) => {
      const target = targetOf(event.target);
      if (target !== null) this.select(target);
      const key = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]') : null;
      if (key?.dataset.key !== undefined) this.stops.nextKey(this.selected, key.dataset.key);
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
      skip: (direction) => this.go(this.head.t + direction * FORWARD_SECOND),
      go: (where) => this.go(where === 'start' ? 0 : this.runs.end),
      shiftSpeed: (by) => this.shiftSpeed(by),
      nextStepKind: () => {
        const kind = STEP_KINDS[(STEP_KINDS.indexOf(this.head.step) + 1) % STEP_KINDS.length]!;
        this.stops.setStep(kind, this.selected);
      },
      nextKey: () => this.stops.nextKey(this.selected),
      nextRecord: () => this.nextRecord(),
      toLive: () => {
        this.head.toLive();
        this.dirty = true;
      },
      breakIt: () => this.breakFocused(),
      bookmark: () => this.stops.bookmark(),
      nextChapter: (direction) => this.next(direction),
      scenarios: () => this.scenes.menu(innerWidth / 2 - 150, innerHeight / 3),
      present: () => this.present(),
      focus: () => this.toggleFocus(),
      compare: () => this.compare(),
      loop: (edge) => this.stops.loopAt(edge),
      zoom: (factor) => this.gallery.zoomBy(factor),
      help: () => showShortcuts(wordsOf(this.language)),
      escape: () => {
        if (this.tip.close() || closeMenu() || this.legend.close()) return;
        if (this.scenes.end()) this.dirty = true;
        else if (this.focusing) this.toggleFocus();
        else this.select(null);
      },
    });
  }

  private breakFocused(): void {
    const focused = targetOf(document.activeElement);
    if (focused !== null) this.select(focused);
    this.openBreakMenu(this.selected, innerWidth / 2 - 150, innerHeight / 3);
  }

  private shiftSpeed(by: 1 | -1): void {
    const at = this.head.speed === 'auto' ? SPEEDS.indexOf(1) : SPEEDS.indexOf(this.head.speed);
    this.setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + by))]!);
  }

  /** For tests: the main picture. */
  get flow(): FlowPicture {
    return this.gallery.flow;
  }

  /** For tests: what is shown now. */
  inspectState(): { readonly t: number; readonly playing: boolean; readonly state: ClusterState } {
    return { t: this.head.t, playing: this.head.playing, state: this.runs.shown!.history.at(this.head.t) };
  }
}

function targetOf(from: EventTarget | null): Target | null {
  if (!(from instanceof Element)) return null;
  const whole = from.closest('.slotbox')?.querySelector<HTMLElement>('.no[data-target]');
  const written = (from.closest<HTMLElement | SVGElement>('[data-target]') ?? whole)?.dataset.target;
  return written === undefined ? null : (JSON.parse(written) as Target);
}
