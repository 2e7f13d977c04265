/** How large a job's graph is drawn in Flow, and with how much text. Pure. */
import { type LayoutInput, type Lines, layoutGraph } from './layout.ts';

export interface Fit {
  /** Of its full size. */
  readonly share: number;
  readonly lines: Lines;
}

const LEVELS: readonly Lines[] = [4, 3, 2, 1];
/** Rather than smaller than this share of what its width allows, a graph is drawn with a line of text less in each subtask. */
const COMFORTABLE = { 4: 0.97, 3: 0.88, 2: 0.84, 1: 0 } as const;
/** A graph that goes downwards, so that the page scrolls, has so many where it does not fit anyway. */
const SCROLLING = 3;
/** A graph becomes smaller in steps of this. */
const STEP = 0.02;

/**
 * As large and with as much text as fits into a width and a height, px; where even the least does not fit, as small as can
 * still be read.
 */
export function fitInto(input: Omit<LayoutInput, 'lines'>, width: number, height: number, least: number): Fit {
  if (input.down) {
    const fits = LEVELS.find((lines) => layoutGraph({ ...input, lines }).height <= height);
    return { share: 1, lines: fits ?? SCROLLING };
  }
  const largest = shareFor(1);
  const lines = LEVELS.find((level) => shareFor(level) >= Math.max(least, COMFORTABLE[level] * largest)) ?? 1;
  return { share: Math.max(least, shareFor(lines)), lines };

  /** A smaller graph has more room for its width, in units of its own. */
  function shareFor(lines: Lines): number {
    let share = 1;
    for (let round = 0; round < 3; round++) {
      const plan = layoutGraph({ ...input, lines, width: Math.floor(width / share) });
      const fits = Math.floor(Math.min(1, height / plan.height, width / plan.width) / STEP + 1e-6) * STEP;
      if (fits >= share) break;
      share = Math.max(STEP, fits);
    }
    return share;
  }
}
