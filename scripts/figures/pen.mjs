// What the figures of lessons are drawn with: boxes, labels, arrows and dots of an SVG that follows the reader's light or dark theme.

/** Ground, lines and five colours; labels on a colour are dark in both themes. */
const STYLE = `
    /* A ground of its own: an editor may be dark where the system is light. */
    svg { background: #ffffff }
    .line { stroke: #57606a; fill: none; stroke-width: 1.5 }
    .box { stroke: #57606a; fill: #f6f8fa; stroke-width: 1.5 }
    .slot { stroke: #57606a; fill: none; stroke-dasharray: 4 3 }
    .a { fill: #54aeff } .b { fill: #4ac26b } .c { fill: #d4a72c } .d { fill: #ff8182 } .e { fill: #c297ff }
    text { fill: #1f2328; font: 13px system-ui, sans-serif; text-anchor: middle }
    .on { fill: #0b1015 } .small { font-size: 11px } .left { text-anchor: start } .strong { font-weight: 600 }
    @media (prefers-color-scheme: dark) {
      svg { background: #0d1117 }
      .line, .slot { stroke: #9198a1 } .box { stroke: #9198a1; fill: #21262d } text { fill: #e6edf3 } .on { fill: #0b1015 }
    }
  `;
const ARROW_TIP =
  '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#848d97"/></marker>';

const short = (/** @type {number} */ value) => String(Math.round(value * 10) / 10);
const escaped = (/** @type {string} */ text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** @param {number} x @param {number} y @param {string} words @param {string} [look] */
export const label = (x, y, words, look = 'small') =>
  `<text class="${look}" x="${short(x)}" y="${short(y)}">${escaped(words)}</text>`;

/** @param {string} look @param {number} x @param {number} y @param {number} width @param {number} height */
export const frame = (look, x, y, width, height, radius = 4) =>
  `<rect class="${look}" x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${radius}"/>`;

/**
 * A box with its name, and a smaller line below that.
 * @param {string} look @param {number} x @param {number} y @param {number} width @param {number} height @param {string} name @param {string} [below]
 */
export function box(look, x, y, width, height, name, below) {
  const ink = /^[a-e]$/.test(look) ? 'on' : '';
  const middle = x + width / 2;
  const line = y + height / 2 + (below === undefined ? 4 : -2);
  return [
    frame(look, x, y, width, height),
    label(middle, line, name, ink),
    ...(below === undefined ? [] : [label(middle, line + 16, below, `small ${ink}`.trim())]),
  ].join('\n  ');
}

/** @param {string} path as of SVG, from the tail to the tip */
export const arrow = (path) => `<path class="line" d="${path}" marker-end="url(#tip)"/>`;

/** @param {string} look @param {number} x @param {number} y */
export const dot = (look, x, y, radius = 9) =>
  `<circle class="${look}" cx="${short(x)}" cy="${short(y)}" r="${radius}"/>`;

/** @param {number} width @param {number} height @param {string} title what a screen reader says @param {readonly string[]} parts */
export const picture = (width, height, title, parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
  <title>${escaped(title)}</title>
  <style>${STYLE}</style>
  <defs>${ARROW_TIP}</defs>
  ${parts.join('\n  ')}
</svg>
`;
