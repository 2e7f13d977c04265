import { blockKey, containersIn, opensBlock } from '../../src/lesson/containers.ts';
import type { BlockRule, MarkdownIt, RenderRule } from './api.ts';

/** Class of the elements that become alive after rendering; hidden until then, so that nothing is given away. */
export const HOST_CLASS = 'millrace-block';

/**
 * Teaches markdown-it the lesson's own blocks: `:::hint`, `:::solution` and `:::notes` become elements around their rendered text, a `quiz`
 * fence one that holds its source. Plain `div`s with data attributes, which VS Code's sanitizer lets through.
 */
export function lessonBlocks(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'millrace_block', container, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  const { escapeHtml } = markdown.utils;
  markdown.renderer.rules.millrace_block_open = (tokens, index) => {
    const { info, content } = tokens[index]!;
    return `<div class="${HOST_CLASS}" data-kind="${info}" data-key="${content}" style="display:none">`;
  };
  markdown.renderer.rules.millrace_block_close = () => '</div>';
  const fence = markdown.renderer.rules.fence;
  const quizFence: RenderRule = (tokens, index, options, env, self) => {
    const token = tokens[index]!;
    if (/^\s*quiz\b/.test(token.info))
      return `<div class="${HOST_CLASS}" data-kind="quiz" data-source="${escapeHtml(token.content)}" style="display:none"></div>`;
    return fence ? fence(tokens, index, options, env, self) : self.renderToken(tokens, index, options);
  };
  markdown.renderer.rules.fence = quizFence;
}

const container: BlockRule = (state, from, _to, silent) => {
  const start = state.bMarks[from]!;
  const rest = state.src.slice(start);
  const opened = opensBlock(/^[^\n]*/.exec(rest)![0]);
  if (!opened) return false;
  if (silent) return true;
  const found = containersIn(rest)[0]!;
  const { closed } = found;
  const last = from + rest.slice(0, found.to).split('\n').length - 1;
  const end = closed ? last : Math.min(last + 1, state.lineMax);
  const { parentType, lineMax } = state;
  const open = state.push('millrace_block_open', 'div', 1);
  open.block = true;
  open.info = found.name;
  open.content = blockKey(found);
  open.map = [from, end];
  state.parentType = 'millrace';
  state.lineMax = end;
  state.md.block.tokenize(state, from + 1, end);
  state.push('millrace_block_close', 'div', -1).block = true;
  state.parentType = parentType;
  state.lineMax = lineMax;
  state.line = closed ? end + 1 : end;
  return true;
};
