const STRING = /"(?:[^"\\]|\\.)*"/y;

/** jq's shorthand `{"name"}` written out as `{"name": ."name"}`, which is all that the library reads. */
export function withoutKeyShorthand(filter: string): string {
  let out = '';
  const open: string[] = [];
  let before = '';
  for (let i = 0; i < filter.length; i++) {
    const char = filter[i]!;
    if (char === '"') {
      STRING.lastIndex = i;
      const text = STRING.exec(filter)?.[0];
      if (text === undefined) return filter;
      i += text.length - 1;
      const isKey = open.at(-1) === '{' && (before === '{' || before === ',');
      out += isKey && /^\s*[,}]/.test(filter.slice(i + 1)) ? `${text}: .${text}` : text;
      before = '"';
      continue;
    }
    if ('{[('.includes(char)) open.push(char);
    else if ('}])'.includes(char)) open.pop();
    if (char.trim() !== '') before = char;
    out += char;
  }
  return out;
}
