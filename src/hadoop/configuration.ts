import { type FileSystem, SystemError } from '../platform/types.ts';

/** Properties of core-, hdfs-, yarn-site.xml as one map (Hadoop's Configuration); later files win. */
export type HadoopConfiguration = Readonly<Record<string, string>>;

const FILES = ['core-site.xml', 'hdfs-site.xml', 'mapred-site.xml', 'yarn-site.xml', 'capacity-scheduler.xml'];

/** `<property><name>…</name><value>…</value></property>`, comments skipped; a name without a value is left out. */
function readSiteXml(text: string): Record<string, string> {
  const properties: Record<string, string> = {};
  const plain = text.replace(/<!--[\s\S]*?-->/g, '');
  for (const [, body = ''] of plain.matchAll(/<property>([\s\S]*?)<\/property>/g)) {
    const part = (tag: string): string | undefined =>
      new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(body)?.[1]?.trim();
    const name = part('name');
    const value = part('value');
    if (name !== undefined && value !== undefined && name !== '') properties[name] = unescapeXml(value);
  }
  return properties;
}

const unescapeXml = (text: string): string =>
  text.replace(
    /&(lt|gt|quot|apos|amp);/g,
    (_, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name]!,
  );

/** A site file with these properties, as courses write it. */
export function writeSiteXml(properties: HadoopConfiguration): string {
  const entries = Object.entries(properties).map(
    ([name, value]) => `  <property>\n    <name>${name}</name>\n    <value>${value}</value>\n  </property>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<configuration>\n${entries.join('')}</configuration>\n`;
}

/** The configuration in a directory (HADOOP_CONF_DIR); files that are not there count as empty. `${key}` in values is replaced. */
export function loadHadoopConfiguration(files: FileSystem, directory: string): HadoopConfiguration {
  const merged: Record<string, string> = {};
  for (const name of FILES) {
    try {
      Object.assign(merged, readSiteXml(files.readText(`${directory}/${name}`)));
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
    }
  }
  for (const [key, value] of Object.entries(merged))
    merged[key] = value.replace(/\$\{([\w.-]+)\}/g, (whole, name: string) => merged[name] ?? whole);
  return merged;
}

export function number(configuration: HadoopConfiguration, key: string, fallback: number): number {
  const text = configuration[key];
  return text === undefined || Number.isNaN(Number(text)) ? fallback : Number(text);
}

export function flag(configuration: HadoopConfiguration, key: string, fallback: boolean): boolean {
  const text = configuration[key];
  return text === undefined ? fallback : text === 'true';
}

/** `host:port`; the host may be 0.0.0.0. */
export function address(text: string, defaultPort: number): { readonly host: string; readonly port: number } {
  const [host = '', port] = text
    .replace(/^\w+:\/\//, '')
    .replace(/\/.*$/, '')
    .split(':');
  return { host, port: port === undefined || port === '' ? defaultPort : Number(port) };
}

/** `fs.defaultFS` (fs.default.name before 2.x), without a slash at its end; `file:///` unless configured. */
export function defaultFileSystem(configuration: HadoopConfiguration): string {
  const uri = configuration['fs.defaultFS'] ?? configuration['fs.default.name'] ?? 'file:///';
  return uri === 'file:///' ? uri : uri.replace(/\/+$/, '');
}
