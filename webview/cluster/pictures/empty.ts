/** What stands in a picture's place while there is no job to draw: one sentence, one button. */
import { commandButton } from '../chrome/button.ts';
import { el } from '../draw/dom.ts';
import type { Actions, Frame } from '../frame.ts';
import { livingManagers, slotsOf } from '../model/managers.ts';

/** Of Flink's processes, those of a cluster. */
const CLUSTER = ['jobmanager', 'taskmanager', 'minicluster'];

export class EmptyCard {
  readonly element = el('section', 'card empty hidden');
  private shown = '';

  constructor(private readonly actions: Actions) {}

  /** Only there while the frame has no job. */
  show(frame: Frame): void {
    this.element.classList.toggle('hidden', frame.job !== null);
    if (frame.job !== null) return;
    const { words, state } = frame;
    const managers = livingManagers(state);
    const { free } = slotsOf(state, managers);
    const hasCluster = [...state.processes.values()].some(
      ({ ended, role }) => ended === null && CLUSTER.includes(role),
    );
    const signature = `${hasCluster}|${managers.length}|${free}|${frame.language}`;
    if (signature === this.shown) return;
    this.shown = signature;
    const button = commandButton(hasCluster ? words.empty.submit : words.empty.runFirst, { primary: true }, () =>
      this.actions.suggest(hasCluster ? 'submit-job' : 'run-first-cell'),
    );
    const title = el('h2', '', hasCluster ? words.empty.noJob : words.empty.noCluster);
    const sentence = el('p', '', hasCluster ? words.empty.waiting(managers.length, free) : words.empty.start);
    const frames = el('div', 'frames', el('div'), el('div', '', hasCluster ? '' : words.empty.nothing), el('div'));
    this.element.replaceChildren(title, ...(hasCluster ? [] : [frames]), sentence, button);
  }
}
