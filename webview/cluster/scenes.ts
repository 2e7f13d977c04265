/** Prepared scenarios as they are played: the menu of them, which step is next, and what it waits for. */
import type { FaultInput } from '../../src/world/protocol.ts';
import { openMenu } from './chrome/menu.ts';
import type { Turn } from './model/index.ts';
import { canBegin, nextTurn, SCENARIOS, type ScenarioName, type Stage, stepsOf } from './model/scenarios.ts';
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
  readonly begun: number;
  /** What the step that is played waits for: after `since`, virtual ms, and not among the first `known` turns of the run. */
  readonly awaited: { readonly turns: readonly Turn['kind'][]; readonly since: number; readonly known: number } | null;
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
    const { scenario } = this.host.words();
    this.scene = { name, begun: 0, awaited: null };
    this.host.say(scenario.begun(scenario[name]));
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
    const step = stepsOf(scene.name)[scene.begun];
    if (step === undefined) return this.end();
    const begun = scene.begun + 1;
    if (step.kind === 'until') {
      this.scene = { ...scene, begun, awaited: { turns: step.turns, since: host.moment(), known: 0 } };
      host.play();
      return true;
    }
    const fault = step.fault(host.stage(run));
    // An act is over once it is seen; in a world that stood still it happens at the very moment shown.
    const { length: known } = run.index.turns;
    this.scene = { ...scene, begun, awaited: { turns: ['fault'], since: Number.NEGATIVE_INFINITY, known } };
    if (fault === null) host.say(host.words().faults_.noJob);
    else host.act(fault, host.words().scenario[scene.name]);
    return true;
  }

  /** What the next step is, in words; null where no scenario is played. */
  nextText(): string | null {
    const { scene } = this;
    if (scene === null) return null;
    const { scenario, close } = this.host.words();
    const steps = stepsOf(scene.name);
    const step = steps[scene.begun];
    if (step === undefined) return close;
    const what =
      step.kind === 'until' ? scenario.until[step.turns[0]!] : scene.begun === 0 ? scenario.act : scenario.heal;
    return scenario.next(scene.begun + 1, steps.length, what);
  }

  /** Stops at the turn that is waited for, once the moment shown has come to it. */
  watch(): void {
    const awaited = this.scene?.awaited ?? null;
    const run = this.host.run();
    if (this.scene === null || awaited === null || run === null) return;
    const turn = nextTurn(run.index.turns.slice(awaited.known), awaited.turns, awaited.since);
    if (turn === null || turn.at > this.host.moment()) return;
    this.scene = { ...this.scene, awaited: null };
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
