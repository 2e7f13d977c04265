/** A menu of acts at a point: arrow keys move, Enter acts, Esc closes; greyed acts say why. */
import { el } from '../draw/dom.ts';

export interface MenuItem {
  readonly label: string;
  readonly reason: string | null;
  run(): void;
}

let open: { readonly element: HTMLElement; readonly back: Element | null } | null = null;

export function closeMenu(): boolean {
  if (open === null) return false;
  open.element.remove();
  if (open.back instanceof HTMLElement || open.back instanceof SVGElement) open.back.focus();
  open = null;
  return true;
}

export function openMenu(title: string, items: readonly MenuItem[], x: number, y: number): void {
  closeMenu();
  const menu = el('div', 'menu');
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', title);
  const heading = el('div', 'title cut', title);
  heading.setAttribute('role', 'presentation');
  menu.append(heading);
  const buttons = items.map((item) => {
    const button = el('button', '', el('span', '', item.label));
    button.type = 'button';
    button.tabIndex = -1;
    button.setAttribute('role', 'menuitem');
    if (item.reason !== null) {
      button.setAttribute('aria-disabled', 'true');
      button.append(el('span', 'meta', item.reason));
    }
    button.addEventListener('click', () => {
      if (item.reason !== null) return;
      closeMenu();
      item.run();
    });
    return button;
  });
  menu.append(...buttons);
  const back = document.activeElement;
  document.body.append(menu);
  const box = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(x, innerWidth - box.width - 4))}px`;
  menu.style.top = `${Math.max(4, y + box.height > innerHeight ? Math.min(y, innerHeight) - box.height - 4 : y)}px`;
  open = { element: menu, back };
  buttons[0]?.focus();
  menu.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to: Record<string, number> = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = to[event.key];
    if (next !== undefined) buttons[next]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') closeMenu();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  setTimeout(() => {
    const away = (event: Event) => {
      if (open?.element === menu && menu.contains(event.target as Node)) return;
      document.removeEventListener('pointerdown', away);
      if (open?.element === menu) closeMenu();
    };
    document.addEventListener('pointerdown', away);
  });
}
