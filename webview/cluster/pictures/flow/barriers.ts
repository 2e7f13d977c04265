/** Barriers on their way: a bar across the edge with the checkpoint's number. */
import type { Selection } from 'd3';
import { text } from '../../draw/dom.ts';
import type { Box } from '../../draw/free.ts';
import type { BarrierMark } from './marks.ts';

/** More than these are not drawn. */
const MOST = 200;

interface Shape {
  readonly barrier: BarrierMark;
  readonly pole: Box;
  readonly head: Box;
  /** Where barriers meet, one of them carries its number. */
  readonly numbered: boolean;
}

export function drawBarriers(
  layer: Selection<SVGSVGElement, unknown, null, undefined>,
  barriers: readonly BarrierMark[],
): void {
  layer
    .selectAll<SVGGElement, Shape>('g.barrier')
    .data(barriers.length > MOST ? [] : shapesOf(barriers), ({ barrier }) => barrier.key)
    .join((enter) => {
      const group = enter.append('g').attr('class', 'barrier');
      group.append('rect').attr('class', 'pole').attr('rx', 2);
      group.append('rect').attr('class', 'head').attr('rx', 2.5);
      group.append('text');
      return group;
    })
    .order()
    .attr('transform', ({ barrier }) => `translate(${barrier.x},${barrier.y})`)
    .each(function ({ barrier, pole, head, numbered }) {
      const [bar, ground, label] = [...this.children];
      stand(bar, pole);
      stand(ground, head);
      label?.setAttribute('x', String(head.x + head.w / 2));
      label?.setAttribute('y', String(head.y + 13));
      text(label, String(barrier.checkpoint));
      ground?.classList.toggle('hidden', !numbered);
      label?.classList.toggle('hidden', !numbered);
    });
}

/** Those without a number first, so that none stands on a number. */
function shapesOf(barriers: readonly BarrierMark[]): readonly Shape[] {
  const shapes: Shape[] = [];
  for (const barrier of barriers) {
    const w = Math.max(16, String(barrier.checkpoint).length * 7.5 + 8);
    const [pole, head] = barrier.down
      ? [
          { x: -20, y: -2.5, w: 40, h: 5 },
          { x: 28 - w / 2, y: -8.5, w, h: 17 },
        ]
      : [
          { x: -2.5, y: -20, w: 5, h: 42 },
          { x: -w / 2, y: -30, w, h: 17 },
        ];
    const numbered = !shapes.some(
      (other) => other.numbered && [pole, head].some((own) => meet(at(own, barrier), at(other.head, other.barrier))),
    );
    shapes.push({ barrier, pole, head, numbered });
  }
  return shapes.sort((a, b) => Number(a.numbered) - Number(b.numbered));
}

const at = (box: Box, { x, y }: BarrierMark): Box => ({ ...box, x: box.x + x, y: box.y + y });
const meet = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function stand(element: Element | undefined, box: Box): void {
  for (const [name, value] of Object.entries({ x: box.x, y: box.y, width: box.w, height: box.h }))
    element?.setAttribute(name, String(value));
}
