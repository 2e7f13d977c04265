import * as vscode from 'vscode';

/** The course's language for the reader: that of VS Code itself. */
export const readerLanguage = (): 'en' | 'zh' => (vscode.env.language.startsWith('zh') ? 'zh' : 'en');
