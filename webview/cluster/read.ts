/** A trace file: a header line, then one fact a line. */
import { TRACE_VERSION, type TraceEntry, type TraceHeader } from '../../src/trace/facts.ts';

/** Throws an Error with one sentence when the text is no trace of a version this view knows. */
export function readTrace(text: string): { readonly header: TraceHeader; readonly entries: readonly TraceEntry[] } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const header = lines[0] === undefined ? null : (JSON.parse(lines[0]) as Partial<TraceHeader>);
  if (header?.millrace !== 'trace') throw new Error('This file is not a Millrace trace.');
  if ((header.version ?? 0) > TRACE_VERSION)
    throw new Error(`This trace is of version ${header.version}; ${TRACE_VERSION} is known.`);
  return { header: header as TraceHeader, entries: lines.slice(1).map((line) => JSON.parse(line) as TraceEntry) };
}
