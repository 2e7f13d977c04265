import { describe, expect, it } from 'vitest';
import { installFlink, releaseOf } from '../../src/shell/flink/distribution.ts';
import { withCaptures, withoutKeyShorthand } from '../../src/shell/programs/jq-filter.ts';
import { createShellWorld, run, type ShellWorld } from './support.ts';

function worldWith(version: string): { readonly w: ShellWorld; type(line: string): ReturnType<typeof run> } {
  const w = createShellWorld();
  for (const name of ['node1', 'node2', 'node3'])
    installFlink(w.machine(name), `/opt/flink-${version}`, releaseOf(version), 'root');
  const session = w.session();
  run(w, session, `cd /opt/flink-${version}`);
  return { w, type: (line) => run(w, session, line, 200_000) };
}

describe('the release of a directory', () => {
  it.each([
    ['1.7.2', 'slaves', false, false],
    ['1.9.3', 'slaves', false, false],
    ['1.10.1', 'slaves', false, true],
    ['1.13.6', 'workers', true, true],
  ])('%s: conf/%s, application mode %s, Kubernetes %s', (version, list, applications, kubernetes) => {
    const { type } = worldWith(version);
    expect(type('bin/flink -v').stdout).toMatch(new RegExp(`^Version: ${version.replaceAll('.', '\\.')}, Commit ID: `));
    expect(type('ls conf').stdout.split('\n')).toContain(list);
    expect(type('ls conf').stdout.split('\n')).not.toContain(list === 'slaves' ? 'workers' : 'slaves');
    expect(type('ls bin').stdout.includes('kubernetes-session.sh')).toBe(kubernetes);
    expect(type('ls conf').stdout.includes('sql-client-defaults.yaml')).toBe(!applications);
    const unknown = type('bin/flink foo');
    expect(unknown.stdout).toContain(
      `Valid actions are "run", ${applications ? '"run-application", ' : ''}"list", "info", "savepoint", "stop", or "cancel".`,
    );
    expect(unknown.status).toBe(1);
  });

  it.each(['1.9.3', '1.10.1'])('%s starts TaskManagers on the machines of conf/slaves', (version) => {
    const { type } = worldWith(version);
    type(
      "printf 'node2\\nnode3\\n' > conf/slaves; sed -i 's/^jobmanager.rpc.address.*/jobmanager.rpc.address: node1/' conf/flink-conf.yaml",
    );
    expect(type('bin/start-cluster.sh').stdout).toBe(
      'Starting cluster.\nStarting standalonesession daemon on host node1.\nStarting taskexecutor daemon on host node2.\nStarting taskexecutor daemon on host node3.\n',
    );
  });

  it('up to 1.9 a number of containers is an option, later it is taken for the jar', () => {
    const command = 'bin/flink run -m yarn-cluster -yn 2 examples/batch/WordCount.jar';
    expect(worldWith('1.9.3').type(command).stdout + worldWith('1.9.3').type(command).stderr).not.toContain('-yn');
    expect(worldWith('1.13.6').type(command).stdout).toContain('JAR file does not exist: -yn');
  });
});

describe('flink-conf.yaml', () => {
  it('lines that are none are skipped with a warning in the logs', () => {
    const { type } = worldWith('1.13.6');
    type("printf 'taskmanager.numberOfTaskSlots 3\\nrest.port: \\n' >> conf/flink-conf.yaml");
    type('bin/jobmanager.sh start; sleep 5; bin/flink list');
    const warnings = type('grep -h WARN log/*standalonesession*.log').stdout;
    expect(warnings).toMatch(
      /Error while trying to split key and value in configuration file \/opt\/flink-1\.13\.6\/conf\/flink-conf\.yaml:\d+: "taskmanager\.numberOfTaskSlots 3"/,
    );
    expect(warnings).toMatch(/flink-conf\.yaml:\d+: "rest\.port: "/);
    expect(type('grep -c "Error while trying" log/*client*.log').stdout).toBe('2\n');
  });

  it('without JAVA_HOME and java a script that ssh starts says what config.sh says', () => {
    const { w, type } = worldWith('1.13.6');
    const node2 = w.machine('node2');
    for (const name of ['java', 'javac', 'jps'])
      if (node2.files.exists(`/usr/bin/${name}`)) node2.files.remove(`/usr/bin/${name}`);
    for (const path of ['/etc/environment', '/root/.bashrc']) if (node2.files.exists(path)) node2.files.write(path, '');
    const { stdout, status } = type("ssh node2 '/opt/flink-1.13.6/bin/taskmanager.sh start'");
    expect(stdout).toBe(
      'Please specify JAVA_HOME. Either in Flink config ./conf/flink-conf.yaml or as system-wide JAVA_HOME.\n',
    );
    expect(status).toBe(1);
  });
});

describe('jq', () => {
  it.each([
    ['{"slots-total"}', '{"slots-total": ."slots-total"}'],
    ['{a, "b c", d: "e"}', '{a, "b c": ."b c", d: "e"}'],
    ['["a", "b"]', '["a", "b"]'],
    ['{"a": 1} | .["a"]', '{"a": 1} | .["a"]'],
    ['{x: ["a","b"], "c"}', '{x: ["a","b"], "c": ."c"}'],
    ['"unclosed', '"unclosed'],
  ])('%s', (filter, written) => {
    expect(withoutKeyShorthand(filter)).toBe(written);
  });

  it.each([
    [
      'gsub("(?<l>a)-(?<n>b)"; "\\(.n)\\(.l)")',
      'gsub("(?<l>a)-(?<n>b)"; ({"l": "$_{l}", "n": "$_{n}"} |  "\\(.n)\\(.l)"))',
    ],
    ['.a | sub("(?<x>o)"; "<" + .x; "g")', '.a | sub("(?<x>o)"; ({"x": "$_{x}"} |  "<" + .x); "g")'],
    // The library cannot work on what was captured: it says so itself.
    ['gsub("(?<x>o)"; .x | ascii_upcase)', 'gsub("(?<x>o)"; .x | ascii_upcase)'],
    ['gsub("a"; "b")', 'gsub("a"; "b")'],
  ])('%s', (filter, written) => {
    expect(withCaptures(filter)).toBe(written.replaceAll('$_', '$'));
  });
});
