/**
 * The one place that knows @vscode/webview-ui-toolkit. It is archived upstream, so only its button is used, and
 * everything else asks for one here: another library, or plain elements, would change this file alone.
 */
import { type Button, provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';

let registered = false;

export interface ButtonLook {
  /** In front of the label. */
  readonly icon?: SVGElement;
  readonly primary?: boolean;
  readonly danger?: boolean;
}

export type Control = Button;

/** A button with a text; set `textContent` of `labelOf(button)` to rename it. */
export function commandButton(label: string, look: ButtonLook, run: (button: Control) => void): Control {
  if (!registered) {
    provideVSCodeDesignSystem().register(vsCodeButton());
    registered = true;
  }
  const button = document.createElement('vscode-button') as Control;
  button.setAttribute('appearance', look.primary === true ? 'primary' : 'secondary');
  if (look.danger === true) button.classList.add('danger');
  if (look.icon !== undefined) {
    look.icon.setAttribute('slot', 'start');
    button.append(look.icon);
  }
  // The toolkit takes a span for an icon.
  const text = document.createElement('div');
  text.textContent = label;
  button.append(text);
  button.addEventListener('click', () => run(button));
  return button;
}

export function labelOf(button: Control): HTMLElement {
  return button.querySelector('div') ?? button;
}
