import type { ActivationFunction, OutputItem, RendererContext } from './api.ts';
import { CHECK_STYLE, checkBox } from './check.ts';
import { JOB_STYLE, jobGraph } from './job.ts';
import {
  CHECK_MIME,
  type CheckOutput,
  ERROR_MIME,
  type ErrorOutput,
  INPUT_MIME,
  type InputOutput,
  JOB_MIME,
  type JobOutput,
  MORE_MIME,
  type MoreOutput,
  type RendererMessage,
  type RendererWords,
} from './protocol.ts';

/** The notebook renderer: the input line of a cell that reads its terminal, errors with a place to go to, graphs of jobs, how checks came out, and "open all". */
export const activate: ActivationFunction = (context) => {
  let words: RendererWords = { type: 'words', placeholder: 'Type a line and press Enter' };
  const inputs = new Set<HTMLInputElement>();
  context.onDidReceiveMessage?.((message) => {
    if (message.type !== 'words') return;
    words = message;
    for (const input of inputs) label(input, words);
  });
  tell(context, { type: 'hello' });

  return {
    renderOutputItem(item, element) {
      // No shadow root: VS Code looks for what can have the keyboard in the output itself.
      const root = document.createElement('div');
      root.className = 'millrace';
      root.append(style());
      element.replaceChildren(root);
      if (item.mime === INPUT_MIME) root.append(inputLine(context, item.json() as InputOutput, words, inputs));
      else if (item.mime === ERROR_MIME) root.append(errorBox(context, item.json() as ErrorOutput));
      else if (item.mime === JOB_MIME) root.append(jobGraph(item.json() as JobOutput));
      else if (item.mime === CHECK_MIME)
        root.append(checkBox(item.json() as CheckOutput, (message) => tell(context, message)));
      else if (item.mime === MORE_MIME) root.append(moreLine(context, item));
    },
    disposeOutputItem() {
      for (const input of inputs) if (!input.isConnected) inputs.delete(input);
    },
  };
};

function tell(context: RendererContext, message: RendererMessage): void {
  context.postMessage?.(message);
}

function label(input: HTMLInputElement, words: RendererWords): void {
  input.placeholder = words.placeholder;
  input.setAttribute('aria-label', words.placeholder);
}

function inputLine(
  context: RendererContext,
  { cell }: InputOutput,
  words: RendererWords,
  inputs: Set<HTMLInputElement>,
): HTMLElement {
  const form = document.createElement('form');
  const prompt = document.createElement('span');
  prompt.textContent = '›';
  prompt.setAttribute('aria-hidden', 'true');
  const input = document.createElement('input');
  input.autocomplete = 'off';
  input.spellcheck = false;
  label(input, words);
  inputs.add(input);
  const history: string[] = [];
  let place = 0;
  form.append(prompt, input);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    tell(context, { type: 'type', cell, text: `${input.value}\n` });
    history.push(input.value);
    place = history.length;
    input.value = '';
  });
  input.addEventListener('keydown', (event) => {
    const interrupts = event.ctrlKey && event.key === 'c' && input.selectionStart === input.selectionEnd;
    const ends = event.ctrlKey && event.key === 'd' && input.value === '';
    // The notebook must not take what is typed for commands on cells; Ctrl+Up, which leaves the output, and F keys remain VS Code's.
    const forEditor = (event.ctrlKey || event.metaKey || /^F\d+$/.test(event.key)) && !interrupts && !ends;
    if (forEditor) return;
    event.stopPropagation();
    if (interrupts) tell(context, { type: 'interrupt', cell });
    else if (ends) {
      event.preventDefault();
      tell(context, { type: 'end', cell });
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      place = Math.max(0, Math.min(history.length, place + (event.key === 'ArrowUp' ? -1 : 1)));
      input.value = history[place] ?? '';
      event.preventDefault();
    }
  });
  return form;
}

function errorBox(context: RendererContext, error: ErrorOutput): HTMLElement {
  const box = document.createElement('div');
  box.className = 'error';
  box.setAttribute('role', 'alert');
  const message = document.createElement('pre');
  message.textContent = error.message;
  box.append(message);
  const { cell, line, column } = error;
  if (error.place !== null && line !== null) {
    box.append(button(error.place, () => tell(context, { type: 'reveal', cell, line, column })));
  }
  return box;
}

function moreLine(context: RendererContext, item: OutputItem): HTMLElement {
  const { cell, label: text } = item.json() as MoreOutput;
  return button(text, () => tell(context, { type: 'more', cell }));
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}

function style(): HTMLStyleElement {
  const made = document.createElement('style');
  made.textContent = `.millrace {
    form { display: flex; align-items: center; gap: 8px; padding: 4px 0; font-family: var(--vscode-editor-font-family, monospace); }
    span { color: var(--vscode-descriptionForeground); }
    input { flex: 1; height: 26px; padding: 2px 8px; font: inherit; font-size: var(--vscode-editor-font-size, 13px);
      color: var(--vscode-input-foreground); background: var(--vscode-input-background);
      border: 1px solid var(--vscode-input-border, var(--vscode-panel-border)); border-radius: 4px; }
    input:focus, button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
    .error { border-left: 3px solid var(--vscode-errorForeground); padding: 4px 8px; }
    pre { margin: 0; white-space: pre-wrap; color: var(--vscode-foreground); font-family: var(--vscode-editor-font-family, monospace); }
    button { padding: 2px 0; border: none; background: none; color: var(--vscode-textLink-foreground); cursor: pointer; font: inherit; text-decoration: underline; }
    ${JOB_STYLE}
    ${CHECK_STYLE}
  }`;
  return made;
}
