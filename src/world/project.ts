import type { CellRequest } from './protocol.ts';

/**
 * The lesson's Maven project: every program cell is a file of it, in the home directory of the first machine. A cell's file
 * is written when the cell runs; a class of a cell that has not run yet is taken in when another cell names it.
 */
export interface ProjectFile {
  /** Relative to the home directory: src/main/java/lesson/WordCount.java */
  readonly path: string;
  readonly text: string;
  readonly cell: number;
}

/** Where a program cell's source belongs: `file=`, else derived from package and public (else first) type; in Scala the main object. */
export function projectFile(cell: CellRequest): ProjectFile {
  const given = cell.options.file;
  if (typeof given === 'string') return { path: given.replace(/^\.?\/+/, ''), text: cell.source, cell: cell.cell };
  const plain = withoutComments(cell.source);
  const scala = cell.language === 'scala';
  const packageName = /^\s*package\s+([\w.]+)/m.exec(plain)?.[1] ?? '';
  const name = (scala ? mainObject(plain) : publicType(plain)) ?? `Cell${cell.cell}`;
  const folder = packageName === '' ? '' : `${packageName.replace(/\./g, '/')}/`;
  return {
    path: `src/main/${scala ? 'scala' : 'java'}/${folder}${name}.${scala ? 'scala' : 'java'}`,
    text: cell.source,
    cell: cell.cell,
  };
}

/** The public type of a Java source, else its first. */
function publicType(plain: string): string | undefined {
  const type =
    /^\s*public\s+(?:(?:abstract|final|sealed|strictfp)\s+)*(?:class|interface|enum|record|@interface)\s+(\w+)/m.exec(
      plain,
    ) ?? /^\s*(?:(?:abstract|final|sealed)\s+)*(?:class|interface|enum|record)\s+(\w+)/m.exec(plain);
  return type?.[1];
}

/** The object that a Scala source starts with, else its first type. */
function mainObject(plain: string): string | undefined {
  const types =
    /^(?<indent>[ \t]*)(?:(?:case|abstract|sealed|final|implicit|private(?:\[\w+\])?)\s+)*(?<kind>object|class|trait)\s+(?<name>\w+)/gm;
  const all = [...plain.matchAll(types)];
  const outermost = Math.min(...all.map(({ groups }) => groups!.indent!.length));
  const found = all.filter(({ groups }) => groups!.indent!.length === outermost);
  const bodies = found.map((type, i) => plain.slice(type.index, found[i + 1]?.index));
  const starts = (kind: string | undefined, body: string): boolean =>
    kind === 'object' && /\b(?:extends|with)\s+App\b|\bdef\s+main\s*\(/.test(body);
  return (found.find(({ groups }, i) => starts(groups?.kind, bodies[i]!)) ?? found[0])?.groups?.name;
}

/** Has the cell something to run: an explicit `run`, or a main and neither `norun` nor `file=`? */
export function runsWhenRun(cell: CellRequest, hasMain: boolean): boolean {
  if (cell.options.norun) return false;
  if (cell.options.run) return true;
  return hasMain && cell.options.file === undefined;
}

/**
 * Files of cells that have not run yet and that `files` need, directly or through each other: those that declare a type which is named
 * there and declared nowhere else.
 */
export function neededFiles(files: readonly ProjectFile[], others: readonly ProjectFile[]): ProjectFile[] {
  const paths = new Set(files.map((file) => file.path));
  const declared = new Set(files.flatMap((file) => typesIn(file.text)));
  const named = new Set(files.flatMap((file) => namesIn(file.text)));
  const needed: ProjectFile[] = [];
  for (let grown = true; grown; ) {
    grown = false;
    for (const other of others) {
      if (paths.has(other.path)) continue;
      const types = typesIn(other.text);
      if (!types.some((type) => named.has(type) && !declared.has(type))) continue;
      paths.add(other.path);
      for (const type of types) declared.add(type);
      for (const name of namesIn(other.text)) named.add(name);
      needed.push(other);
      grown = true;
    }
  }
  return needed;
}

function withoutComments(source: string): string {
  return source.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (match) =>
    match.startsWith('"') ? '""' : match.replace(/[^\n]/g, ' '),
  );
}

/** Top-level and nested type names that a source declares. */
function typesIn(source: string): string[] {
  return [...withoutComments(source).matchAll(/\b(?:class|interface|enum|record|object|trait)\s+([A-Za-z_]\w*)/g)].map(
    (match) => match[1]!,
  );
}

function namesIn(source: string): string[] {
  return withoutComments(source).match(/\b[A-Z]\w*/g) ?? [];
}

/** The pom.xml of a lesson's project, as a generated one would be. */
export const DEFAULT_POM = `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 http://maven.apache.org/xsd/maven-4.0.0.xsd">
  <modelVersion>4.0.0</modelVersion>
  <groupId>millrace</groupId>
  <artifactId>lesson</artifactId>
  <version>1.0</version>
  <packaging>jar</packaging>
  <properties>
    <maven.compiler.source>1.8</maven.compiler.source>
    <maven.compiler.target>1.8</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
    <flink.version>1.13.6</flink.version>
    <scala.binary.version>2.12</scala.binary.version>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-streaming-java_\${scala.binary.version}</artifactId>
      <version>\${flink.version}</version>
      <scope>provided</scope>
    </dependency>
    <dependency>
      <groupId>org.apache.flink</groupId>
      <artifactId>flink-clients_\${scala.binary.version}</artifactId>
      <version>\${flink.version}</version>
      <scope>provided</scope>
    </dependency>
  </dependencies>
</project>
`;
