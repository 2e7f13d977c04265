/** Stands for d3-color in the view's bundle: its colours are the style sheet's, none is ever computed or tweened. */
export function color(): null {
  return null;
}
export { color as cubehelix, color as hcl, color as hsl, color as lab, color as rgb };
