/** Statements of an SQL script, each without its semicolon; comments stay with the statement they stand in, those between two are dropped. */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let text = '';
  // Strings, quoted names and comments hide a semicolon.
  const parts = /'(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;|[^'"`;/-]+|[\s\S]/g;
  const finish = (): void => {
    if (withoutComments(text) !== '') statements.push(text.trim());
    text = '';
  };
  for (const [part] of script.matchAll(parts)) {
    if (part === ';') finish();
    else text += part;
  }
  finish();
  return statements;
}

/** Does a statement ask for rows, which may never end? */
export function isQuery(statement: string): boolean {
  return /^\(*\s*(?:SELECT|WITH|VALUES|TABLE)\b/i.test(withoutComments(statement));
}

const withoutComments = (text: string): string => text.replace(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, '').trim();
