/** Splits scripts.txt: one script per line, but a line that opens a here-document or leaves a quote open takes the lines up to its end. */
export function scriptsOf(text) {
  const scripts = [];
  let current = [];
  let end = null;
  for (const line of text.split('\n')) {
    current.push(line);
    if (end !== null) {
      if (line.replace(/^\t+/, '') === end) end = null;
      if (end === null && !open(current.join('\n'))) {
        scripts.push(current.join('\n'));
        current = [];
      }
      continue;
    }
    const document = /<<-?'?([A-Z]+)'?$/.exec(line);
    if (document) {
      end = document[1];
      continue;
    }
    if (open(current.join('\n'))) continue;
    if (current.join('') !== '') scripts.push(current.join('\n'));
    current = [];
  }
  return scripts;
}

/** True when a double quote, a parenthesis of a substitution or a continuation is still open at the end. */
function open(text) {
  if (text.endsWith('\\')) return true;
  const plain = text.replace(/\\./g, '').replace(/\$?'[^']*'/g, '');
  const quotes = (plain.match(/"/g) ?? []).length;
  return quotes % 2 === 1 || (/\$\(cat <<E\n/.test(text) && !/\n\)$/.test(text));
}
