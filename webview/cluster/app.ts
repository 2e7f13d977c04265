/** The page: one history, one moment, five pictures of it. */
import { breakMenu } from './breaking.ts';
import { Header } from './chrome/header.ts';
import { Inspector } from './chrome/inspector.ts';
import { legend } from './chrome/legend.ts';
import { closeMenu } from './chrome/menu.ts';
import { keepOneTabStop } from './chrome/roving.ts';
import { showShortcuts } from './chrome/shortcuts.ts';
import { Spot } from './chrome/spot.ts';
import { Transport } from './chrome/transport.ts';
import { Voice } from './chrome/voice.ts';
import { el, heightOf, watchRoom, widthOf } from './draw/dom.ts';
import { STYLE } from './draw/style.ts';
import type { Actions, Frame, Picture } from './frame.ts';
import { saveMenu } from './keep.ts';
import { listenToKeys } from './keys.ts';
import { chaptersOf } from './model/chapters.ts';
import type { Act } from './model/faults.ts';
import { after, before, STEP_KINDS, type StepKind } from './model/index.ts';
import { keysHeld } from './model/keys-held.ts';
import type { Stage } from './model/scenarios.ts';
import type { Caption, ClusterState } from './model/state.ts';
import { CompareView, type Side } from './pictures/compare.ts';
import { FlowPicture } from './pictures/flow/flow.ts';
import { GraphsPicture } from './pictures/graphs.ts';
import { SlotsPicture } from './pictures/slots.ts';
import { TablePicture } from './pictures/table.ts';
import { TimelinePicture } from './pictures/timeline.ts';
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
import { SPEEDS, type Speed } from './time/player.ts';
import { Playhead } from './time/playhead.ts';
import { captionText } from './words/caption.ts';
import { clock } from './words/format.ts';
import { languageOf, wordsOf } from './words/words.ts';

const FORWARD_SECOND = 1000;
/** Not further behind a living world than this, virtual ms, the moment shown counts as its present. */
const PRESENT = 1500;
/** While playing, what stands still is redrawn at most this often, wall ms; what moves is redrawn every frame. */
const BOXES_MS = 50;

export class App {
  private readonly runs = new Runs();
  private readonly head = new Playhead(this.runs, (pace) => this.post({ type: 'pace', pace, ...this.runs.ofShown }));
  private language: Language = 'en';
  private picture: PictureName = 'flow';
  private jobId: string | null = null;
  private selected: Target | null = null;
  private bookmarks: readonly number[] = [];
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
  /** What each run's boxes were last drawn for. */
  private readonly versions = new Map<number, string>();
  private boxesAt = 0;
  /** Asking the window in every frame would make it lay itself out. */
  private pageHeight = innerHeight;
  private roomShown = 0;
  /** How long the last frames took to draw, ms. */
  readonly drawTimes: number[] = [];

  private readonly top: Header;
  private readonly pictures: Readonly<Record<PictureName, Picture>>;
  readonly flow: FlowPicture;
  private readonly holder = el('main', 'pictures');
  private readonly voice = new Voice();
  private readonly transport: Transport;
  private readonly inspector: Inspector;
  private readonly legend = legend();
  private readonly foot = el('footer', 'foot');
  private readonly spot = new Spot();
  private readonly comparison = new CompareView();
  private readonly motion = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(
    private readonly root: HTMLElement,
    private readonly post: (message: ViewMessage) => void,
  ) {
    const style = el('style');
    style.textContent = STYLE;
    document.head.append(style);
    watchRoom();
    const actions: Actions = {
      select: (target) => this.select(target),
      go: (t) => this.go(t),
      suggest: (what) => this.post({ type: 'suggest', what }),
    };
    this.flow = new FlowPicture(actions);
    this.pictures = {
      flow: this.flow,
      graphs: new GraphsPicture(),
      slots: new SlotsPicture(),
      timeline: new TimelinePicture(actions),
      table: new TablePicture(),
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
      toLive: () => {
        this.head.toLive();
        this.dirty = true;
      },
      breakIt: (anchor) => {
        const box = anchor.getBoundingClientRect();
        this.openBreakMenu(this.selected, box.x, box.y - 8);
      },
      bookmark: () => this.bookmark(),
      save: (anchor) => this.saveMenu(anchor),
      setLoop: (from, to) => this.setLoop(from, to),
      detail: () => this.everyRecord(),
      focus: () => this.toggleFocus(),
      next: (direction) => this.next(direction),
      scenarios: (anchor) => {
        const box = anchor.getBoundingClientRect();
        this.scenes.menu(box.x, box.y - 8);
      },
      present: () => this.present(),
    });
    this.inspector = new Inspector(
      () => this.select(null),
      (target) => this.post({ type: 'reveal', target }),
      (target, x, y) => this.openBreakMenu(target, x, y),
      (topic) => this.post({ type: 'read', topic }),
    );
    const { caption, announcer, toastElement } = this.voice;
    const { foot } = this;
    foot.append(caption, announcer, this.transport.element, this.legend.element);
    root.append(
      this.top.element,
      el('div', 'body', this.holder, this.inspector.element),
      foot,
      toastElement,
      this.spot.element,
    );
    // On a narrow page the foot leaves its legend below the edge, and the inspector stands on the rest.
    new ResizeObserver(() => {
      const legend = this.legend.element.offsetHeight;
      root.style.setProperty('--legend', `${legend}px`);
      root.style.setProperty('--foot', `${foot.offsetHeight - legend}px`);
    }).observe(foot);
    this.show('flow');
    this.listen();
    window.addEventListener('millrace-resize', () => {
      this.dirty = true;
    });
    window.addEventListener('resize', () => {
      this.pageHeight = innerHeight;
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
    const { id, header, live, origin } = this.runs.begin(message);
    if (id === 0) {
      this.head.reset(live);
      this.jobId = null;
      this.selected = null;
      this.scenes.forget();
      this.bookmarks = header.bookmarks ?? [];
    } else if (origin !== null) {
      this.head.waitAt(origin.at);
      if (origin.act !== '') this.voice.say(wordsOf(this.language).branched(origin.act, clock(origin.at)));
    }
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
    if (this.runs.compare()) this.show(this.picture);
  }

  /** Goes to moment `t`, virtual ms. Playing goes on from there. */
  go(t: number): void {
    this.head.go(t);
    this.dirty = true;
  }

  show(picture: PictureName): void {
    if (this.runs.other !== null && picture !== this.picture) this.runs.other = null;
    this.holder.replaceChildren(this.runs.other === null ? this.pictures[picture].element : this.comparison.element);
    this.picture = picture;
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

  private bookmark(): void {
    const at = this.bookmarks.indexOf(this.head.t);
    this.bookmarks =
      at < 0 ? [...this.bookmarks, this.head.t].sort((a, b) => a - b) : this.bookmarks.filter((t) => t !== this.head.t);
    this.voice.announce(wordsOf(this.language).bookmarked(clock(this.head.t)));
    this.dirty = true;
  }

  private present(): void {
    const on = document.body.classList.toggle('present');
    this.post({ type: 'present', on });
    this.dirty = true;
  }

  /** The span that is played again and again, virtual ms; no end yet: up to the end of the run. */
  setLoop(from: number | null, to: number | null): void {
    const words = wordsOf(this.language);
    this.head.setLoop(from, to);
    const { loop } = this.head;
    this.voice.say(
      loop === null ? words.loopOff : words.looping(clock(loop.from), loop.to === null ? '…' : clock(loop.to)),
    );
    this.dirty = true;
  }

  /** The loop's span once more with all of its records, as a run of its own. */
  private everyRecord(): void {
    const run = this.runs.shown;
    const { loop } = this.head;
    const words = wordsOf(this.language);
    if (run === null || loop === null || loop.to === null) {
      this.voice.say(words.loopHint);
      return;
    }
    const detail = { from: loop.from, to: loop.to };
    this.voice.say(words.branching(clock(loop.from)));
    this.post({ type: 'branch', run: run.id, at: loop.from, fault: null, text: '', detail });
  }

  private setStep(kind: StepKind): void {
    this.head.step = kind;
    if (kind === 'key' && this.head.key === null) this.nextKey();
    this.dirty = true;
  }

  /** Steps are from now on the records of the key given, else of the next one that holds state in what is selected. */
  private nextKey(given: string | null = null): void {
    const { selected } = this;
    const run = this.runs.shown;
    if (run === null) return;
    const words = wordsOf(this.language);
    const keys = given === null ? keysHeld(run.history.at(this.head.t), selected) : [given];
    const key = keys[(keys.indexOf(this.head.key ?? '') + 1) % Math.max(1, keys.length)];
    if (key === undefined) {
      this.voice.say(words.noKey);
      return;
    }
    this.head.key = key;
    this.head.step = 'key';
    this.voice.say(words.steppingKey(key));
    this.dirty = true;
  }

  /** Tells the value of the next record on its way. */
  private nextRecord(): void {
    const told = this.flow.graph.pointAtNext();
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
    else this.nextChapter(direction);
  }

  /** What an act would meet: the present of a living world. */
  private stageOf(run: Run): Stage {
    const state = run.history.at(run.end);
    return { state, job: run.jobAt(state, this.jobId) };
  }

  /** The next or former bookmark, or where there are none, turning point of the run; it waits there. */
  private nextChapter(direction: 1 | -1): void {
    if (this.runs.shown === null) return;
    const list = chaptersOf(this.runs.shown.index, this.bookmarks);
    const at = direction === 1 ? after(list, this.head.t) : before(list, this.head.t);
    if (at === null) return;
    if (this.head.playing) this.toggle(false);
    this.go(at);
    const caption = this.captionOf(this.runs.shown);
    const said = caption === null ? clock(at) : captionText(caption, this.language);
    this.voice.say(wordsOf(this.language).chapter(list.indexOf(at) + 1, list.length, said));
  }

  private saveMenu(anchor: HTMLElement): void {
    saveMenu(
      anchor,
      wordsOf(this.language),
      () => ({
        run: this.runs.shown?.id ?? 0,
        title: this.runs.shown?.header.title ?? 'run',
        caption: this.voice.caption.textContent ?? '',
        picture: this.holder.firstElementChild ?? this.holder,
        bookmarks: this.bookmarks,
      }),
      this.post,
      (sentence) => this.voice.say(sentence),
    );
  }

  /** Next or former moment of the chosen kind. */
  stepTo(direction: 1 | -1): void {
    this.head.stepTo(direction);
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
    if (this.head.advance(wall, now, this.motion.matches)) this.dirty = true;
    this.scenes.watch();
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
    const frame = this.frameOf(run, began);
    const { words } = frame;
    if (frame.room !== this.roomShown) {
      this.roomShown = frame.room;
      this.root.style.setProperty('--room', `${frame.room}px`);
    }
    const others = this.runs.names(words);
    this.top.show(frame, others, run.id, this.runs.other !== null);
    const comparing = this.runs.other;
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
        .map((one): Side => ({ name: nameOf(one, words), frame: this.frameOf(one, began) }));
      this.comparison.show(sides[0]!, sides[1]!);
      sentence = words.compareCaption(sides[0]!.name, sides[1]!.name);
    }
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
      bookmarks: this.bookmarks,
      loop: this.head.loop,
      focusing: this.focusing,
      presenting: document.body.classList.contains('present'),
      nextStep: this.scenes.nextText(),
    });
    const told = this.captionOf(run);
    const happened = told === null ? '' : captionText(told, this.language);
    const caption = sentence ?? happened;
    document.body.classList.toggle('focusing', this.focusing && this.selected !== null);
    this.spot.show(this.holder, this.focusing ? this.selected : null);
    this.voice.tell(caption, !this.head.playing || (told?.weight ?? 0) >= 2);
  }

  /** Who stands still at a moment is told what happens in it; while playing a sentence is held until it is read. */
  private captionOf({ history }: Run): Caption | null {
    const still = this.head.playing ? null : history.saidAt(this.head.t);
    return still ?? history.at(this.head.t).caption;
  }

  /** Of the page, between its header and its foot, px. */
  private room(): number {
    return this.pageHeight - heightOf(this.top.element) - heightOf(this.foot);
  }

  private frameOf(run: Run, began: number): Frame {
    const state = run.history.at(this.head.t);
    const job = run.jobAt(state, this.jobId);
    const fresh = [
      run.id,
      state.facts,
      state.flights.length,
      Math.floor(this.head.t / 500),
      job?.id,
      this.language,
      JSON.stringify(this.selected),
      document.body.className,
      widthOf(this.holder),
      this.pageHeight,
    ].join('|');
    const shown = this.versions.get(run.id) ?? '';
    if (!this.head.playing || began - this.boxesAt >= BOXES_MS) {
      this.versions.set(run.id, fresh);
      if (run === this.runs.shown) this.boxesAt = began;
    } else if (fresh !== shown) this.dirty = true;
    return {
      state,
      t: this.head.t,
      end: this.runs.end,
      flights: run === this.runs.shown ? this.head.onTheWay(state) : state.flights,
      lens: this.head.lens,
      run: run.index,
      header: run.header,
      job,
      words: wordsOf(this.language),
      language: this.language,
      selected: this.selected,
      canRead: this.canRead,
      reducedMotion: this.motion.matches,
      room: this.room(),
      version: this.versions.get(run.id) ?? fresh,
    };
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
      skip: (direction) => this.go(this.head.t + direction * FORWARD_SECOND),
      go: (where) => this.go(where === 'start' ? 0 : this.runs.end),
      shiftSpeed: (by) => this.shiftSpeed(by),
      nextStepKind: () => {
        this.setStep(STEP_KINDS[(STEP_KINDS.indexOf(this.head.step) + 1) % STEP_KINDS.length]!);
      },
      nextKey: () => this.nextKey(),
      nextRecord: () => this.nextRecord(),
      toLive: () => {
        this.head.toLive();
        this.dirty = true;
      },
      breakIt: () => this.breakFocused(),
      bookmark: () => this.bookmark(),
      nextChapter: (direction) => this.next(direction),
      scenarios: () => this.scenes.menu(innerWidth / 2 - 150, innerHeight / 3),
      present: () => this.present(),
      focus: () => this.toggleFocus(),
      compare: () => this.compare(),
      loop: (edge) => {
        if (edge === 'start') this.setLoop(this.head.t, this.head.loop?.to ?? null);
        else this.setLoop(null, edge === 'end' ? this.head.t : null);
      },
      zoom: (factor) => this.flow.graph.zoomBy(factor),
      help: () => showShortcuts(wordsOf(this.language)),
      escape: () => {
        if (closeMenu()) return;
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

  /** For tests: what is shown now. */
  inspectState(): { readonly t: number; readonly playing: boolean; readonly state: ClusterState } {
    return { t: this.head.t, playing: this.head.playing, state: this.runs.shown!.history.at(this.head.t) };
  }
}

function targetOf(from: EventTarget | null): Target | null {
  const element = from instanceof Element ? from.closest<HTMLElement | SVGElement>('[data-target]') : null;
  const written = element?.dataset.target;
  return written === undefined ? null : (JSON.parse(written) as Target);
}
