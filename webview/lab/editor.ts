/** The program's editor: Monaco with Java and Scala, without any worker, in VS Code's colours. */
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/contextmenu/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/snippet/register.js';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/java/register.js';
import 'monaco-editor/languages/definitions/scala/register.js';
import * as monaco from 'monaco-editor/editor/editor.api.js';
import type { CellDiagnostic, Completion, Hover } from '../../src/world/protocol.ts';
import type { TextEdit } from './edits.ts';
import { COMPLETION_KINDS, type ProgramLanguage } from './protocol.ts';

export interface ProgramEditor {
  readonly text: string;
  setProgram(text: string, language: ProgramLanguage): void;
  /** Does an edit, to be undone as one, and marks what is new. */
  edit(edit: TextEdit): void;
  undo(): void;
  mark(problems: readonly CellDiagnostic[]): void;
  /** Coloured bars beside lines: the operators made there. */
  bars(bars: readonly { readonly line: number; readonly className: string; readonly hint: string }[]): void;
  goTo(line: number): void;
  retheme(): void;
}

export interface EditorHost {
  changed(): void;
  complete(line: number, column: number): Promise<readonly Completion[]>;
  hover(line: number, column: number): Promise<Hover | null>;
}

const OWNER = 'millrace';

export function createProgramEditor(holder: HTMLElement, label: string, host: EditorHost): ProgramEditor {
  // What Monaco would give to a worker (links, words of the document) is switched off below.
  Object.assign(globalThis, {
    MonacoEnvironment: { getWorker: () => Promise.reject(new Error('this page starts no workers')) },
  });
  const model = monaco.editor.createModel('', 'java');
  const editor = monaco.editor.create(holder, {
    model,
    ariaLabel: label,
    automaticLayout: true,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 14,
    fontSize: 14,
    lineHeight: 24,
    tabSize: 2,
    links: false,
    wordBasedSuggestions: 'off',
    occurrencesHighlight: 'off',
    selectionHighlight: false,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    fixedOverflowWidgets: true,
    theme: 'millrace',
    ...fontOf(),
  });
  const bars = editor.createDecorationsCollection();
  const fresh = editor.createDecorationsCollection();
  let own = false;
  model.onDidChangeContent(() => {
    if (!own) fresh.clear();
    host.changed();
  });
  provide(host);
  const range = (from: number, to: number): monaco.Range =>
    monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
  const retheme = (): void => defineTheme();
  retheme();

  return {
    get text() {
      return model.getValue(monaco.editor.EndOfLinePreference.LF);
    },
    setProgram(text, language) {
      monaco.editor.setModelLanguage(model, language);
      model.setValue(text);
      model.setEOL(monaco.editor.EndOfLineSequence.LF);
    },
    edit({ from, to, text }) {
      editor.pushUndoStop();
      own = true;
      editor.executeEdits(OWNER, [{ range: range(from, to), text, forceMoveMarkers: true }]);
      own = false;
      editor.pushUndoStop();
      const changed = range(from, from + text.length);
      fresh.set([
        { range: changed, options: { className: 'fresh-text', isWholeLine: false } },
        { range: changed, options: { className: 'fresh-line', isWholeLine: true } },
      ]);
      editor.revealRangeInCenterIfOutsideViewport(changed);
    },
    undo: () => editor.trigger(OWNER, 'undo', null),
    mark(problems) {
      const severities = {
        error: monaco.MarkerSeverity.Error,
        warning: monaco.MarkerSeverity.Warning,
        information: monaco.MarkerSeverity.Info,
      };
      monaco.editor.setModelMarkers(
        model,
        OWNER,
        problems.map(({ line, column, endLine, endColumn, severity, message }) => ({
          startLineNumber: line,
          startColumn: column,
          endLineNumber: endLine ?? line,
          endColumn: endColumn ?? column + 1,
          message,
          severity: severities[severity],
        })),
      );
    },
    bars(list) {
      bars.set(
        list.map(({ line, className, hint }) => ({
          range: new monaco.Range(line, 1, line, 1),
          options: { linesDecorationsClassName: `opbar ${className}`, linesDecorationsTooltip: hint },
        })),
      );
    },
    goTo(line) {
      editor.revealLineInCenterIfOutsideViewport(line);
      editor.setPosition({ lineNumber: line, column: 1 });
      editor.focus();
    },
    retheme,
  };
}

function provide(host: EditorHost): void {
  for (const language of ['java', 'scala']) {
    monaco.languages.registerCompletionItemProvider(language, {
      triggerCharacters: ['.'],
      async provideCompletionItems(model, position) {
        const word = model.getWordUntilPosition(position);
        const range = new monaco.Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn);
        const found = await host.complete(position.lineNumber, position.column);
        return {
          suggestions: found.map(({ label, kind, detail, documentation, insertText }) => ({
            label,
            kind: monaco.languages.CompletionItemKind[COMPLETION_KINDS[kind]],
            range,
            insertText: insertText ?? label,
            insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
            ...(detail === undefined ? {} : { detail }),
            ...(documentation === undefined ? {} : { documentation: { value: documentation } }),
          })),
        };
      },
    });
    monaco.languages.registerHoverProvider(language, {
      async provideHover(_model, position) {
        const found = await host.hover(position.lineNumber, position.column);
        return found === null ? null : { contents: [{ value: found.text }] };
      },
    });
  }
}

/** The editor's font as the page has it. */
function fontOf(): { readonly fontFamily?: string } {
  const family = getComputedStyle(document.body).getPropertyValue('--mono').trim();
  return family === '' ? {} : { fontFamily: family };
}

function defineTheme(): void {
  const { classList } = document.body;
  const base = classList.contains('vscode-high-contrast-light')
    ? 'hc-light'
    : classList.contains('vscode-high-contrast')
      ? 'hc-black'
      : classList.contains('vscode-dark')
        ? 'vs-dark'
        : 'vs';
  const colors: Record<string, string> = {};
  for (const name of [
    'editor.background',
    'editor.foreground',
    'editorLineNumber.foreground',
    'focusBorder',
    'editorSuggestWidget.background',
    'editorHoverWidget.background',
    'editorWidget.background',
  ]) {
    const value = hexOf(`--vscode-${name.replaceAll('.', '-')}`);
    if (value !== null) colors[name] = value;
  }
  monaco.editor.defineTheme('millrace', { base, inherit: true, rules: [], colors });
  monaco.editor.setTheme('millrace');
}

/** A colour variable of the page as #rrggbb; null where it is none. */
function hexOf(variable: string): string | null {
  const value = getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
  return /^#[0-9a-f]{6}(?:[0-9a-f]{2})?$/iu.test(value) ? value : null;
}
