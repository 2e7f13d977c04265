import type { CheckOutput, RendererMessage } from './protocol.ts';

/** How a check came out, why, and the help there is. */
export function checkBox(
  { cell, passed, verdict, why, actions }: CheckOutput,
  tell: (message: RendererMessage) => void,
): HTMLElement {
  const box = document.createElement('div');
  box.className = `check ${passed ? 'passed' : 'unsolved'}`;
  box.setAttribute('role', 'status');
  const head = document.createElement('div');
  head.className = 'verdict';
  const mark = document.createElement('b');
  mark.textContent = passed ? '✓ ' : '○ ';
  mark.setAttribute('aria-hidden', 'true');
  head.append(mark, verdict);
  box.append(head);
  if (why !== null) {
    const line = document.createElement('div');
    line.textContent = why;
    box.append(line);
  }
  for (const { kind, label } of actions) {
    const action = document.createElement('button');
    action.type = 'button';
    action.textContent = label;
    action.addEventListener('click', () => tell({ type: kind, cell }));
    box.append(action);
  }
  return box;
}

export const CHECK_STYLE = `
  .check { border-left: 3px solid var(--vscode-descriptionForeground); padding: 4px 10px; line-height: 1.5; }
  .check.passed { border-left-color: var(--vscode-testing-iconPassed, #388a34); }
  .check .verdict { font-weight: 600; }
  .check.passed .verdict b { color: var(--vscode-testing-iconPassed, #388a34); }
  .check button { margin-right: 16px; }
`;
