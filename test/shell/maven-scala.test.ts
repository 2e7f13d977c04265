import { describe, expect, it } from 'vitest';
import { scalaErrors, scalaFailure, scalaPlugin, scalaStart } from '../../src/shell/programs/maven-scala.ts';

const pom = (version: string, phase = ''): string => `<project>
  <properties><scala.plugin>4.8.1</scala.plugin></properties>
  <build><plugins>
    <plugin><artifactId>maven-compiler-plugin</artifactId><version>3.1</version></plugin>
    <plugin>
      <groupId>net.alchim31.maven</groupId>
      <artifactId>scala-maven-plugin</artifactId>
      <version>${version}</version>
      <executions><execution><id>scala-compile</id>${phase}<goals><goal>compile</goal></goals></execution></executions>
    </plugin>
  </plugins></build>
</project>`;
const source = { file: 'src/main/scala/Job.scala', text: 'object Job {\n  val a = x\n}\n' };
const wrong = {
  file: source.file,
  line: 2,
  column: 11,
  message: 'not found: value x',
  severity: 'error' as const,
  text: '',
};

describe('scala-maven-plugin', () => {
  it('is read from the pom', () => {
    expect(scalaPlugin('<project><build/></project>')).toBeNull();
    expect(scalaPlugin(pom('3.2.2'))).toEqual({ version: '3.2.2', execution: 'scala-compile', isFirst: false });
    const early = scalaPlugin(pom(`$\{scala.plugin}`, '<phase>process-resources</phase>'));
    expect(early).toEqual({ version: '4.8.1', execution: 'scala-compile', isFirst: true });
  });
  it('speaks as Zinc does from version 4 on', () => {
    const plugin = scalaPlugin(pom('4.5.6'))!;
    expect(scalaStart(plugin, 2, '/p')).toEqual(['compiling 2 Scala sources to /p/target/classes ...']);
    expect(scalaErrors(plugin, [wrong], [source], '/p')).toEqual([
      '/p/src/main/scala/Job.scala:2: not found: value x',
      '  val a = x',
      '          ^',
      'one error found',
    ]);
    expect(scalaFailure(plugin, 'lesson')).toMatch(/scala-maven-plugin:4\.5\.6:compile failed\. CompileFailed/);
  });
  it('speaks as scalac does before', () => {
    const plugin = scalaPlugin(pom('3.2.2'))!;
    expect(scalaErrors(plugin, [wrong], [source], '/p')[0]).toBe(
      '/p/src/main/scala/Job.scala:2: error: not found: value x',
    );
    expect(scalaFailure(plugin, 'lesson')).toContain('Process exited with an error: 1 (Exit value: 1)');
  });
});
