import { illegalArgument, illegalState, typeMissing } from './errors.ts';
import { UPPER_BOUND_MAX_PARALLELISM } from './key-groups.ts';
import type { Transformation } from './transformations.ts';
import type { TypeInformation } from './types.ts';

/** What org.apache.flink.api.dag.Transformation checks. */

const typeUsed = new WeakSet<Transformation>();

/** getOutputType: throws InvalidTypesException for a missing type; afterwards the type can't be changed. */
export function typeOf(transformation: Transformation): TypeInformation {
  const type = transformation.outputType;
  if (type.missing !== undefined) throw typeMissing(type);
  typeUsed.add(transformation);
  return type;
}

/** setOutputType (returns(...)). */
export function useReturnType(transformation: Transformation, type: TypeInformation): void {
  if (typeUsed.has(transformation)) {
    throw illegalState(
      'TypeInformation cannot be filled in for the type after it has been used. Please make sure that the type info ' +
        'hints are the first call after the transformation function, before any access to types or semantic ' +
        'properties, etc.',
    );
  }
  transformation.outputType = type;
}

/** OperatorValidationUtils.validateParallelism; -1 is the default. */
export function validateParallelism(parallelism: number, canBeParallel = true): void {
  if (!canBeParallel && parallelism !== 1) {
    throw illegalArgument('The parallelism of non parallel operator must be 1.');
  }
  if (parallelism <= 0 && parallelism !== -1) {
    throw illegalArgument(
      'The parallelism of an operator must be at least 1, or ExecutionConfig.PARALLELISM_DEFAULT (use system default).',
    );
  }
}

/** OperatorValidationUtils.validateMaxParallelism. */
export function validateMaxParallelism(maxParallelism: number, canBeParallel = true): void {
  if (maxParallelism <= 0) throw illegalArgument('The maximum parallelism must be greater than 0.');
  if (!canBeParallel && maxParallelism !== 1) {
    throw illegalArgument('The maximum parallelism of non parallel operator must be 1.');
  }
  if (maxParallelism > UPPER_BOUND_MAX_PARALLELISM) {
    throw illegalArgument(
      `Maximum parallelism must be between 1 and ${UPPER_BOUND_MAX_PARALLELISM}. Found: ${maxParallelism}`,
    );
  }
}

/** The transformations that one reads directly. */
export function inputsOf(transformation: Transformation): readonly Transformation[] {
  switch (transformation.kind) {
    case 'source':
    case 'coFeedback':
      return [];
    case 'twoInput':
      return [transformation.first, transformation.second];
    case 'union':
      return transformation.inputs;
    default:
      return [transformation.input];
  }
}

/** getTransitivePredecessors: they themselves and everything they read; feedback edges are not followed. */
export function predecessorsOf(...transformations: readonly Transformation[]): ReadonlySet<Transformation> {
  const seen = new Set<Transformation>();
  const stack = [...transformations];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    stack.push(...inputsOf(next));
  }
  return seen;
}
