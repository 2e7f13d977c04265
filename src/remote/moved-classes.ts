import type { CompilerDiagnostic, SourceFile } from '../shell/compiler.ts';

/** What another version of Flink has under another name; of a class both as Java writes them: org.apache.flink.util.ParameterTool. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

const IMPORT = /^(\s*import\s+(?:static\s+)?)(org\.apache\.flink\.(?:[a-z_]\w*\.)*)([A-Z]\w*)/gm;

/**
 * Classes of Flink that sources import from where `classes` (paths in jars) has none of that name, and that it has in just one other place. Asked
 * only where javac did not find something in an import.
 */
export function movedClasses(
  sources: readonly SourceFile[],
  diagnostics: readonly CompilerDiagnostic[],
  classes: readonly string[],
): Renamed[] {
  const blamed = sources.filter(({ file }) => diagnostics.some((each) => each.file === file));
  const wanted = new Map<string, string>();
  for (const { text } of blamed)
    for (const [, , packageName, name] of text.matchAll(IMPORT)) wanted.set(`${packageName}${name}`, name!);
  const known = new Set(classes);
  const places = new Map<string, string[]>();
  for (const path of known) {
    const name = /^org\/apache\/flink\/(?!(?:.*\/)?shaded\/)(?:.*\/)?(\w+)\.class$/.exec(path)?.[1];
    if (name !== undefined) places.set(name, [...(places.get(name) ?? []), path]);
  }
  return [...wanted].flatMap(([from, name]): Renamed[] => {
    if (known.has(`${from.replaceAll('.', '/')}.class`)) return [];
    const [place, ...others] = places.get(name) ?? [];
    if (place === undefined || others.length > 0) return [];
    return [{ from, to: place.replace(/\.class$/, '').replaceAll('/', '.') }];
  });
}

/** The source with its imports of moved classes changed; no line moves. */
export function withMoved(text: string, moved: readonly Renamed[]): string {
  const places = new Map(moved.map(({ from, to }) => [from, to]));
  return text.replace(IMPORT, (whole, keyword: string, packageName: string, name: string) => {
    const to = places.get(`${packageName}${name}`);
    return to === undefined ? whole : `${keyword}${to}`;
  });
}
