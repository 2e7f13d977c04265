/** Keys of the page. What they do is the page's; which key it is, and when it is not the page's, is said here. */
import { isButton } from '../controls.ts';

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

export function listenToKeys(keys: KeyMap): void {
  document.addEventListener('keydown', (event) => {
    const focus = event.target as HTMLElement;
    const typing = /^(?:INPUT|SELECT|TEXTAREA)$/u.test(focus.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    if (document.querySelector('dialog[open]') !== null) return;
    if (roving(event, focus)) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act === undefined || (isButton(focus) && (event.key === ' ' || event.key === 'Enter'))) return;
    event.preventDefault();
    act(event);
  });
}

/** Up and down move between the things of a picture: the ones with a target, in the order they are drawn. */
function roving(event: KeyboardEvent, focus: HTMLElement): boolean {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false;
  const all = [
    ...document.querySelectorAll<HTMLElement>('main button[data-target], main [data-target][tabindex]'),
  ].filter((element) => element.offsetParent !== null || element instanceof SVGElement);
  if (all.length === 0) return false;
  const at = all.indexOf(focus);
  const next = event.key === 'ArrowDown' ? at + 1 : at - 1;
  all[(next + all.length) % all.length]?.focus();
  event.preventDefault();
  return true;
}
