/** Numbers and times as text. */

/** "0:41.620" (minutes:seconds.ms; hours only when needed), with `more` digits after the ms. */
export function clock(ms: number, more = 0): string {
  const whole = Math.max(0, Math.floor(ms));
  const seconds = Math.floor(whole / 1000);
  const rest = String(whole % 1000).padStart(3, '0');
  const finer = more === 0 ? '' : String(Math.floor((Math.max(0, ms) - whole) * 10 ** more)).padStart(more, '0');
  return `${minutes(seconds)}.${rest}${finer}`;
}

/** "0:41". */
export function clockShort(ms: number): string {
  return minutes(Math.max(0, Math.round(ms / 1000)));
}

function minutes(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const h = Math.floor(seconds / 3600);
  const m = Math.floor(seconds / 60) % 60;
  return h > 0 ? `${h}:${two(m)}:${two(seconds % 60)}` : `${m}:${two(seconds % 60)}`;
}

/** "320 ms", "5.0 s", "2 min 5 s". */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms * 10) / 10 < 10 ? Math.round(ms * 10) / 10 : Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Event time: "10:15:03.500" for times since 1970, else seconds. */
export function timeOfDay(ms: number): string {
  if (Math.abs(ms) > 8e15) return ms > 0 ? '+∞' : '−∞';
  if (Math.abs(ms) < 1e11) return `${Number((ms / 1000).toFixed(3))} s`;
  const written = new Date(ms).toISOString().slice(11, 23);
  return written.endsWith('.000') ? written.slice(0, 8) : written;
}

export function bytes(n: number): string {
  if (n < 1024) return `${Math.round(n)} B`;
  if (n < 1024 ** 2) return `${(n / 1024).toFixed(1)} KB`;
  if (n < 1024 ** 3) return `${trim(n / 1024 ** 2)} MB`;
  return `${trim(n / 1024 ** 3)} GB`;
}

/** 950, 12,340, 1.2 M. */
export function count(n: number): string {
  if (n < 100_000) return Math.round(n).toLocaleString('en-US');
  if (n < 1_000_000) return `${(n / 1000).toFixed(0)} k`;
  return `${(n / 1_000_000).toFixed(1)} M`;
}

const trim = (n: number) => (n >= 100 || Number.isInteger(n) ? n.toFixed(0) : n.toFixed(1));

/** A caption takes three lines at most. */
const MOST_SAID = 160;

/** A cause in Java's words, without the classes in front, its further lines and its full stop; a very long one is cut. */
export function firstLine(text: string): string {
  const line = (text.split('\n')[0] ?? '').replace(/^\[[\d :.-]+\]/u, '');
  const said = line.replace(/^(?:(?:[a-z]\w*\.)+[A-Za-z]+(?:Exception|Error): )+/u, '');
  const told = said.replace(/[.。]$/u, '').replace(/ {2,}/gu, ' ');
  return told.length > MOST_SAID ? `${told.slice(0, MOST_SAID - 1)}…` : told;
}
