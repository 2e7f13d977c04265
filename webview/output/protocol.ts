/** What cell outputs hold for the notebook renderer (JSON under these MIME types), and the messages between it and the extension. */
export const INPUT_MIME = 'application/vnd.millrace.input+json';
export const ERROR_MIME = 'application/vnd.millrace.error+json';
export const MORE_MIME = 'application/vnd.millrace.more+json';
export const JOB_MIME = 'application/vnd.millrace.job+json';
export const CHECK_MIME = 'application/vnd.millrace.check+json';

/** A line to type into the running cell's terminal. */
export interface InputOutput {
  readonly cell: number;
}
export interface ErrorOutput {
  readonly cell: number;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** "line 3, column 7" in the reader's language. */
  readonly place: string | null;
}
/** Lines that were printed but not shown. */
export interface MoreOutput {
  readonly cell: number;
  /** The words of the line. */
  readonly label: string;
}

/** A job that the cell submitted. */
export interface JobOutput {
  readonly name: string;
  readonly vertices: readonly { readonly id: string; readonly name: string; readonly parallelism: number }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly partitioner: string }[];
  /** One sentence in the reader's language. */
  readonly summary: string;
}

/** How a check came out; all texts in the reader's language. */
export interface CheckOutput {
  readonly cell: number;
  readonly passed: boolean;
  readonly verdict: string;
  /** What the check itself does not say. */
  readonly why: string | null;
  readonly actions: readonly { readonly kind: 'hint' | 'solution'; readonly label: string }[];
}

export type RendererMessage =
  | { readonly type: 'type'; readonly cell: number; readonly text: string }
  /** Ctrl-C or Ctrl-D (end of input) in the input line. */
  | { readonly type: 'interrupt'; readonly cell: number }
  | { readonly type: 'end'; readonly cell: number }
  | { readonly type: 'reveal'; readonly cell: number; readonly line: number; readonly column: number | null }
  | { readonly type: 'more'; readonly cell: number }
  /** Help with the exercise that a check belongs to. */
  | { readonly type: 'hint' | 'solution'; readonly cell: number }
  /** The renderer started and asks for its words. */
  | { readonly type: 'hello' };

export interface RendererWords {
  readonly type: 'words';
  readonly placeholder: string;
}
