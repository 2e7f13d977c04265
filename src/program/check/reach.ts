import type { Expr, Stmt, SwitchExpr } from '../syntax/ast.ts';
import { statementsIn } from '../syntax/walk.ts';

/** JLS 14.22: can a statement complete normally? */
export function canComplete(s: Stmt): boolean {
  switch (s.k) {
    case 'Block':
      return s.statements.every(canComplete);
    case 'Return':
    case 'Throw':
    case 'Break':
    case 'Continue':
    case 'Yield':
      return false;
    case 'If':
      return s.else === null || canComplete(s.then) || canComplete(s.else);
    case 'While':
      return !isTrue(s.condition) || hasBreak(s.body, null);
    case 'Do':
      return ((canComplete(s.body) || hasContinue(s.body)) && !isTrue(s.condition)) || hasBreak(s.body, null);
    case 'For':
      return (s.condition !== null && !isTrue(s.condition)) || hasBreak(s.body, null);
    case 'Labeled':
      return canComplete(s.body) || hasBreak(s.body, s.label);
    case 'Synchronized':
      return canComplete(s.body);
    case 'Try': {
      if (s.finally && !canComplete(s.finally)) return false;
      return canComplete(s.body) || s.catches.some((c) => canComplete(c.body));
    }
    case 'SwitchStmt':
      return switchCompletes(s.switch);
    default:
      return true;
  }
}

function switchCompletes(s: SwitchExpr): boolean {
  if (!s.cases.some((c) => c.isDefault)) return true;
  if (s.cases.some((c) => c.body.some((b) => hasBreak(b, null)))) return true;
  if (s.cases.some((c) => c.arrow)) return s.cases.some((c) => c.value !== null || c.body.every(canComplete));
  const last = s.cases[s.cases.length - 1];
  return !last || last.body.every(canComplete);
}

export function isTrue(e: Expr): boolean {
  return e.constant?.value === true;
}
export function isFalse(e: Expr): boolean {
  return e.constant?.value === false;
}

const LOOPS: ReadonlySet<Stmt['k']> = new Set(['While', 'Do', 'For', 'ForEach']);

/** A break out of the statement around: unlabelled ones for loops and switches, or those with the label. */
function hasBreak(s: Stmt, label: string | null): boolean {
  const search = (x: Stmt, nested: boolean): boolean => {
    if (x.k === 'Break') return x.label === null ? label === null && !nested : x.label === label;
    const inside = nested || LOOPS.has(x.k) || x.k === 'SwitchStmt';
    return statementsIn(x).some((y) => search(y, inside));
  };
  return search(s, false);
}
function hasContinue(s: Stmt): boolean {
  return s.k === 'Continue' || (!LOOPS.has(s.k) && statementsIn(s).some(hasContinue));
}

/** Returns with and without a value in a lambda's block. */
export function returnsOf(s: Stmt): { withValue: boolean; without: boolean } {
  const found = { withValue: false, without: false };
  const search = (x: Stmt): void => {
    if (x.k === 'Return') found[x.value ? 'withValue' : 'without'] = true;
    statementsIn(x).forEach(search);
  };
  search(s);
  return found;
}

/** As canComplete, before conditions are attributed: literals `true` count. */
export function canCompleteUnattributed(body: Stmt): boolean {
  const visit = (s: Stmt): void => {
    const condition = s.k === 'While' || s.k === 'Do' || s.k === 'For' ? s.condition : null;
    if (condition?.k === 'Literal' && condition.of === 'boolean')
      condition.constant = { value: condition.value as boolean };
    statementsIn(s).forEach(visit);
  };
  visit(body);
  return canComplete(body);
}
