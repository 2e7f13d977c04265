/** Makes an element: properties, then children; texts are Markdown's inline code, bold and emphasis only. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> & { readonly role?: string } = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

export function button(text: string, act: () => void, className = ''): HTMLButtonElement {
  const made = make('button', { type: 'button', className }, text);
  made.addEventListener('click', act);
  return made;
}

/** Inline Markdown as nodes: `code`, **bold**, *emphasis*; no HTML. */
export function inline(text: string): Node[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((part) => {
    if (part.length > 2 && part.startsWith('`')) return make('code', {}, part.slice(1, -1));
    if (part.length > 4 && part.startsWith('**')) return make('strong', {}, ...inline(part.slice(2, -2)));
    if (part.length > 2 && part.startsWith('*') && part.endsWith('*')) return make('em', {}, part.slice(1, -1));
    return document.createTextNode(part);
  });
}

/** The text without its Markdown marks, for names and options. */
export const plain = (text: string): string => text.replace(/[`]|\*\*/g, '');
