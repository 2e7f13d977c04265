/** Stands for d3-format in the view's bundle: axes are given the words of their ticks, none is ever formatted by a scale. */
function none(): never {
  throw new Error('no scale of the view formats numbers');
}

export {
  none as format,
  none as formatPrefix,
  none as formatSpecifier,
  none as precisionFixed,
  none as precisionPrefix,
  none as precisionRound,
};
