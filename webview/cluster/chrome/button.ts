/** Buttons with a text. The cluster view has to be small, so they are the page's own and not the Job Lab's. */
import { el } from '../draw/dom.ts';

export interface ButtonLook {
  /** In front of the label. */
  readonly icon?: SVGElement;
  readonly primary?: boolean;
  readonly danger?: boolean;
}

/** Set `textContent` of `labelOf(button)` to rename it. */
export function commandButton(
  label: string,
  { icon, primary = false, danger = false }: ButtonLook,
  run: (button: HTMLButtonElement) => void,
): HTMLButtonElement {
  const button = el('button', `btn${primary ? ' primary' : ''}${danger ? ' danger' : ''}`);
  button.type = 'button';
  if (icon !== undefined) button.append(icon);
  button.append(el('span', '', label));
  button.addEventListener('click', () => run(button));
  return button;
}

export function labelOf(button: HTMLButtonElement): HTMLElement {
  return button.querySelector('span') ?? button;
}
