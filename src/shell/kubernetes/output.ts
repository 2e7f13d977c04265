import { stringify } from 'yaml';
import type { KubernetesObject } from '../../kubernetes/objects.ts';

/** Times of an object's fields, which count virtual ms. */
const TIMES =
  /^(?:creationTimestamp|deletionTimestamp|startTime|startedAt|finishedAt|completionTime|lastTransitionTime|firstTimestamp|lastTimestamp)$/;

/** An object as the API shows it: times are RFC 3339. */
export function presented(value: unknown, epoch: number): unknown {
  if (Array.isArray(value)) return value.map((each) => presented(each, epoch));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) =>
    TIMES.test(key) && typeof each === 'number'
      ? [key, `${new Date(Math.floor(epoch + each)).toISOString().slice(0, 19)}Z`]
      : [key, presented(each, epoch)],
  );
  return Object.fromEntries(entries);
}

/** `-o yaml`, `-o json`: one object, or a List. */
export function document(
  objects: readonly KubernetesObject[],
  single: boolean,
  format: 'yaml' | 'json',
  epoch: number,
): string {
  const shown = objects.map((object) => presented(object, epoch));
  const value =
    single && shown.length === 1
      ? shown[0]
      : { apiVersion: 'v1', items: shown, kind: 'List', metadata: { resourceVersion: '', selfLink: '' } };
  return format === 'json' ? `${JSON.stringify(value, null, 4)}\n` : stringify(value, { lineWidth: 0 });
}

/** A JSONPath template of kubectl: `{.items[0].metadata.name}`, `{.items[*].metadata.name}`, `{range .items[*]}…{"\n"}{end}`. Null: cannot be read. */
export function jsonPath(template: string, value: unknown): string | null {
  const text = template.includes('{') ? template : `{${template}}`;
  const tokens = text.match(/\{[^}]*\}|[^{]+/g) ?? [];
  const render = (from: number, context: unknown): { readonly text: string; readonly next: number } | null => {
    let out = '';
    let i = from;
    while (i < tokens.length) {
      const token = tokens[i]!;
      if (!token.startsWith('{')) {
        out += token;
        i++;
        continue;
      }
      const inner = token.slice(1, -1).trim();
      if (inner === 'end') return { text: out, next: i + 1 };
      const range = /^range\s+(.+)$/.exec(inner);
      if (range) {
        const list = select(range[1]!, context);
        if (!list) return null;
        let next = i + 1;
        if (list.length === 0) next = render(i + 1, undefined)?.next ?? tokens.length;
        for (const each of list) {
          const part = render(i + 1, each);
          if (!part) return null;
          out += part.text;
          next = part.next;
        }
        i = next;
        continue;
      }
      const literal = /^(["'])(.*)\1$/s.exec(inner);
      if (literal) out += literal[2]!.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
      else {
        const found = select(inner, context);
        if (!found) return null;
        out += found.map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each))).join(' ');
      }
      i++;
    }
    return { text: out, next: i };
  };
  return render(0, value)?.text ?? null;
}

/** What a path leads to: `.a.b[0].c`, `.a[*].b`, `.a[?(@.x=="y")].z`, `.data.flink-conf\.yaml`. */
function select(path: string, root: unknown): unknown[] | null {
  let current: unknown[] = [root];
  const steps = path.replace(/^[$@]/, '').match(/\.(?:\\.|[^.[\]\\])+|\[[^\]]*\]|\.\./g) ?? [];
  if (steps.join('').length !== path.replace(/^[$@]/, '').length) return path === '.' ? current : null;
  for (const step of steps) {
    const next: unknown[] = [];
    for (const value of current) {
      if (typeof value !== 'object' || value === null) continue;
      const filter = /^\[\?\(@([^=!<>]+?)\s*(==|!=)\s*(["']?)(.*?)\3\)\]$/.exec(step);
      if (step === '[*]') next.push(...Object.values(value));
      else if (filter) {
        for (const each of Object.values(value)) {
          const [found] = select(filter[1]!, each) ?? [];
          if ((String(found) === filter[4]) === (filter[2] === '==')) next.push(each);
        }
      } else {
        const key = step.startsWith('[')
          ? step.slice(1, -1).replace(/^["']|["']$/g, '')
          : step.slice(1).replace(/\\(.)/g, '$1');
        const index = Array.isArray(value) && /^-\d+$/.test(key) ? String(value.length + Number(key)) : key;
        const found = (value as Readonly<Record<string, unknown>>)[index];
        if (found !== undefined) next.push(found);
      }
    }
    current = next;
  }
  return current;
}
