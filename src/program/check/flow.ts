import type { CompilationUnit } from '../syntax/ast.ts';
import type { Log } from './log.ts';
import type { Relations } from './relations.ts';

export class Flow {
  constructor(
    readonly relations: Relations,
    readonly log: Log,
  ) {}
  unit(_unit: CompilationUnit): void {}
}
