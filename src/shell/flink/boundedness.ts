import type { StreamEnvironmentState, Transformation } from '../../flink/api/transformations.ts';

/** Has the program a source that declares no end (a socket, an own SourceFunction, a topic)? */
export function isUnbounded(environment: Pick<StreamEnvironmentState, 'transformations'>): boolean {
  const seen = new Set<Transformation>();
  const visit = (node: Transformation): boolean => {
    if (seen.has(node)) return false;
    seen.add(node);
    switch (node.kind) {
      case 'source':
        return node.boundedness === 'CONTINUOUS_UNBOUNDED';
      case 'twoInput':
        return visit(node.first) || visit(node.second);
      case 'union':
        return node.inputs.some(visit);
      case 'coFeedback':
        return node.feedback.some(visit);
      default:
        return visit(node.input);
    }
  };
  return environment.transformations.some(visit);
}
