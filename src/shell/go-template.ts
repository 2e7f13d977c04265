/** A text/template that cannot be read or does not fit its data, in Go's words. */
export class GoTemplateError extends Error {}

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly words: readonly string[] }
  | {
      readonly kind: 'range' | 'if';
      readonly words: readonly string[];
      /** `$key, $value :=` */
      readonly variables: readonly string[];
      readonly body: readonly Node[];
      readonly otherwise: readonly Node[];
    };

type Scope = Readonly<Record<string, unknown>>;

/** Renders `{{.State.Status}}`, `{{range .Ports}}…{{end}}`, `{{if .X}}…{{else}}…{{end}}`, `{{json .}}`, `{{index .Labels "a"}}`. Throws {@link GoTemplateError}. */
export function renderGoTemplate(template: string, data: unknown): string {
  const tokens = template.split(/(\{\{-?.*?-?\}\})/s).filter((token) => token !== '');
  let at = 0;
  const parse = (inside: boolean): { nodes: Node[]; end: string } => {
    const nodes: Node[] = [];
    while (at < tokens.length) {
      const token = tokens[at++]!;
      const action = /^\{\{-?\s*(.*?)\s*-?\}\}$/s.exec(token)?.[1];
      if (action === undefined) {
        nodes.push({ kind: 'text', text: token });
        continue;
      }
      if (action === 'end' || action === 'else') return { nodes, end: action };
      const words = wordsOf(action);
      const kind = words[0];
      if (kind !== 'range' && kind !== 'if') {
        nodes.push({ kind: 'value', words });
        continue;
      }
      const assigned = words.indexOf(':=');
      const variables = words.slice(1, Math.max(assigned, 1)).map((word) => word.replace(',', ''));
      const body = parse(true);
      const otherwise = body.end === 'else' ? parse(true).nodes : [];
      nodes.push({ kind, words: words.slice(assigned < 0 ? 1 : assigned + 1), variables, body: body.nodes, otherwise });
    }
    if (inside) throw new GoTemplateError('template parsing error: template: :1: unexpected EOF');
    return { nodes, end: '' };
  };
  return render(parse(false).nodes, data, { $: data });
}

const wordsOf = (action: string): string[] => action.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];

const render = (nodes: readonly Node[], dot: unknown, scope: Scope): string =>
  nodes.map((node) => renderNode(node, dot, scope)).join('');

function renderNode(node: Node, dot: unknown, scope: Scope): string {
  if (node.kind === 'text') return node.text;
  const value = evaluate(node.words, dot, scope);
  if (node.kind === 'value') return shown(value);
  if (node.kind === 'if') return render(isTrue(value) ? node.body : node.otherwise, dot, scope);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length === 0) return render(node.otherwise, dot, scope);
  const [first, second] = node.variables;
  return entries
    .map(([key, each]) => {
      const own =
        first === undefined ? {} : second === undefined ? { [first]: each } : { [first]: key, [second]: each };
      return render(node.body, each, { ...scope, ...own });
    })
    .join('');
}

function evaluate([first = '.', ...args]: readonly string[], dot: unknown, scope: Scope): unknown {
  const operand = (word: string): unknown => evaluate([word], dot, scope);
  switch (first) {
    case 'json':
      return JSON.stringify(operand(args[0] ?? '.'));
    case 'index':
      return args
        .slice(1)
        .reduce((value, key) => (value as Scope | undefined)?.[String(operand(key))], operand(args[0]!));
    case 'len':
      return Object.keys((operand(args[0] ?? '.') ?? {}) as object).length;
    case 'eq':
      return shown(operand(args[0]!)) === shown(operand(args[1]!));
    case 'println':
      return `${args.map((arg) => shown(operand(arg))).join(' ')}\n`;
    case 'lower':
      return shown(operand(args[0]!)).toLowerCase();
    case 'upper':
      return shown(operand(args[0]!)).toUpperCase();
  }
  if (/^"/.test(first)) return JSON.parse(first);
  if (/^-?\d+$/.test(first)) return Number(first);
  const [, variable, path] = /^(\$\w*)?((?:\.[\w-]*)*)$/.exec(first) ?? [];
  if (path === undefined)
    throw new GoTemplateError(`template parsing error: template: :1: function "${first}" not defined`);
  return path
    .split('.')
    .filter((part) => part !== '')
    .reduce<unknown>(
      (value, part) => {
        const fields = value as Scope | null | undefined;
        if (fields === null || fields === undefined) return undefined;
        if (typeof fields !== 'object')
          throw new GoTemplateError(`template: :1:2: executing "" at <${first}>: can't evaluate field ${part}`);
        return fields[part];
      },
      variable === undefined ? dot : scope[variable],
    );
}

const isTrue = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : value !== undefined && value !== null && value !== '' && value !== 0 && value !== false;

function shown(value: unknown): string {
  if (value === undefined || value === null) return '<no value>';
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  return `map[${Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${key}:${shown(each)}`)
    .join(' ')}]`;
}
