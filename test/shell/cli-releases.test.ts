import { describe, expect, it } from 'vitest';
import { releaseOf } from '../../src/shell/flink/distribution.ts';
import { olderHelp } from '../../src/shell/flink/older-help.ts';

describe('usage of bin/flink by release', () => {
  const help = (version: string, action: string) => olderHelp(releaseOf(version), action);

  it('is that of 1.13 from 1.11 on', () => {
    expect(help('1.11.3', 'run')).toBeNull();
    expect(help('1.13.6', 'help')).toBeNull();
  });

  it('has numbers of TaskManagers up to 1.9, an executor in 1.10', () => {
    expect(help('1.9.3', 'run')).toContain(
      '     -yn,--yarncontainer <arg>            Number of YARN container to allocate\n                                          (=Number of Task Managers)\n',
    );
    expect(help('1.10.1', 'run')).not.toContain('yarncontainer');
    expect(help('1.10.1', 'stop')).toContain(
      'https://ci.apache.org/projects/flink/flink-docs-stabl\n                           e/ops/config.html\n',
    );
    expect(help('1.9.3', 'stop')).not.toContain('executor');
  });

  it('wraps as commons-cli does', () => {
    expect(help('1.7.2', 'info')).toBe(
      `
Action "info" shows the optimized execution plan of the program (JSON).

  Syntax: info [OPTIONS] <jar-file> <arguments>
  "info" action options:
     -c,--class <classname>           Class with the program entry point ("main"
                                      method or "getPlan()" method. Only needed
                                      if the JAR file does not specify the class
                                      in its manifest.
     -p,--parallelism <parallelism>   The parallelism with which to run the
                                      program. Optional flag to override the
                                      default value specified in the
                                      configuration.

`,
    );
  });
});
