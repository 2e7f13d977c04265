import { GLOSSARY, termsIn } from '../../src/lesson/glossary.ts';
import { nameOf } from '../../src/lesson/term.ts';
import type { CoreState, MarkdownIt, Token } from './api.ts';

export const TERM_CLASS = 'millrace-term';
const STYLE = 'text-decoration: underline dotted 1px; text-underline-offset: 3px; cursor: help;';

/** Marks the first use of each term in a cell's text, but not in headings, links and code. */
export function markTerms(markdown: MarkdownIt): void {
  markdown.core.ruler.push('millrace_terms', (state) => {
    const explained = new Set<number>();
    for (const [at, token] of state.tokens.entries()) {
      if (token.type !== 'inline' || token.children === null || state.tokens[at - 1]?.type === 'heading_open') continue;
      let links = 0;
      token.children = token.children.flatMap((child) => {
        if (child.type === 'link_open') links++;
        if (child.type === 'link_close') links--;
        return child.type === 'text' && links === 0 ? split(child, explained, state) : [child];
      });
    }
  });
}

function split(token: Token, explained: Set<number>, state: CoreState): Token[] {
  const { content } = token;
  const parts: Token[] = [];
  const text = (words: string, type: 'text' | 'html_inline'): void => {
    if (words === '') return;
    const made = new state.Token(type, '', 0);
    made.content = words;
    made.level = token.level;
    parts.push(made);
  };
  let from = 0;
  for (const found of termsIn(content)) {
    const place = GLOSSARY.indexOf(found.term);
    if (explained.has(place)) continue;
    explained.add(place);
    text(content.slice(from, found.from), 'text');
    text(`<span class="${TERM_CLASS}" data-term="${place}" style="${STYLE}">`, 'html_inline');
    text(content.slice(found.from, found.to), 'text');
    text('</span>', 'html_inline');
    from = found.to;
  }
  if (parts.length === 0) return [token];
  text(content.slice(from), 'text');
  return parts;
}

/** Gives marked terms their explanation, in the reader's language. */
export function explainTerms(root: ParentNode, language: 'en' | 'zh'): void {
  for (const element of root.querySelectorAll<HTMLElement>(`.${TERM_CLASS}`)) {
    const term = GLOSSARY[Number(element.dataset.term)];
    if (term) element.title = `${nameOf(term, language)}: ${term[language]}`;
  }
}
