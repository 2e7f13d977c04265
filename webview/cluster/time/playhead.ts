/** The moment shown, and how it moves: played, followed, looped, stepped. */
import { after, before, type StepKind } from '../model/index.ts';
import type { ClusterState, Flight } from '../model/state.ts';
import type { Runs } from '../runs.ts';
import { arrivalsNear, nextSent } from './near.ts';
import { advanceTime, HELD_MS, hurryOf, lensOf, nextFrame, paceOf, type Speed } from './player.ts';

/** A view that follows a living world and finds itself this far behind (ms) jumps to just before its edge. */
const FAR_BEHIND = 12_000;
const NEAR = 500;
/** An act happens within this time after the edge that the view knows, virtual ms. */
const ACT_COMES = 500;

export interface Loop {
  readonly from: number;
  /** Null: up to the end of the run. */
  readonly to: number | null;
}

export class Playhead {
  /** Virtual ms. */
  t = 0;
  playing = false;
  /** Stays at the edge of a living world. */
  following = true;
  speed: Speed = 'auto';
  /** Virtual ms per wall ms, as last played. */
  pace = 1;
  /** A way is drawn for at least this long, virtual ms. */
  lens = lensOf('auto', 0);
  loop: Loop | null = null;
  step: StepKind = 'event';
  /** Whose records step `key` goes to. */
  key: string | null = null;
  private heldUntil = 0;
  /** Up to here nothing on its way slows `auto` down, virtual ms. */
  private hurryTo = 0;

  /** @param setPace tells the world its pace, virtual ms per wall ms */
  constructor(
    private readonly runs: Runs,
    private readonly setPace: (pace: number) => void,
  ) {}

  /** At the beginning of a first run, or where a second one left it. */
  reset(live: boolean): void {
    this.t = 0;
    this.speed = 'auto';
    this.loop = null;
    this.hurryTo = 0;
    this.following = live;
    this.playing = live;
  }

  /** As it was left; the world may be further on by now. */
  takeUp({ at, playing }: { readonly at: number | null; readonly playing: boolean }): void {
    if (at !== null) this.waitAt(at);
    this.playing = playing;
    if (this.runs.live) this.setPace(playing ? this.worldPace : 0);
  }

  /** To the edge, and on without lingering over what is on its way there: what was just asked for comes next. */
  toAct(): void {
    this.go(this.runs.end);
    this.hurryTo = this.runs.end + ACT_COMES;
    if (!this.playing) this.toggle(true);
  }

  waitAt(t: number): void {
    this.t = t;
    this.following = false;
    this.playing = false;
  }

  /** Goes to moment `t`. Playing goes on from there. */
  go(t: number): void {
    this.t = Math.min(this.runs.end, Math.max(0, t));
    this.following = this.runs.live && this.t >= this.runs.end;
  }

  toggle(on = !this.playing): void {
    this.playing = on;
    const { live, end } = this.runs;
    if (on && !live && this.t >= end) this.t = 0;
    if (live) this.setPace(on ? this.worldPace : 0);
  }

  toLive(): void {
    this.following = true;
    this.t = this.runs.end;
    this.toggle(true);
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    this.pace = this.worldPace;
    this.lens = lensOf(speed, 0);
    if (this.runs.live && this.playing) this.setPace(this.worldPace);
  }

  private get worldPace(): number {
    return this.speed === 'auto' ? 1 : this.speed;
  }

  /** The span that is played again and again; neither edge: none. */
  setLoop(from: number | null, to: number | null): void {
    const start = from ?? this.loop?.from ?? 0;
    this.loop = from === null && to === null ? null : { from: start, to: to !== null && to > start ? to : null };
  }

  /** Next or former moment of the chosen kind, of a key those in `job`; what arrives is an event too. */
  stepTo(direction: 1 | -1, job: string): void {
    if (this.playing) this.toggle(false);
    const run = this.runs.shown;
    if (run === null) return;
    const list = run.index.momentsOf(this.step, job, this.key ?? '');
    const arrivals = this.step === 'event' ? arrivalsNear(run.history, this.t, this.runs.end) : [];
    const found = direction === 1 ? after(list, this.t) : before(list, this.t);
    const near =
      direction === 1
        ? Math.min(...arrivals.filter((at) => at > this.t), Number.POSITIVE_INFINITY)
        : Math.max(...arrivals.filter((at) => at < this.t), Number.NEGATIVE_INFINITY);
    const candidates = [found ?? Number.NaN, near].filter((at) => Number.isFinite(at));
    if (candidates.length === 0) return;
    this.go(direction === 1 ? Math.min(...candidates) : Math.max(...candidates));
  }

  /** Plays on for `wall` ms; true when another moment is to be drawn. `now`: wall clock, ms. */
  advance(wall: number, now: number, reducedMotion: boolean): boolean {
    const run = this.runs.shown;
    if (!this.playing || run === null) return false;
    const { end, live } = this.runs;
    const began = this.t;
    if (this.loop !== null && (this.t >= (this.loop.to ?? end) || this.t < this.loop.from)) this.go(this.loop.from);
    if (!live && this.t >= end) {
      this.toggle(false);
      return true;
    }
    if (this.following && end - this.t > FAR_BEHIND) this.t = end - NEAR;
    const hurry = this.t < this.hurryTo && live ? 1 : hurryOf(end - this.t, live);
    if (reducedMotion) {
      if (now < this.heldUntil) return this.t !== began;
      this.heldUntil = now + HELD_MS;
      this.t = nextFrame(this.t, this.speed, run.index.steps.event, end, hurry);
      return true;
    }
    this.lens = lensOf(this.speed, hurry);
    const state = run.history.at(this.t);
    const watched = this.speed === 'auto' && hurry < 0.5;
    this.pace = paceOf(this.speed, watched ? this.onTheWay(state) : state.flights, hurry);
    this.t = advanceTime(this.t, wall, this.pace, end, watched ? nextSent(run.history, this.t) : null);
    return this.t !== began;
  }

  /** What is drawn on its way: by its own times, or by the lens where those are too short to see. */
  onTheWay(state: ClusterState): readonly Flight[] {
    const brief = this.runs.shown?.history.brief(this.t, this.lens) ?? [];
    return brief.length === 0 ? state.flights : [...state.flights, ...brief];
  }
}
