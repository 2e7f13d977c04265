import type { HostMessage, MarkdownMessage } from './protocol.ts';

/** The parts of VS Code's notebook renderer API and of markdown-it that are used here. */
export interface RendererContext {
  getRenderer(id: string): Promise<{ extendMarkdownIt?(extend: (markdown: MarkdownIt) => void): void } | undefined>;
  readonly postMessage?: (message: MarkdownMessage) => void;
  readonly onDidReceiveMessage?: (listener: (message: HostMessage) => void) => void;
}
export interface MarkdownIt {
  readonly core: { readonly ruler: { push(name: string, rule: (state: CoreState) => void): void } };
  readonly block: {
    readonly ruler: { before(name: string, own: string, rule: BlockRule, options: { alt: string[] }): void };
  };
  readonly renderer: {
    readonly rules: Record<string, RenderRule | undefined>;
    render(tokens: readonly Token[], options: object, env: Environment): string;
  };
  readonly utils: { escapeHtml(text: string): string };
}
/** VS Code tells which cell is rendered. */
export interface Environment {
  readonly outputItem?: { readonly id: string };
}
export interface CoreState {
  readonly tokens: Token[];
  readonly Token: new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;
}
export interface Token {
  readonly type: string;
  level: number;
  children: Token[] | null;
  info: string;
  content: string;
  markup: string;
  block: boolean;
  map: [number, number] | null;
  meta: unknown;
}
export interface BlockState {
  readonly src: string;
  readonly bMarks: readonly number[];
  line: number;
  lineMax: number;
  parentType: string;
  readonly md: { readonly block: { tokenize(state: BlockState, from: number, to: number): void } };
  push(type: string, tag: string, nesting: -1 | 0 | 1): Token;
}
export type BlockRule = (state: BlockState, from: number, to: number, silent: boolean) => boolean;
export type RenderRule = (
  tokens: readonly Token[],
  index: number,
  options: object,
  env: Environment,
  self: { renderToken(tokens: readonly Token[], index: number, options: object): string },
) => string;
