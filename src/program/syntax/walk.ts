import type { ClassDecl, Expr, LocalVariable, Stmt, SwitchExpr } from './ast.ts';

export type AnyNode = Expr | Stmt | ClassDecl;

/** Visits a node and everything in it, outside in; `visit` returning false leaves the inside out. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean | undefined): void {
  if (visit(node) === false) return;
  const go = (n: AnyNode | null | undefined): void => {
    if (n) walk(n, visit);
  };
  const all = (list: readonly AnyNode[]): void => {
    for (const n of list) walk(n, visit);
  };
  switch (node.k) {
    case 'Erroneous':
      all(node.parts);
      break;
    case 'Select':
      go(node.target);
      break;
    case 'Call':
      go(node.target);
      all(node.args);
      break;
    case 'New':
      go(node.outer);
      all(node.args);
      go(node.body);
      break;
    case 'NewArray':
      all(node.sizes);
      go(node.init);
      break;
    case 'ArrayInit':
      all(node.elements);
      break;
    case 'Index':
      go(node.array);
      go(node.index);
      break;
    case 'Unary':
    case 'IncDec':
    case 'Cast':
    case 'InstanceOf':
      go(node.operand);
      break;
    case 'Binary':
      go(node.left);
      go(node.right);
      break;
    case 'Assign':
    case 'CompoundAssign':
      go(node.target);
      go(node.value);
      break;
    case 'Conditional':
      go(node.condition);
      go(node.then);
      go(node.else);
      break;
    case 'Lambda':
      go(node.body);
      break;
    case 'MethodRef':
      go(node.target);
      break;
    case 'Switch':
      walkSwitch(node, go, all);
      break;
    case 'SwitchStmt':
      walkSwitch(node.switch, go, all);
      break;
    case 'BlockExpr':
      go(node.body);
      break;
    case 'Block':
      all(node.statements);
      break;
    case 'Local':
      for (const v of node.variables) go(v.init);
      break;
    case 'LocalClass':
      go(node.class);
      break;
    case 'Expr':
      go(node.expr);
      break;
    case 'If':
      go(node.condition);
      go(node.then);
      go(node.else);
      break;
    case 'While':
    case 'Do':
      go(node.condition);
      go(node.body);
      break;
    case 'For':
      all(node.init);
      go(node.condition);
      all(node.update);
      go(node.body);
      break;
    case 'ForEach':
      go(node.iterable);
      go(node.body);
      break;
    case 'Return':
      go(node.value);
      break;
    case 'Yield':
    case 'Throw':
      go(node.value);
      break;
    case 'Try':
      all(node.resources as (LocalVariable | Expr)[]);
      go(node.body);
      for (const c of node.catches) go(c.body);
      go(node.finally);
      break;
    case 'Synchronized':
      go(node.lock);
      go(node.body);
      break;
    case 'Labeled':
      go(node.body);
      break;
    case 'Assert':
      go(node.condition);
      go(node.detail);
      break;
    case 'Class':
      for (const c of node.constants) all(c.args);
      for (const m of node.members) {
        if (m.k === 'Class') go(m);
        else if (m.k === 'Method') go(m.body);
        else if (m.k === 'Initializer') go(m.body);
        else for (const v of m.variables) go(v.init);
      }
      for (const c of node.constants) go(c.body);
      break;
  }
}

function walkSwitch(node: SwitchExpr, go: (n: AnyNode | null) => void, all: (list: readonly AnyNode[]) => void): void {
  go(node.selector);
  for (const c of node.cases) {
    all(c.labels);
    go(c.value);
    all(c.body);
  }
}

/** The statements directly inside a statement; what lambdas and classes hold is not among them. */
export function statementsIn(s: Stmt): readonly Stmt[] {
  switch (s.k) {
    case 'Block':
      return s.statements;
    case 'If':
      return s.else ? [s.then, s.else] : [s.then];
    case 'While':
    case 'Do':
    case 'For':
    case 'ForEach':
    case 'Labeled':
    case 'Synchronized':
      return [s.body];
    case 'Try':
      return [s.body, ...s.catches.map((c) => c.body), ...(s.finally ? [s.finally] : [])];
    case 'SwitchStmt':
      return s.switch.cases.flatMap((c) => c.body);
    default:
      return [];
  }
}
