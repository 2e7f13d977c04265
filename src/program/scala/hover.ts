import type { Universe } from '../check/universe.ts';
import { type HoverText, wordAt } from '../completion.ts';
import { decode } from './predefined.ts';
import { type Meaning, NameProbe } from './probe.ts';
import { classText, methodText, typeText } from './shown.ts';
import type { UnitTree } from './tree.ts';
import { parseUnfinished } from './unfinished.ts';

/** What the name at an offset is: its type, or the signature of the method. */
export function hoverScala(
  source: { readonly file: string; readonly text: string },
  offset: number,
  others: readonly UnitTree[],
  universe: Universe,
): HoverText | null {
  const { start, end } = wordAt(source.text, offset);
  if (start === end) return null;
  const unit = parseUnfinished(source.file, source.text, end);
  if (!unit) return null;
  const probe = new NameProbe(universe, source.file, source.text.slice(start, end), start);
  probe.check([...others, unit]);
  return probe.meaning ? { text: `\`\`\`scala\n${describe(probe, probe.meaning)}\n\`\`\`` } : null;
}

function describe(probe: NameProbe, meaning: Meaning): string {
  switch (meaning.kind) {
    case 'class':
      return classText(probe, meaning.symbol);
    case 'value':
      return `${meaning.name}: ${typeText(probe, meaning.type)}`;
    case 'field':
      return `${meaning.field.owner.name.replace(/\$$/, '')}.${meaning.field.name}: ${typeText(probe, meaning.field.type)}`;
    case 'method': {
      const { method, chosen, type } = meaning;
      const text = methodText(probe, method, chosen);
      const isWritten = method.name !== '<init>';
      const here = type && type.kind !== 'void' && type.kind !== 'error' ? `, here ${typeText(probe, type)}` : '';
      const owner = probe.localMethods.has(method) ? '' : decode(method.owner.qualifiedName).replace(/\$/g, '');
      return `${isWritten ? 'def ' : ''}${text}${owner ? `\n// ${owner}${here}` : ''}`;
    }
  }
}
