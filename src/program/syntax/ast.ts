import type { ClassSymbol, FieldSymbol, MethodSymbol, Type, VariableSymbol } from '../check/types.ts';

/**
 * The typed program form behind Java and Scala. A parser makes the nodes; the checker fills in the fields marked
 * "checked"; the code generator reads both. `at` is the offset javac would report an error of that node at.
 */
export interface Node {
  readonly at: number;
}

export interface Position {
  readonly start: number;
  readonly end: number;
}

// ---- types as written ------------------------------------------------------------------------------------------------

export type TypeNode =
  | (Node & { readonly k: 'TName'; readonly parts: readonly TypePart[]; checked?: Type })
  | (Node & { readonly k: 'TPrimitive'; readonly name: PrimitiveName | 'void' })
  | (Node & { readonly k: 'TArray'; readonly of: TypeNode })
  | (Node & { readonly k: 'TWildcard'; readonly bound: 'extends' | 'super' | null; readonly type: TypeNode | null })
  | (Node & { readonly k: 'TVar' })
  /** Type already known (made by a front end, not written). */
  | (Node & { readonly k: 'TKnown'; readonly type: Type });
export interface TypePart {
  readonly name: string;
  /** Null: none written; empty: diamond. */
  readonly args: readonly TypeNode[] | null;
  readonly at: number;
}
export type PrimitiveName = 'boolean' | 'byte' | 'short' | 'char' | 'int' | 'long' | 'float' | 'double';

export interface TypeParameterNode extends Node {
  readonly name: string;
  readonly bounds: readonly TypeNode[];
}

export interface Modifiers {
  readonly flags: ReadonlySet<string>;
  readonly annotations: readonly { readonly name: string; readonly at: number }[];
}

// ---- expressions -----------------------------------------------------------------------------------------------------

interface ExprBase extends Node {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
  /** checked */
  type?: Type;
  /** checked: constant value of a constant expression. */
  constant?: Constant;
}
export type Constant = { readonly value: number | bigint | string | boolean };

export interface Literal extends ExprBase {
  readonly k: 'Literal';
  readonly of: 'int' | 'long' | 'float' | 'double' | 'char' | 'string' | 'boolean' | 'null';
  readonly value: number | bigint | string | boolean | null;
}
export interface Name extends ExprBase {
  readonly k: 'Name';
  readonly name: string;
  /** checked */
  symbol?: VariableSymbol | FieldSymbol | ClassSymbol | { readonly kind: 'package'; readonly name: string };
}
export interface Select extends ExprBase {
  readonly k: 'Select';
  readonly target: Expr;
  readonly name: string;
  symbol?:
    | FieldSymbol
    | ClassSymbol
    | { readonly kind: 'package'; readonly name: string }
    | { readonly kind: 'length' };
}
export interface Call extends ExprBase {
  readonly k: 'Call';
  /** Where the name (or the dot before it) stands; `at` is the parenthesis. */
  readonly nameAt: number;
  /** Null: unqualified. */
  readonly target: Expr | null;
  readonly name: string;
  readonly typeArgs: readonly TypeNode[] | null;
  readonly args: Expr[];
  /** Scala: called without parentheses. */
  readonly bare?: boolean;
  method?: MethodSymbol;
  /** checked: arguments are passed as a varargs array from this index on. */
  varargsFrom?: number;
  varargsElement?: Type;
  /** checked: class whose instance an unqualified call goes to. */
  owner?: ClassSymbol;
  /** checked: what a method throws whose throws clause has type variables. */
  thrown?: readonly Type[];
}
export interface New extends ExprBase {
  readonly k: 'New';
  readonly outer: Expr | null;
  readonly class: TypeNode;
  readonly args: Expr[];
  readonly body: ClassDecl | null;
  constructor$?: MethodSymbol;
  varargsFrom?: number;
  varargsElement?: Type;
}
export interface NewArray extends ExprBase {
  readonly k: 'NewArray';
  readonly element: TypeNode;
  readonly sizes: readonly Expr[];
  readonly extraDimensions: number;
  readonly init: ArrayInit | null;
}
export interface ArrayInit extends ExprBase {
  readonly k: 'ArrayInit';
  readonly elements: readonly Expr[];
}
export interface Index extends ExprBase {
  readonly k: 'Index';
  readonly array: Expr;
  readonly index: Expr;
}
export interface Unary extends ExprBase {
  readonly k: 'Unary';
  readonly op: '+' | '-' | '!' | '~';
  readonly operand: Expr;
}
export interface IncDec extends ExprBase {
  readonly k: 'IncDec';
  readonly op: '++' | '--';
  readonly prefix: boolean;
  readonly operand: Expr;
}
export interface Binary extends ExprBase {
  readonly k: 'Binary';
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  /** checked: the type both sides are promoted to; null for string concatenation and references. */
  operandType?: Type | null;
}
export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '<<'
  | '>>'
  | '>>>'
  | '<'
  | '>'
  | '<='
  | '>='
  | '=='
  | '!='
  | '&'
  | '|'
  | '^'
  | '&&'
  | '||';
export interface Assign extends ExprBase {
  readonly k: 'Assign';
  readonly target: Expr;
  readonly value: Expr;
}
export interface CompoundAssign extends ExprBase {
  readonly k: 'CompoundAssign';
  readonly op: BinaryOp;
  readonly target: Expr;
  readonly value: Expr;
  operandType?: Type | null;
}
export interface Conditional extends ExprBase {
  readonly k: 'Conditional';
  readonly condition: Expr;
  readonly then: Expr;
  readonly else: Expr;
}
export interface Cast extends ExprBase {
  readonly k: 'Cast';
  readonly to: TypeNode;
  /** The other types of a cast to an intersection: `(Runnable & Serializable)`. */
  readonly besides?: readonly TypeNode[];
  readonly operand: Expr;
  target?: Type;
}
export interface InstanceOf extends ExprBase {
  readonly k: 'InstanceOf';
  readonly operand: Expr;
  readonly test: TypeNode;
  readonly binding: { readonly name: string; readonly at: number } | null;
  target?: Type;
  variable?: VariableSymbol;
}
export interface Lambda extends ExprBase {
  readonly k: 'Lambda';
  readonly params: readonly Parameter[];
  readonly body: Expr | Block;
  /** checked: the abstract method that it implements. */
  method?: MethodSymbol;
  /** checked: parameter types and return type of the function type. */
  paramTypes?: readonly Type[];
  returnType?: Type;
  variables?: VariableSymbol[];
  captures?: Captures;
  isExpression?: boolean;
}
export interface MethodRef extends ExprBase {
  readonly k: 'MethodRef';
  readonly target: Expr | null;
  readonly targetType: TypeNode | null;
  readonly name: string;
  method?: MethodSymbol;
  /** checked: method or constructor referred to; null for array constructors. */
  refersTo?: MethodSymbol | null;
  how?: 'static' | 'bound' | 'unbound' | 'new' | 'newArray' | 'super';
  paramTypes?: readonly Type[];
  returnType?: Type;
  onType?: Type;
  varargsFrom?: number;
  /** Type of the referred method's result, before conversion. */
  resultType?: Type;
  captures?: Captures;
}
export interface This extends ExprBase {
  readonly k: 'This';
  readonly qualifier: Expr | null;
  class$?: ClassSymbol;
}
/** Only as a target of Select, Call and MethodRef. */
export interface Super extends ExprBase {
  readonly k: 'Super';
  readonly qualifier: Expr | null;
  /** Scala: whatever comes next in the linearization of the object's class. */
  readonly isNext?: boolean;
}
export interface ClassLiteral extends ExprBase {
  readonly k: 'ClassLiteral';
  readonly of: TypeNode;
  target?: Type;
}
export interface SwitchExpr extends ExprBase {
  readonly k: 'Switch';
  readonly selector: Expr;
  readonly cases: readonly SwitchCase[];
  /** Scala's match: no fall through, patterns. */
  readonly isStatement: boolean;
  selectorKind?: 'int' | 'string' | 'enum' | 'pattern';
}
/** Statements with a value (Scala); the last statement gives it. */
export interface BlockExpr extends ExprBase {
  readonly k: 'BlockExpr';
  readonly body: Block;
}

/** What could not be parsed, with the expressions in it that could. */
export interface Erroneous extends ExprBase {
  readonly k: 'Erroneous';
  readonly parts: readonly Expr[];
}

export type Expr =
  | Erroneous
  | Literal
  | Name
  | Select
  | Call
  | New
  | NewArray
  | ArrayInit
  | Index
  | Unary
  | IncDec
  | Binary
  | Assign
  | CompoundAssign
  | Conditional
  | Cast
  | InstanceOf
  | Lambda
  | MethodRef
  | This
  | Super
  | ClassLiteral
  | SwitchExpr
  | BlockExpr;

/** What a lambda or local class takes along. */
export interface Captures {
  readonly variables: VariableSymbol[];
  /** Classes whose `this` is used inside, innermost first. */
  usesThis: boolean;
}

export interface Parameter extends Node {
  readonly name: string;
  /** Null: an inferred lambda parameter. */
  readonly type: TypeNode | null;
  readonly varargs: boolean;
  readonly modifiers: Modifiers;
}

// ---- statements ------------------------------------------------------------------------------------------------------

export interface Block extends Node {
  readonly k: 'Block';
  readonly statements: readonly Stmt[];
  readonly end: number;
}
export interface LocalVariable extends Node {
  readonly k: 'Local';
  readonly type: TypeNode;
  readonly modifiers: Modifiers;
  readonly variables: readonly Declarator[];
}
export interface Declarator extends Node {
  readonly name: string;
  readonly dimensions: number;
  readonly init: Expr | null;
  symbol?: VariableSymbol;
  /** checked, for fields */
  field?: FieldSymbol;
}
export interface SwitchCase extends Node {
  /** Empty with `isDefault`. */
  readonly labels: readonly Expr[];
  readonly isDefault: boolean;
  readonly arrow: boolean;
  readonly body: readonly Stmt[];
  /** Arrow with an expression: its value. */
  readonly value: Expr | null;
}
export interface CatchClause extends Node {
  /** Of the keyword; `at` is the name's. */
  readonly catchAt: number;
  readonly types: readonly TypeNode[];
  readonly name: string;
  readonly body: Block;
  symbol?: VariableSymbol;
  checkedTypes?: Type[];
}
export type Stmt =
  | Block
  | LocalVariable
  | (Node & { readonly k: 'LocalClass'; readonly class: ClassDecl })
  | (Node & { readonly k: 'Expr'; readonly expr: Expr })
  | (Node & { readonly k: 'If'; readonly condition: Expr; readonly then: Stmt; readonly else: Stmt | null })
  | (Node & { readonly k: 'While'; readonly condition: Expr; readonly body: Stmt })
  | (Node & { readonly k: 'Do'; readonly body: Stmt; readonly condition: Expr })
  | (Node & {
      readonly k: 'For';
      readonly init: readonly Stmt[];
      readonly condition: Expr | null;
      readonly update: readonly Expr[];
      readonly body: Stmt;
    })
  | (Node & {
      readonly k: 'ForEach';
      readonly type: TypeNode;
      readonly name: string;
      readonly nameAt: number;
      readonly isFinal?: boolean;
      readonly iterable: Expr;
      readonly body: Stmt;
      symbol?: VariableSymbol;
      elementType?: Type;
    })
  | (Node & { readonly k: 'Return'; readonly value: Expr | null; expected?: Type | null })
  | (Node & { readonly k: 'Break'; readonly label: string | null })
  | (Node & { readonly k: 'Continue'; readonly label: string | null })
  | (Node & { readonly k: 'Yield'; readonly value: Expr })
  | (Node & { readonly k: 'Throw'; readonly value: Expr })
  | (Node & {
      readonly k: 'Try';
      readonly resources: readonly (LocalVariable | Expr)[];
      readonly body: Block;
      readonly catches: readonly CatchClause[];
      readonly finally: Block | null;
    })
  | (Node & { readonly k: 'SwitchStmt'; readonly switch: SwitchExpr })
  | (Node & { readonly k: 'Synchronized'; readonly lock: Expr; readonly body: Block })
  | (Node & { readonly k: 'Labeled'; readonly label: string; readonly body: Stmt })
  | (Node & { readonly k: 'Assert'; readonly condition: Expr; readonly detail: Expr | null })
  | (Node & { readonly k: 'Empty' });

// ---- declarations ----------------------------------------------------------------------------------------------------

export type ClassKind = 'class' | 'interface' | 'enum' | 'record' | 'annotation';

export interface ClassDecl extends Node {
  readonly k: 'Class';
  /** Of the word `class`, `interface`, `enum` or `record`, where javac reports what is wrong with the whole; `at` is the name's. */
  readonly keywordAt?: number;
  /** What a sealed class lists; null without the list. */
  readonly permits?: readonly TypeNode[] | null;
  readonly kind: ClassKind;
  /** Empty for anonymous classes. */
  readonly name: string;
  readonly modifiers: Modifiers;
  readonly typeParameters: readonly TypeParameterNode[];
  readonly extends: TypeNode | null;
  readonly implements: readonly TypeNode[];
  readonly members: Member[];
  readonly constants: readonly EnumConstant[];
  readonly components: readonly Parameter[];
  readonly end: number;
  symbol?: ClassSymbol;
}
export interface EnumConstant extends Node {
  readonly name: string;
  readonly args: Expr[];
  readonly body: ClassDecl | null;
  /** The `new` that makes it, made by the checker. */
  creation?: New;
  symbol?: FieldSymbol;
}
export interface MethodDecl extends Node {
  readonly k: 'Method';
  readonly name: string;
  readonly modifiers: Modifiers;
  readonly typeParameters: readonly TypeParameterNode[];
  /** Null: a constructor. */
  readonly returnType: TypeNode | null;
  readonly parameters: readonly Parameter[];
  readonly throws: readonly TypeNode[];
  readonly body: Block | null;
  /** Compact canonical constructor of a record. */
  readonly compact?: boolean;
  symbol?: MethodSymbol;
  variables?: VariableSymbol[];
}
export interface FieldDecl extends Node {
  readonly k: 'Field';
  readonly modifiers: Modifiers;
  readonly type: TypeNode;
  readonly variables: readonly Declarator[];
}
export interface Initializer extends Node {
  readonly k: 'Initializer';
  readonly isStatic: boolean;
  readonly body: Block;
}
export type Member = MethodDecl | FieldDecl | Initializer | ClassDecl;

export interface Import extends Node {
  readonly name: string;
  readonly isStatic: boolean;
  readonly star: boolean;
  /** Scala: renamed to. */
  readonly as?: string;
}

export interface CompilationUnit {
  readonly file: string;
  readonly text: string;
  readonly package: string;
  readonly imports: readonly Import[];
  readonly classes: readonly ClassDecl[];
}

export interface Problem {
  readonly file: string;
  readonly at: number;
  readonly end: number;
  readonly severity: 'error' | 'warning';
  /** javac's words; further lines (symbol:, location:) follow after a line feed. */
  readonly message: string;
}
