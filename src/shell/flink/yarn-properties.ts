import type { Configuration } from '../../flink/api/configuration.ts';
import type { DeploymentClient } from '../../flink/client/cluster-descriptor.ts';
import { timestampFormat } from '../../flink/deployment/logging.ts';
import { exception } from '../../flink/jobmanager/errors.ts';

/** `/tmp/.yarn-properties-<user>`: the session that yarn-session.sh started last, which later commands take without being told. */
export interface YarnProperties {
  readonly applicationId: string;
  readonly dynamicProperties: Configuration;
}

const SEPARATOR = '@@';
const LOGGER = 'org.apache.flink.yarn.cli.FlinkYarnSessionCli';

const pathOf = ({ configuration, process }: DeploymentClient): string =>
  `${configuration['yarn.properties-file.location'] ?? '/tmp'}/.yarn-properties-${process.spec.user}`;

/** The file's content; null where there is none. Throws a FlinkException when it names no application. */
export function readYarnProperties(client: DeploymentClient): YarnProperties | null {
  const path = pathOf(client);
  const { files } = client.process.machine;
  if (!files.exists(path)) return null;
  client.log('INFO', LOGGER, `Found Yarn properties file under ${path}.`);
  const entries = new Map(
    files
      .readText(path)
      .split('\n')
      .filter((line) => line.includes('=') && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')).trim(), unescaped(line.slice(line.indexOf('=') + 1).trim())]),
  );
  const applicationId = entries.get('applicationID');
  if (applicationId === undefined) {
    throw exception(
      'org.apache.flink.util.FlinkException',
      `Yarn properties file found but doesn't contain a Yarn application id. Please delete the file at ${path}`,
    );
  }
  if (!/^application_\d+_\d+$/.test(applicationId)) {
    throw exception(
      'org.apache.flink.util.FlinkException',
      `YARN properties contain an invalid entry for application id: ${applicationId}. Please delete the file at ${path}`,
    );
  }
  const dynamic = (entries.get('dynamicPropertiesString') ?? '')
    .split(SEPARATOR)
    .filter((entry) => entry.includes('='));
  return {
    applicationId,
    dynamicProperties: Object.fromEntries(
      dynamic.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
    ),
  };
}

export function writeYarnProperties(
  client: DeploymentClient,
  { applicationId, dynamicProperties }: YarnProperties,
): void {
  const { platform, process } = client;
  const dynamic = Object.entries(dynamicProperties)
    .map(([key, value]) => `${key}=${value}`)
    .join(SEPARATOR);
  const at = timestampFormat(platform)(platform.world.now).slice(0, 19);
  process.machine.files.write(
    pathOf(client),
    `#Generated YARN properties file\n#${at}\ndynamicPropertiesString=${escaped(dynamic)}\napplicationID=${applicationId}\n`,
    { owner: process.spec.user },
  );
}

/** Removes it, and says so. */
export function deleteYarnProperties(client: DeploymentClient): void {
  const path = pathOf(client);
  const { files } = client.process.machine;
  if (!files.exists(path)) return;
  files.remove(path);
  client.log('INFO', LOGGER, `Deleted Yarn properties file at ${path}`);
}

const escaped = (text: string): string => text.replace(/[:=]/g, '\\$&');
const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');
