import { allPackages, classesOf } from './library/table.ts';

/** What an editor is offered in Java and Scala cells alike. */

export interface CompletionItem {
  readonly label: string;
  readonly kind: 'class' | 'method' | 'field' | 'variable' | 'keyword' | 'package';
  readonly detail?: string;
  readonly insertText?: string;
}
export interface HoverText {
  /** Markdown. */
  readonly text: string;
}

/** The name put in place of the one that is being written, so that the checker can say what stands around it. */
export const MARKER = 'millrace$here';

/** Items of one label once, those that begin with what is typed. */
export class Completions {
  readonly #items = new Map<string, CompletionItem>();
  constructor(private readonly typed = '') {}
  add(item: CompletionItem): void {
    if (item.label.startsWith(this.typed) && !this.#items.has(item.label)) this.#items.set(item.label, item);
  }
  has(label: string): boolean {
    return this.#items.has(label);
  }
  get all(): CompletionItem[] {
    return [...this.#items.values()];
  }
  get sorted(): CompletionItem[] {
    return this.all.sort((a, b) => (a.label < b.label ? -1 : 1));
  }
}

/** Classes and packages of a package of the library; `''` is the root. */
export function completePackage(name: string, typed: string): CompletionItem[] {
  const items = new Completions(typed);
  for (const label of classesOf(name)) items.add({ label, kind: 'class', detail: `${name}.${label}` });
  const prefix = name === '' ? '' : `${name}.`;
  for (const p of allPackages())
    if (p.startsWith(prefix)) items.add({ label: p.slice(prefix.length).split('.')[0]!, kind: 'package' });
  return items.all;
}

/** Where the word that is being written at an offset begins and ends. */
export function wordAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  return {
    start: offset - /[\w$]*$/.exec(text.slice(0, offset))![0].length,
    end: offset + /^[\w$]*/.exec(text.slice(offset))![0].length,
  };
}
