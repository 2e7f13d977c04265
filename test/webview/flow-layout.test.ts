/** The job's graph in Flow, whatever its shape: boxes, ways of records and partitioners keep clear of each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GraphEdge, GraphNode } from '../../src/trace/facts.ts';
import type { Box } from '../../webview/cluster/draw/free.ts';
import { fitInto } from '../../webview/cluster/pictures/flow/fit.ts';
import { layoutGraph } from '../../webview/cluster/pictures/flow/layout.ts';
import { channel, connects, pointOn } from '../../webview/cluster/pictures/flow/ways.ts';
import { node } from './traces.ts';

interface Shape {
  readonly vertices: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** Jobs of up to 12 vertices of any parallelism; each but the sources has one to three inputs among those before it. */
const shapes: fc.Arbitrary<Shape> = fc.integer({ min: 1, max: 12 }).chain((count) =>
  fc
    .array(fc.record({ parallelism: fc.integer({ min: 1, max: 6 }), inputs: fc.array(fc.nat(), { maxLength: 3 }) }), {
      ...{ minLength: count, maxLength: count },
    })
    .map((wanted) => ({
      vertices: wanted.map(({ parallelism }, index) => node(`v${index}`, `Operator ${index}`, parallelism, 0)),
      edges: wanted.flatMap(({ inputs }, index) =>
        index === 0
          ? []
          : [...new Set(inputs.map((input) => input % index))].map((from) => ({
              ...{ from: `v${from}`, to: `v${index}`, partitioner: 'HASH', exchange: 'pipelined_bounded' as const },
            })),
      ),
    })),
);

const meet = (a: Box, b: Box) =>
  a.x < b.x + b.w - 0.5 && b.x < a.x + a.w - 0.5 && a.y < b.y + b.h - 0.5 && b.y < a.y + a.h - 0.5;

describe('the graph in Flow', () => {
  it('leads every record past the boxes of others, and stands no partitioner on another', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: 320, max: 2000 }), fc.constantFrom(1, 2, 3, 4), (job, width, lines) => {
        const plan = layoutGraph({
          ...{ job, width, keyed: () => true, printing: () => false, outside: [], scale: 1, leastScale: 0.78 },
          ...{ lines, down: width < 760 },
        });
        const boxes = [...plan.vertices.values()];
        const parallelism = new Map(job.vertices.map((vertex) => [vertex.id, vertex.parallelism]));
        for (const { from, to, partitioner } of plan.edges) {
          const [a, b] = [plan.vertices.get(from)!, plan.vertices.get(to)!];
          const [n, m] = [parallelism.get(from)!, parallelism.get(to)!];
          const [i, j] = [n - 1, m - 1];
          expect(connects(partitioner, i, n, j, m)).toBe(true);
          const way = channel(plan, a, i, n, b, j, m);
          for (let step = 1; step < 40; step++) {
            const { x, y } = pointOn(way, step / 40);
            const through = boxes.find((box) => meet(box, { x: x - 1, y: y - 1, w: 2, h: 2 }));
            expect(through === undefined || through === a || through === b, `${from} → ${to} at ${x},${y}`).toBe(true);
            expect(x >= 0 && x <= plan.width && y >= 0 && y <= plan.height, `${from} → ${to} at ${x},${y}`).toBe(true);
          }
        }
        const badges = plan.edges.map(({ badge }): Box => ({ x: badge.x - 30, y: badge.y, w: 60, h: 24 }));
        badges.forEach((badge, index) => {
          expect(badges.slice(index + 1).some((other) => meet(badge, other))).toBe(false);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('is as large, with as much text, as the page has room for', () => {
    fc.assert(
      fc.property(
        shapes,
        fc.integer({ min: 800, max: 2000 }),
        fc.integer({ min: 150, max: 1200 }),
        (job, width, height) => {
          const least = 0.5;
          const input = { job, keyed: () => true, printing: () => false, outside: [], scale: 1, leastScale: 0.78 };
          const sized = { ...input, width, down: false };
          const { share, lines } = fitInto(sized, width, height, least);
          const plan = layoutGraph({ ...sized, lines, width: Math.floor(width / share) });
          const fits = plan.width * share <= width + 1 && plan.height * share <= height + 1;
          expect(fits || (share === least && lines === 1), `${plan.width * share}×${plan.height * share}`).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });
});
