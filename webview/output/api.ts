import type { RendererMessage, RendererWords } from './protocol.ts';

/** The part of VS Code's notebook renderer API that is used here. */
export interface OutputItem {
  readonly id: string;
  readonly mime: string;
  json(): unknown;
}
export interface RendererContext {
  readonly postMessage?: (message: RendererMessage) => void;
  readonly onDidReceiveMessage?: (listener: (message: RendererWords) => void) => void;
}
export interface Renderer {
  renderOutputItem(item: OutputItem, element: HTMLElement): void;
  disposeOutputItem?(id?: string): void;
}
export type ActivationFunction = (context: RendererContext) => Renderer;
