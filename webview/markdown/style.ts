import { make } from './dom.ts';

export const STYLE = `
  :host { display: block; margin: 8px 0 12px; }
  * { box-sizing: border-box; }
  .card { border: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, #8886)); border-radius: 6px; padding: 10px 14px; }
  .quiz { border-left: 4px solid var(--vscode-textLink-foreground); }
  .quiz.right { border-left-color: var(--vscode-testing-iconPassed, #388a34); }
  .quiz.wrong { border-left-color: var(--vscode-editorWarning-foreground, #bf8803); }
  .notes { border-style: dashed; background: var(--vscode-textBlockQuote-background); }
  .label { display: block; font-size: 0.85em; color: var(--vscode-descriptionForeground); margin-bottom: 4px; }
  fieldset { border: none; margin: 0; padding: 0; min-width: 0; }
  legend { padding: 0; margin: 0 0 8px; font-weight: 600; line-height: 1.5; }
  .tip { color: var(--vscode-descriptionForeground); margin: 0 0 6px; font-size: 0.9em; }
  .choice { display: flex; gap: 8px; align-items: baseline; padding: 3px 4px; border-radius: 4px; cursor: pointer; line-height: 1.5; }
  .choice:hover { background: var(--vscode-list-hoverBackground); }
  .choice input { flex: none; margin: 0; accent-color: var(--vscode-button-background); }
  .why { display: block; color: var(--vscode-descriptionForeground); }
  .mark { font-weight: 600; white-space: nowrap; }
  ol { margin: 0; padding: 0; list-style: none; counter-reset: place; }
  ol li { display: flex; gap: 8px; align-items: center; padding: 2px 4px; counter-increment: place; border-radius: 4px; }
  ol li::before { content: counter(place) '.'; color: var(--vscode-descriptionForeground); min-width: 1.6em; text-align: right; }
  ol li .item { flex: 1; }
  .pairs { display: grid; grid-template-columns: minmax(8em, auto) minmax(10em, 1fr); gap: 6px 14px; align-items: center; }
  select, input[type=text] { font: inherit; padding: 3px 6px; max-width: 100%; border-radius: 3px;
    color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--vscode-panel-border, #8886)); }
  input[type=text] { width: 10em; }
  .row { display: flex; gap: 10px; align-items: center; flex-wrap: wrap; margin-top: 10px; }
  button { font: inherit; padding: 3px 12px; border-radius: 3px; cursor: pointer; border: 1px solid var(--vscode-button-border, transparent);
    color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
  button:hover { background: var(--vscode-button-hoverBackground); }
  button.second { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); }
  button.second:hover { background: var(--vscode-button-secondaryHoverBackground); }
  button.small { padding: 0 7px; line-height: 1.5; color: var(--vscode-foreground); background: transparent; border-color: var(--vscode-panel-border, #8886); }
  button.small:disabled, button.fold:disabled { opacity: 0.5; cursor: default; }
  button.fold { display: flex; gap: 8px; width: 100%; padding: 4px 6px; text-align: left; color: var(--vscode-foreground); background: transparent; border: none; font-weight: 600; }
  button.fold:hover:enabled { background: var(--vscode-list-hoverBackground); }
  button.fold .later { font-weight: normal; color: var(--vscode-descriptionForeground); }
  .fold + .body { padding: 4px 8px 2px 24px; }
  .block { padding: 2px 6px; }
  :focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
  .answer { margin: 8px 0 0; line-height: 1.5; }
  .answer:empty { display: none; }
  code { font-family: var(--vscode-editor-font-family, monospace); font-size: 0.95em; padding: 0 3px; border-radius: 3px;
    color: var(--vscode-textPreformat-foreground); background: var(--vscode-textPreformat-background, transparent); }
  .error { color: var(--vscode-errorForeground); }
  [hidden] { display: none !important; }
`;

/** Figures know light and dark; which of them is VS Code's theme's to say, not the system's. */
const FIGURE_STYLE = `
  :host-context(.vscode-light) img, :host-context(.vscode-high-contrast-light) img { color-scheme: light; }
  :host-context(.vscode-dark) img, :host-context(.vscode-high-contrast:not(.vscode-high-contrast-light)) img { color-scheme: dark; }
`;

/** VS Code copies what a `markdown-style` template holds into each text cell. */
export function styleFigures(): void {
  const template = make('template', { className: 'markdown-style' });
  template.content.append(make('style', {}, FIGURE_STYLE));
  document.head.append(template);
}
