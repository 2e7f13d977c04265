import type { Expr, Stmt, SwitchExpr } from '../syntax/ast.ts';

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

/** A break out of the statement around: unlabelled ones for loops and switches, or those with the label. */
export function hasBreak(s: Stmt, label: string | null): boolean {
  const search = (x: Stmt, nested: boolean): boolean => {
    switch (x.k) {
      case 'Break':
        return x.label === null ? label === null && !nested : x.label === label;
      case 'Block':
        return x.statements.some((y) => search(y, nested));
      case 'If':
        return search(x.then, nested) || (x.else !== null && search(x.else, nested));
      case 'While':
      case 'Do':
      case 'For':
      case 'ForEach':
        return search(x.body, true);
      case 'Labeled':
      case 'Synchronized':
        return search(x.body, nested);
      case 'Try':
        return (
          search(x.body, nested) ||
          x.catches.some((c) => search(c.body, nested)) ||
          (x.finally !== null && search(x.finally, nested))
        );
      case 'SwitchStmt':
        return x.switch.cases.some((c) => c.body.some((y) => search(y, true)));
      default:
        return false;
    }
  };
  return search(s, false);
}
function hasContinue(s: Stmt): boolean {
  switch (s.k) {
    case 'Continue':
      return true;
    case 'Block':
      return s.statements.some(hasContinue);
    case 'If':
      return hasContinue(s.then) || (s.else !== null && hasContinue(s.else));
    case 'Labeled':
    case 'Synchronized':
      return hasContinue(s.body);
    case 'Try':
      return hasContinue(s.body) || s.catches.some((c) => hasContinue(c.body));
    case 'SwitchStmt':
      return s.switch.cases.some((c) => c.body.some(hasContinue));
    default:
      return false;
  }
}

/** Returns with and without a value in a lambda's block. */
export function returnsOf(s: Stmt): { withValue: boolean; without: boolean } {
  const found = { withValue: false, without: false };
  const search = (x: Stmt): void => {
    switch (x.k) {
      case 'Return':
        if (x.value) found.withValue = true;
        else found.without = true;
        break;
      case 'Block':
        x.statements.forEach(search);
        break;
      case 'If':
        search(x.then);
        if (x.else) search(x.else);
        break;
      case 'While':
      case 'Do':
      case 'For':
      case 'ForEach':
      case 'Labeled':
      case 'Synchronized':
        search(x.body);
        break;
      case 'Try':
        search(x.body);
        for (const c of x.catches) search(c.body);
        if (x.finally) search(x.finally);
        break;
      case 'SwitchStmt':
        for (const c of x.switch.cases) c.body.forEach(search);
        break;
    }
  };
  search(s);
  return found;
}
