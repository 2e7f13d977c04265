/** Monaco ships no types for its inner modules; this one is imported for what it registers. */
declare module 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
