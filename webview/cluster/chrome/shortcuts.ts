/** The sheet of keys. */
import { el } from '../draw/dom.ts';
import type { Words } from '../words/words.ts';

export function showShortcuts(words: Words): void {
  const table = el('table');
  for (const [keys, what] of words.keys) {
    table.append(el('tr', '', el('td', '', el('kbd', '', keys ?? '')), el('td', '', what ?? '')));
  }
  const close = el('button', 'btn primary', words.close);
  close.type = 'button';
  const dialog = el('dialog', '', el('h2', '', words.shortcuts), table, close);
  dialog.setAttribute('aria-label', words.shortcuts);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
