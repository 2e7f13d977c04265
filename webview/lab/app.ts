/** The Job Lab: a program on the left, what it would submit on the right, and controls there that edit the program. */
import type { Completion, Hover, PlanProblem, ProgramPlan } from '../../src/world/protocol.ts';
import { Tabs } from '../cluster/chrome/tabs.ts';
import { Toast } from '../cluster/chrome/toast.ts';
import { el, text } from '../cluster/draw/dom.ts';
import { STYLE } from '../cluster/draw/style.ts';
import type { Language } from '../cluster/protocol.ts';
import { languageOf } from '../cluster/words/words.ts';
import { matchCalls, type OperatorCall, operatorCalls } from './calls.ts';
import { type Changes, changesBetween, sameJob, subtasksOf } from './changes.ts';
import { type Control, commandButton, labelOf } from './controls.ts';
import { createProgramEditor, type ProgramEditor } from './editor.ts';
import { setChaining, setParallelism, setPartitioner, setSlotSharingGroup, type TextEdit } from './edits.ts';
import { hueOf, type PlanActions, type Planned, planTable, planView } from './plan.ts';
import type { HostMessage, InsertAs, LabMessage, LabProgram, ProgramLanguage } from './protocol.ts';
import { LAB_STYLE } from './style.ts';
import { labWordsOf } from './words.ts';

/** Typing goes on for this long, wall ms, before a plan is asked for. */
const QUIET_MS = 120;

const VIEWS = ['plan', 'table'] as const;
type LabView = (typeof VIEWS)[number];

export interface LabHost {
  post(message: LabMessage): void;
  /** Keeps the program over a reload of the window. */
  keep(program: LabProgram): void;
}

export class LabApp {
  private language: Language = 'en';
  private programLanguage: ProgramLanguage = 'java';
  private parallelism = 1;
  private version = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private nextId = 1;
  private readonly waiting = new Map<number, (value: readonly Completion[] | Hover | null) => void>();
  private planned: Planned | null = null;
  private problem: PlanProblem | null = null;
  private trouble: string | null = null;
  private changes: Changes | null = null;
  private view: LabView = 'plan';
  private canInsert = false;
  private fromCell = false;
  private loading = false;

  private readonly title = el('h1');
  private readonly file = el('span', 'file muted');
  private readonly tabs = new Tabs(VIEWS, (view) => {
    this.view = view;
    this.dress();
  });
  private readonly code = el('div', 'code');
  private readonly did = el('section', 'card did');
  private readonly acts = el('div', 'acts');
  private readonly plan = el('section', 'right');
  private readonly announcer = el('p', 'sr');
  private readonly toast = new Toast();
  private readonly editor: ProgramEditor;
  private buttons: {
    readonly insert: Control;
    readonly update: Control;
    readonly run: Control;
    readonly undo: Control;
  } | null = null;

  constructor(
    root: HTMLElement,
    private readonly host: LabHost,
  ) {
    const style = el('style');
    style.textContent = STYLE + LAB_STYLE;
    document.head.append(style);
    root.classList.add('lab');
    this.announcer.setAttribute('role', 'status');
    const head = el(
      'header',
      'bar',
      this.title,
      this.file,
      el('span', 'grow'),
      el('span', 'pill', 'Flink 1.13.6'),
      this.tabs.element,
    );
    const left = el('div', 'left', this.code, this.did, this.acts);
    root.append(head, el('main', 'halves', left, this.plan), this.announcer, this.toast.element);
    this.editor = createProgramEditor(this.code, labWordsOf(this.language).editor, {
      changed: () => this.changed(),
      complete: async (line, column) =>
        ((await this.ask('complete', line, column)) as readonly Completion[] | null) ?? [],
      hover: async (line, column) => (await this.ask('hover', line, column)) as Hover | null,
    });
    new MutationObserver(() => this.editor.retheme()).observe(document.body, { attributeFilter: ['class'] });
    this.dress();
  }

  receive(message: HostMessage): void {
    switch (message.type) {
      case 'init':
        this.language = languageOf(message.language);
        document.documentElement.lang = this.language === 'zh' ? 'zh-CN' : 'en';
        this.canInsert = message.canInsert;
        this.fromCell = message.fromCell;
        this.planned = null;
        this.changes = null;
        this.load(message.program);
        break;
      case 'lesson':
        this.canInsert = message.canInsert;
        this.fromCell = message.fromCell;
        this.dress();
        break;
      case 'plan':
        if (message.version === this.version) this.show(message.plan);
        break;
      case 'trouble':
        if (message.version !== this.version) break;
        this.trouble = message.message;
        this.draw();
        break;
      case 'answer':
        this.waiting.get(message.id)?.(message.value);
        this.waiting.delete(message.id);
        break;
      case 'said':
        this.say(message.message);
        break;
    }
  }

  load({ text: source, programLanguage, parallelism }: LabProgram): void {
    this.programLanguage = programLanguage;
    this.parallelism = parallelism;
    this.loading = true;
    this.editor.setProgram(source, programLanguage);
    this.loading = false;
    this.dress();
    this.askPlan();
  }

  private get program(): LabProgram {
    return { text: this.editor.text, programLanguage: this.programLanguage, parallelism: this.parallelism };
  }

  private changed(): void {
    if (this.loading) return;
    if (this.planned?.current) this.planned = { ...this.planned, current: false };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.askPlan(), QUIET_MS);
  }

  private askPlan(): void {
    clearTimeout(this.timer);
    this.host.keep(this.program);
    this.host.post({ type: 'plan', version: ++this.version, ...this.program });
  }

  private ask(type: 'complete' | 'hover', line: number, column: number): Promise<readonly Completion[] | Hover | null> {
    const id = this.nextId++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.host.post({ type, id, line, column, ...this.program });
    });
  }

  private show(plan: ProgramPlan): void {
    const words = labWordsOf(this.language);
    this.trouble = null;
    this.problem = plan.problem;
    this.editor.mark(plan.diagnostics);
    const name = plan.file.slice(plan.file.lastIndexOf('/') + 1);
    text(this.file, name);
    if (plan.job !== null) {
      const calls = operatorCalls(this.editor.text);
      const lines = plan.job.sites.map(({ file, line }) => (file === name ? line : 0));
      const matched = matchCalls(calls, lines);
      const byNode = new Map<number, OperatorCall>();
      for (const [i, { node }] of plan.job.sites.entries()) if (matched[i]) byNode.set(node, matched[i]);
      const before = this.planned?.job ?? null;
      if (before !== null && !sameJob(before, plan.job)) {
        this.changes = changesBetween(before, plan.job, words);
        this.announce(this.changes.rows.map(({ what, to, why }) => `${what}: ${to} (${why})`).join('. '));
      }
      const sites = new Map(plan.job.sites.map((site) => [site.node, site]));
      this.planned = { job: plan.job, calls: byNode, sites, current: true };
      this.editor.bars(this.barsOf(this.planned));
    }
    this.draw();
  }

  private barsOf({ job, calls }: Planned): { line: number; className: string; hint: string }[] {
    return job.vertices.flatMap(({ operators }, index) =>
      operators.flatMap(({ id, name }) => {
        const call = calls.get(id);
        return call === undefined ? [] : [{ line: call.line, className: hueOf(index), hint: name }];
      }),
    );
  }

  private readonly actions: PlanActions = {
    setParallelism: (call, parallelism) => this.edit(setParallelism(call, parallelism)),
    setChaining: (call, chaining) => this.edit(setChaining(this.editor.text, call, chaining)),
    setGroup: (call, group) => this.edit(setSlotSharingGroup(this.editor.text, call, group)),
    setPartitioner: (call, partitioner) => this.edit(setPartitioner(this.editor.text, call, partitioner)),
    goTo: (line) => this.editor.goTo(line),
  };

  private edit(edit: TextEdit | null): void {
    // Places are of the text that was planned.
    if (edit === null || !this.planned?.current) return;
    this.editor.edit(edit);
    this.askPlan();
  }

  private draw(): void {
    const words = labWordsOf(this.language);
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
    const { planned } = this;
    const head = el('div', 'planhead', el('h2', '', words.jobGraph), this.dashP());
    if (planned !== null) {
      head.append(el('span', 'pill', words.subtasks(subtasksOf(planned.job))));
      head.append(el('span', 'pill strong', words.slotsNeeded(planned.job.slots.total)));
    }
    this.plan.replaceChildren(head);
    this.plan.setAttribute('aria-label', words.jobPlan);
    this.plan.classList.toggle('stale', this.problem !== null);
    const state = this.stateOf();
    if (state !== null) this.plan.append(state);
    if (planned !== null) {
      this.plan.append(
        this.view === 'plan'
          ? planView(planned, this.changes, words, this.language, this.actions)
          : planTable(planned, words, this.language),
      );
    }
    if (focused !== undefined) {
      const again = [...this.plan.querySelectorAll<HTMLElement>('[data-key]')].find(
        (one) => one.dataset.key === focused,
      );
      again?.focus();
    }
    this.tell();
  }

  /** The parallelism of a program that sets none. */
  private dashP(): HTMLElement {
    const words = labWordsOf(this.language);
    const field = el('input', 'dash');
    field.type = 'number';
    field.min = '1';
    field.value = String(this.parallelism);
    field.title = words.defaultHint;
    field.dataset.key = 'default parallelism';
    field.addEventListener('change', () => {
      if (!Number.isInteger(field.valueAsNumber) || field.valueAsNumber < 1) return;
      this.parallelism = field.valueAsNumber;
      this.askPlan();
    });
    return el('label', 'meta mono', `${words.defaultParallelism} `, field);
  }

  private stateOf(): HTMLElement | null {
    const words = labWordsOf(this.language);
    if (this.trouble !== null) return el('div', 'state', this.trouble);
    if (this.problem === null) return this.planned === null ? el('div', 'state', words.waiting) : null;
    const { kind, message, line } = this.problem;
    const box = el('div', 'state', el('b', '', words.problem[kind]));
    if (line !== null) box.append(' ', words.line(line));
    if (message !== '') box.append(el('pre', '', message.trim()));
    if (this.planned !== null) box.append(el('p', 'meta', words.stale));
    return box;
  }

  /** The box below the program. */
  private tell(): void {
    const words = labWordsOf(this.language);
    this.did.replaceChildren(el('h2', '', words.lastChange));
    if (this.changes === null) {
      this.did.append(el('p', '', words.noChange));
      return;
    }
    const list = el('dl');
    for (const { what, from, to, why } of this.changes.rows) {
      const number = el('dd');
      if (from !== to) number.append(el('s', '', String(from)), '→ ');
      number.append(el('b', '', String(to)));
      list.append(el('dt', '', what), number, el('dd', 'muted', why));
    }
    this.did.append(list);
  }

  /** Everything with words in it that a plan does not change. */
  private dress(): void {
    const words = labWordsOf(this.language);
    text(this.title, words.title);
    document.title = words.title;
    this.tabs.name(words.views, words);
    this.tabs.choose(this.view);
    this.buttons ??= {
      insert: commandButton('', { primary: true }, () => this.insert('new')),
      update: commandButton('', {}, () => this.insert('update')),
      run: commandButton('', {}, () => this.insert('run')),
      undo: commandButton('', {}, () => this.editor.undo()),
    };
    const { insert, update, run, undo } = this.buttons;
    for (const [button, label] of [
      [insert, words.insert],
      [update, words.update],
      [run, words.run],
      [undo, words.undo],
    ] as const) {
      text(labelOf(button), label);
    }
    for (const button of [insert, update, run]) button.disabled = !this.canInsert;
    update.classList.toggle('hidden', !this.fromCell);
    this.acts.replaceChildren(
      insert,
      update,
      run,
      undo,
      el('span', 'meta', this.canInsert ? words.follows : words.noLesson),
    );
    this.draw();
  }

  private insert(as: InsertAs): void {
    this.host.post({ type: 'insert', as, ...this.program });
  }

  private say(sentence: string): void {
    this.toast.show(sentence);
    this.announce(sentence);
  }
  private announce(sentence: string): void {
    text(this.announcer, sentence);
  }

  /** For tests: the program's text and what is planned. */
  inspectState(): { readonly text: string; readonly planned: Planned | null } {
    return { text: this.editor.text, planned: this.planned };
  }
}
