/** What web sites make of a page's source before anybody reads it, undone or done here. */

/** The version that `text` leaves to its web site (Hugo's and Jekyll's `{{< version >}}`, `{{ site.version }}`), filled in: the stable release is meant. */
export function withVersions(text: string, flink: string): string {
  if (!text.includes('{{')) return text;
  return text
    .replace(/\{\{<\s*unstable\s*>\}\}.*?\{\{<\s*\/unstable\s*>\}\}/gs, '')
    .replace(/\{\{<\s*\/?\s*stable\s*>\}\}/g, '')
    .replace(/\{\{[<%]?\s*(?:site\.)?([\w.]*version(?:_\w+)?)\s*[%>]?\}\}/gi, (_, name: string) =>
      /scala/i.test(name) ? '_2.12' : /title|short/i.test(name) ? flink.replace(/\.\d+$/, '') : flink,
    );
}

/** Hyphens of options and quotes as a keyboard has them: word processors make others of them. */
export function withKeyboardCharacters(text: string): string {
  return text
    .replace(/(^|\s)[\u2013\u2014\u2212](?=[A-Za-z-])/g, '$1-')
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2018\u2019]/g, "'");
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", nbsp: ' ' };

/** Characters that an editor of HTML wrote as entities (`&lt;jobID&gt;`); markup keeps them. */
export function withoutEntities(text: string): string {
  if (!text.includes('&') || /^\s*</.test(text)) return text;
  return text.replace(/&(lt|gt|amp|quot|#39|nbsp);/g, (_, name: string) => ENTITIES[name]!);
}

/** A block that was copied from a page together with its line numbers ends in them: `123` below three lines. */
export function withoutLineNumbers(source: string): string {
  const lines = source.trimEnd().split('\n');
  const numbers = Array.from({ length: lines.length - 1 }, (_, i) => i + 1).join('');
  return lines.length > 2 && lines.at(-1)!.trim() === numbers ? `${lines.slice(0, -1).join('\n')}\n` : source;
}
