/** Prepared scenarios as they are played: the menu of them, which step is next, and what it waits for. */
import type { FaultInput } from '../../src/world/protocol.ts';
import { openMenu } from './chrome/menu.ts';
import {
  type Awaited,
  canBegin,
  nextTurn,
  SCENARIOS,
  type ScenarioName,
  type ScenarioStep,
  type Stage,
  stepsOf,
} from './model/scenarios.ts';
import type { Run } from './run.ts';
import type { Words } from './words/words.ts';

/** What a scenario asks of the page. */
export interface SceneHost {
  run(): Run | null;
  /** What an act would meet: the present of a living world. */
  stage(run: Run): Stage;
  words(): Words;
  /** The moment shown, virtual ms. */
  moment(): number;
  say(sentence: string): void;
  /** Breaks or heals something now, and plays on. */
  act(fault: FaultInput, text: string): void;
  play(): void;
  stopAt(t: number): void;
}

/** Which scenario, and how many of its steps were begun. */
interface Scene {
  readonly name: ScenarioName;
  /** Whose turns count. */
  readonly job: string | null;
  readonly begun: number;
  /** When its last act was seen, virtual ms: turns before that do not count. */
  readonly acted: number;
  /** What the step that is played waits for, not among the first `known` turns of the run. */
  readonly awaited: (Awaited & { readonly known: number }) | null;
}

export class Scenes {
  private scene: Scene | null = null;

  constructor(private readonly host: SceneHost) {}

  menu(x: number, y: number): void {
    const run = this.host.run();
    if (run === null) return;
    const { scenario } = this.host.words();
    const items = SCENARIOS.map((name) => ({
      label: scenario[name],
      reason: this.obstacle(run, name),
      run: () => this.begin(name),
    }));
    openMenu(scenario.title, items, x, y);
  }

  /** From now on {@link next} goes through its steps. */
  begin(name: ScenarioName): void {
    const { host } = this;
    const run = host.run();
    if (run === null) return;
    const { scenario } = host.words();
    const job = host.stage(run).job?.id ?? null;
    this.scene = { name, job, begun: 0, acted: host.moment(), awaited: null };
    host.say(scenario.begun(scenario[name]));
  }

  /** Why it cannot begin now; null when it can. */
  private obstacle(run: Run, name: ScenarioName): string | null {
    const { scenario, faults_ } = this.host.words();
    if (!run.live || !run.canBreak) return faults_.notLive;
    const stage = this.host.stage(run);
    if (canBegin(name, stage)) return null;
    return name === 'leaderDies' && stage.job?.status === 'RUNNING' ? scenario.noRival : faults_.noJob;
  }

  /** Begins the next step; false where no scenario is played. */
  next(): boolean {
    const { scene, host } = this;
    const run = host.run();
    if (scene === null || run === null) return false;
    const at = this.nextStep(scene, run);
    const step = stepsOf(scene.name)[at];
    if (step === undefined) return this.end();
    const begun = at + 1;
    const { job } = scene;
    if (step.kind === 'until') {
      this.scene = { ...scene, begun, awaited: { turns: step.turns, job, since: host.moment(), known: 0 } };
      host.play();
      return true;
    }
    const fault = step.fault(host.stage(run));
    // An act is over once it is seen; in a world that stood still it happens at the very moment shown.
    const { length: known } = run.index.turns;
    this.scene = { ...scene, begun, awaited: { turns: ['fault'], job, since: Number.NEGATIVE_INFINITY, known } };
    if (fault === null) host.say(host.words().faults_.noJob);
    else host.act(fault, host.words().scenario[scene.name]);
    return true;
  }

  /** What the next step is, in words; null where no scenario is played. */
  nextText(): string | null {
    const { scene } = this;
    const run = this.host.run();
    if (scene === null || run === null) return null;
    const { scenario, close } = this.host.words();
    const steps = stepsOf(scene.name);
    const next = this.nextStep(scene, run);
    const step = steps[next];
    if (step === undefined) return close;
    const what = step.kind === 'until' ? scenario.until[step.turns[0]!] : next === 0 ? scenario.act : scenario.heal;
    return scenario.next(next + 1, steps.length, what);
  }

  /** Turns that have come already, in another order than is usual, are not waited for. */
  private nextStep({ name, job, begun, acted, awaited }: Scene, run: Run): number {
    const steps = stepsOf(name);
    const moment = this.host.moment();
    const hasCome = (step: ScenarioStep): boolean => {
      const turn = step.kind === 'act' ? null : nextTurn(run.index.turns, { turns: step.turns, job, since: acted });
      return turn !== null && turn.at <= moment;
    };
    let next = begun;
    while (awaited === null && next < steps.length && hasCome(steps[next]!)) next++;
    return next;
  }

  /** Stops at the turn that is waited for, once the moment shown has come to it. */
  watch(): void {
    const awaited = this.scene?.awaited ?? null;
    const run = this.host.run();
    if (this.scene === null || awaited === null || run === null) return;
    const turn = nextTurn(run.index.turns.slice(awaited.known), awaited);
    if (turn === null || turn.at > this.host.moment()) return;
    const acted = turn.kind === 'fault' ? turn.at : this.scene.acted;
    this.scene = { ...this.scene, acted, awaited: null };
    this.host.stopAt(turn.at);
  }

  /** False where no scenario is played. */
  end(): boolean {
    if (this.scene === null) return false;
    this.scene = null;
    this.host.say(this.host.words().scenario.over);
    return true;
  }

  forget(): void {
    this.scene = null;
  }
}
