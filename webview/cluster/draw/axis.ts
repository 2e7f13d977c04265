/** The words of an axis above a drawing; its lines are the drawing's own. */
import { type ScaleLinear, select } from 'd3';

/** @param height of the words' base line, px */
export function drawAxis(
  drawing: SVGSVGElement,
  x: ScaleLinear<number, number>,
  ticks: readonly number[],
  wordOf: (tick: number) => string,
  height: number,
): void {
  select(drawing)
    .select('.axis')
    .selectAll<SVGTextElement, number>('text')
    .data(ticks)
    .join('text')
    .attr('text-anchor', 'middle')
    .attr('x', (tick) => x(tick))
    .attr('y', height)
    .text((tick) => wordOf(tick));
}
