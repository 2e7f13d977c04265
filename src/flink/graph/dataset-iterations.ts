import type { BulkIteration, DataSetOperator, DeltaIteration } from '../api/dataset-plan.ts';
import { illegalState, invalidProgram } from '../api/errors.ts';
import type { FeedbackRole } from '../api/transformations.ts';
import { constant } from '../api/user-functions.ts';
import { forward, hash } from './dataset-channels.ts';
import { type Channel, nodeOf, type PlanNode } from './dataset-nodes.ts';
import type { Planner } from './dataset-optimizer.ts';

/** Iterations of DataSet programs: a head, the step function between head and tails, a synchronization task (JobGraphGenerator). */

/** What the plan does not show. */
const PLACEHOLDER = { pact: '', nodeName: '' };

function headOf(
  planner: Planner,
  operator: DataSetOperator,
  name: string,
  inputs: readonly Channel[],
  spec: { readonly feedback: readonly FeedbackRole[]; readonly keys: DeltaIteration['keys'] | null },
): PlanNode {
  const iteration = planner.nextIteration();
  return nodeOf({
    pact: PLACEHOLDER.pact,
    contents: operator.name,
    nodeName: name,
    driver: 'No-Op',
    parallelism: planner.parallelism(operator),
    inputs,
    spec: {
      kind: 'batch.iterationHead',
      iteration,
      feedback: spec.feedback,
      keys: spec.keys?.selector ?? null,
    },
    outputType: operator.outputType,
    iteration,
  });
}

/** The last operator of a step function hands its records back to the head of its subtask. */
function tail(head: PlanNode, root: PlanNode, role: FeedbackRole): PlanNode {
  if (root.iteration !== head.iteration) {
    throw invalidProgram('Error: The step function does not reference the iteration.');
  }
  const source = root.parallelism === head.parallelism ? root : passed(root, head.parallelism);
  return nodeOf({
    ...PLACEHOLDER,
    contents: '',
    parallelism: head.parallelism,
    inputs: [forward(source, head.parallelism)],
    spec: { kind: 'batch.iterationTail', iteration: head.iteration!, role },
    outputType: root.outputType,
    hidden: true,
  });
}
/** A No-Op after what can't be the last operator itself. */
function passed(from: PlanNode, parallelism: number): PlanNode {
  return nodeOf({
    pact: 'No-Op',
    contents: '',
    nodeName: 'NoOp',
    driver: 'No-Op',
    parallelism,
    inputs: [forward(from, parallelism)],
    spec: { kind: 'filter', fn: constant('NoOp', { filter: () => true }) },
    outputType: from.outputType,
  });
}

function sync(head: PlanNode, name: string, maxIterations: number, untilEmpty: boolean): PlanNode {
  const { iteration, parallelism } = head;
  return nodeOf({
    ...PLACEHOLDER,
    contents: '',
    nodeName: `Sync (${name})`,
    parallelism: 1,
    inputs: [
      { source: head, ship: 'Forward', shipKeys: null, local: null, partitioner: { kind: 'FORWARD' }, tag: 'sync' },
    ],
    spec: { kind: 'batch.iterationSync', iteration: iteration!, heads: parallelism, maxIterations, untilEmpty },
    outputType: head.outputType,
    iteration: null,
  });
}

export function bulkIteration(planner: Planner, operator: DataSetOperator, iteration: BulkIteration): PlanNode {
  const { result, criterion, maxIterations } = iteration;
  if (result === null) throw illegalState('The iteration is not closed.');
  const { name } = operator;
  const parallelism = planner.parallelism(operator);
  const initial = forward(planner.visit(iteration.input), parallelism);
  const feedback: FeedbackRole[] = criterion === null ? ['next'] : ['next', 'criterion'];
  const head = headOf(planner, operator, `PartialSolution (${name})`, [initial], { feedback, keys: null });
  for (const start of iteration.starts) planner.done.set(start, head);
  const root = planner.visit(result);
  head.attached.push(sync(head, name, maxIterations, criterion !== null), tail(head, root, 'next'));
  if (criterion !== null) head.attached.push(tail(head, planner.visit(criterion), 'criterion'));
  return loopResult(head, operator, { kind: 'bulk', starts: [head], results: [root] });
}

export function deltaIteration(planner: Planner, operator: DataSetOperator, iteration: DeltaIteration): PlanNode {
  const { delta, next, keys, maxIterations } = iteration;
  if (delta === null || next === null) throw illegalState('The iteration is not closed.');
  const name = `WorksetIteration (${operator.name})`;
  const parallelism = planner.parallelism(operator);
  const inputs = [
    hash(planner.visit(iteration.solution), keys, parallelism, null),
    forward(planner.visit(iteration.workset), parallelism),
  ];
  const head = headOf(planner, operator, `IterationHead(${name})`, inputs, { feedback: ['next', 'delta'], keys });
  // Workset and solution set both are the head: the solution set is reached inside its subtask.
  for (const start of iteration.starts) planner.done.set(start, head);
  const [changes, rest] = [planner.visit(delta), planner.visit(next)];
  const solutionDelta = nodeOf({
    pact: 'Solution-Set Delta',
    contents: '',
    nodeName: 'Solution-Set Delta',
    driver: 'No-Op',
    parallelism,
    inputs: [hash(changes, keys, parallelism, null)],
    spec: { kind: 'filter', fn: constant('NoOp', { filter: () => true }) },
    outputType: operator.outputType,
  });
  head.attached.push(
    sync(head, name, maxIterations, true),
    tail(head, rest, 'next'),
    tail(head, solutionDelta, 'delta'),
  );
  return loopResult(head, operator, { kind: 'delta', starts: [head, head], results: [rest, solutionDelta] });
}

function loopResult(
  head: PlanNode,
  operator: DataSetOperator,
  loop: Omit<NonNullable<PlanNode['loop']>, 'head'>,
): PlanNode {
  return nodeOf({
    pact: loop.kind === 'bulk' ? 'Bulk Iteration' : 'Workset Iteration',
    contents: operator.name,
    nodeName: head.nodeName,
    parallelism: head.parallelism,
    inputs: head.inputs,
    spec: null,
    outputType: operator.outputType,
    iteration: null,
    properties: head.properties,
    loop: { ...loop, head },
  });
}
