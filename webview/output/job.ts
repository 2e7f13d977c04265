/** The small graph of a job under the cell that submitted it: vertices by depth from left to right, partitioners on the arrows. */
import type { JobOutput } from './protocol.ts';

const NS = 'http://www.w3.org/2000/svg';
const BOX = { width: 168, height: 44, gapX: 96, gapY: 14 };
const MOST_VERTICES = 24;

export function jobGraph({ name, vertices, edges, summary }: JobOutput): SVGSVGElement | HTMLElement {
  if (vertices.length > MOST_VERTICES) {
    const line = document.createElement('span');
    line.textContent = summary;
    return line;
  }
  const depths = depthsOf(vertices, edges);
  const rows = new Map<number, number>();
  const places = new Map(
    vertices.map(({ id }) => {
      const depth = depths.get(id) ?? 0;
      const row = rows.get(depth) ?? 0;
      rows.set(depth, row + 1);
      return [id, { x: depth * (BOX.width + BOX.gapX), y: row * (BOX.height + BOX.gapY) }] as const;
    }),
  );
  const columns = rows.size;
  const tallest = Math.max(1, ...rows.values());
  const [width, height] = [
    columns * (BOX.width + BOX.gapX) - BOX.gapX + 2,
    tallest * (BOX.height + BOX.gapY) - BOX.gapY + 2,
  ];
  const svg = shape('svg', { viewBox: `-1 -1 ${width} ${height}`, width, height, role: 'img', class: 'job' });
  svg.setAttribute('aria-label', `${name}: ${summary}`);
  for (const { from, to, partitioner } of edges) {
    const [a, b] = [places.get(from), places.get(to)];
    if (a === undefined || b === undefined) continue;
    const [x1, y1, x2, y2] = [a.x + BOX.width, a.y + BOX.height / 2, b.x - 6, b.y + BOX.height / 2];
    const middle = (x1 + x2) / 2;
    svg.append(shape('path', { d: `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`, class: 'edge' }));
    svg.append(shape('path', { d: `M${x2} ${y2 - 4}l6 4-6 4z`, class: 'head' }));
    svg.append(text(partitioner, { x: middle, y: (y1 + y2) / 2 - 6, class: 'partitioner' }));
  }
  for (const [index, vertex] of vertices.entries()) {
    const { x, y } = places.get(vertex.id)!;
    const group = shape('g', { transform: `translate(${x},${y})` });
    const title = shape('title', {});
    title.textContent = `${vertex.name}, parallelism ${vertex.parallelism}`;
    group.append(
      title,
      shape('rect', { width: BOX.width, height: BOX.height, rx: 4, class: 'vertex' }),
      shape('rect', { width: 5, height: BOX.height, rx: 2, class: `hue hue${index % 6}` }),
      text(cut(vertex.name, 23), { x: 13, y: 19, class: 'name' }),
      text(`p = ${vertex.parallelism}`, { x: 13, y: 35, class: 'parallelism' }),
    );
    svg.append(group);
  }
  return svg as SVGSVGElement;
}

/** Longest way from a source. */
function depthsOf(vertices: JobOutput['vertices'], edges: JobOutput['edges']): ReadonlyMap<string, number> {
  const depths = new Map(vertices.map(({ id }) => [id, 0]));
  for (let round = 0; round < vertices.length; round++) {
    let changed = false;
    for (const { from, to } of edges) {
      const least = (depths.get(from) ?? 0) + 1;
      if ((depths.get(to) ?? 0) >= least) continue;
      depths.set(to, least);
      changed = true;
    }
    if (!changed) break;
  }
  return depths;
}

function shape(tag: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

function text(content: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = shape('text', attributes);
  element.textContent = content;
  return element;
}

const cut = (name: string, most: number): string => (name.length > most ? `${name.slice(0, most - 1)}…` : name);

export const JOB_STYLE = `
  .job { display: block; max-width: 100%; height: auto; margin: 4px 0; font: 12px var(--vscode-font-family, sans-serif); }
  .job .vertex { fill: var(--vscode-editorWidget-background, transparent); stroke: var(--vscode-panel-border, #8a8a8a); }
  .job .edge { fill: none; stroke: var(--vscode-foreground, currentColor); stroke-opacity: 0.55; }
  .job .head { fill: var(--vscode-foreground, currentColor); fill-opacity: 0.7; }
  .job text { fill: var(--vscode-foreground, currentColor); }
  .job .name { font-weight: 600; }
  .job .parallelism { fill: var(--vscode-descriptionForeground, currentColor); }
  .job .partitioner { text-anchor: middle; font-size: 11px; fill: var(--vscode-descriptionForeground, currentColor); }
  .job .hue0 { fill: #2f6fd0; } .job .hue1 { fill: #c96f06; } .job .hue2 { fill: #14917a; }
  .job .hue3 { fill: #8a4fe0; } .job .hue4 { fill: #9a7d18; } .job .hue5 { fill: #b0427f; }
`;
