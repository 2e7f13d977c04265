/** The syntax tree of the bash that Millrace's machines run. */

/** A list on one line: pipelines joined by && and ||, each list ended by `;`, `&` or a newline. */
export interface AndOr {
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[];
  readonly background: boolean;
  /** Source text, as `jobs` shows it. */
  readonly text: string;
  /** 1-based line in the source. */
  readonly line: number;
}
export type Script = readonly AndOr[];

export interface Pipeline {
  readonly negated: boolean;
  /** `time`, `time -p`. */
  readonly timed: false | 'default' | 'posix';
  readonly commands: readonly Command[];
  /** For each `|`: whether it was `|&`. */
  readonly stderrToo: readonly boolean[];
}

interface WithRedirections {
  readonly redirections: readonly Redirection[];
  readonly line: number;
}
export interface SimpleCommand extends WithRedirections {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
}
export type Command =
  | SimpleCommand
  | (WithRedirections & {
      readonly kind: 'if';
      readonly clauses: readonly { readonly condition: Script; readonly body: Script }[];
      readonly otherwise: Script | null;
    })
  /** `words` null: over the positional parameters. */
  | (WithRedirections & {
      readonly kind: 'for' | 'select';
      readonly variable: string;
      readonly words: readonly Word[] | null;
      readonly body: Script;
    })
  | (WithRedirections & {
      readonly kind: 'for-arithmetic';
      readonly init: Word;
      readonly condition: Word;
      readonly step: Word;
      readonly body: Script;
    })
  | (WithRedirections & {
      readonly kind: 'while';
      readonly until: boolean;
      readonly condition: Script;
      readonly body: Script;
    })
  | (WithRedirections & {
      readonly kind: 'case';
      readonly word: Word;
      readonly items: readonly {
        readonly patterns: readonly Word[];
        readonly body: Script;
        readonly end: ';;' | ';&' | ';;&';
      }[];
    })
  | (WithRedirections & { readonly kind: 'subshell' | 'group'; readonly body: Script })
  | (WithRedirections & { readonly kind: 'arithmetic'; readonly expression: Word })
  | (WithRedirections & { readonly kind: 'condition'; readonly test: Condition })
  | (WithRedirections & {
      readonly kind: 'function';
      readonly name: string;
      readonly body: Command;
      readonly text: string;
    });

export type Condition =
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Word }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly kind: 'word'; readonly word: Word }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition };

export interface Assignment {
  readonly name: string;
  readonly index: Word | null;
  readonly append: boolean;
  /** `name=(…)`: `elements` counts, not `value`. */
  readonly array: boolean;
  readonly value: Word;
  readonly elements: readonly ArrayElement[];
}
export interface ArrayElement {
  readonly index: Word | null;
  readonly value: Word;
}

export interface Redirection {
  /** Descriptor before the operator; null for the operator's own. */
  readonly fd: number | null;
  readonly operator: '<' | '>' | '>>' | '>|' | '<>' | '<&' | '>&' | '&>' | '&>>' | '<<' | '<<<';
  /** Target, here-string or the here-document's content. */
  readonly target: Word;
}

export type Word = readonly Part[];
export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'double'; readonly parts: readonly Part[] }
  | Parameter
  | { readonly kind: 'command'; readonly body: Script }
  | { readonly kind: 'arithmetic'; readonly expression: Word }
  | { readonly kind: 'process'; readonly direction: 'in' | 'out'; readonly body: Script };

export interface Parameter {
  readonly kind: 'parameter';
  readonly name: string;
  readonly index: Word | '@' | '*' | null;
  /** ${#name}, ${!name}, ${!name[@]} / ${!prefix*}. */
  readonly prefix: 'length' | 'indirect' | 'keys' | 'names' | null;
  readonly operation: ParameterOperation | null;
}
export type ParameterOperation =
  | {
      readonly kind: 'default' | 'assign' | 'error' | 'alternative';
      readonly colon: boolean;
      readonly word: Word;
    }
  | { readonly kind: 'substring'; readonly offset: Word; readonly length: Word | null }
  | { readonly kind: 'remove'; readonly side: '#' | '%'; readonly longest: boolean; readonly pattern: Word }
  | {
      readonly kind: 'replace';
      readonly all: boolean;
      readonly anchor: '#' | '%' | null;
      readonly pattern: Word;
      readonly replacement: Word;
    }
  | {
      readonly kind: 'case';
      readonly to: 'upper' | 'lower' | 'other';
      readonly all: boolean;
      readonly pattern: Word;
    }
  | { readonly kind: 'transform'; readonly operator: string };

/** What bash says about a text it cannot parse. */
export class ShellSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
    /** True when more input could still make it valid (an interactive shell then shows PS2). */
    readonly incomplete: boolean,
    /** The source line, which bash repeats for unexpected tokens. */
    readonly sourceLine: string | null = null,
  ) {
    super(message);
  }
}
