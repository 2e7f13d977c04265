/** The same WordCount in Java on a real Flink, in a JVM with one slot, and on the simulation. Skipped where there is no JDK or no Flink. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cachedJars, type FlinkJars, jarsIn } from '../../src/remote/flink-jars.node.ts';
import { findJdk, type Jdk, javac } from '../../src/remote/jdk.node.ts';
import { jvmFlags } from '../../src/remote/local-cluster.node.ts';
import { packJar } from '../../src/remote/pack.node.ts';
import { JAVA_WORD_COUNT, simulatedWordCount } from './support/java-word-count.ts';
import { note, report } from './support/promise.ts';

const WORDS = Number(process.argv[2] ?? 5_000_000);
const TIMES = 4;
const VERSION = '1.13.6';

/** One JVM for all runs, so that the first ones warm it up. */
const AGAIN = {
  file: 'lab/Again.java',
  text: `package lab;
public class Again {
    public static void main(String[] args) throws Exception {
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            WordCount.main(args);
        }
    }
}
`,
};

/** ms of each run, as Flink's JobExecutionResult has it. */
async function real(jdk: Jdk, flink: FlinkJars): Promise<number[]> {
  const { classes, diagnostics } = await javac([JAVA_WORD_COUNT, AGAIN], { jdk, classpath: flink.jars, target: null });
  if (classes.length === 0) throw new Error(diagnostics.map(({ text }) => text).join('\n'));
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-flink-'));
  try {
    const jar = join(folder, 'word-count.jar');
    writeFileSync(jar, packJar(classes));
    const classpath = [jar, ...flink.jars].join(delimiter);
    const args = ['-Xmx2g', '-cp', classpath, 'lab.Again', String(WORDS), '1', String(TIMES)];
    const { stdout, stderr, status } = spawnSync(jdk.java, [...jvmFlags(jdk), ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return stdout.trim().split('\n').map(Number);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const folder = process.env.MILLRACE_FLINK_JARS;
const flink = await (folder ? jarsIn(folder) : cachedJars(VERSION));
const jdk = await findJdk().catch(() => null);
if (flink === null) note('skipped: no jars of Flink (MILLRACE_FLINK_JARS)');
else if (jdk === null || jdk.javac === null) note('skipped: no JDK');
else {
  const simulated = await simulatedWordCount();
  const times = await real(jdk, flink);
  const runs = Array.from({ length: TIMES }, () => simulated(WORDS, 1).wall);
  const [flinkMs, ourMs] = [Math.min(...times), Math.min(...runs)];
  const rate = (ms: number): string => `${(WORDS / ms / 1_000).toFixed(1)} M words/s`;
  report({
    promise: `${WORDS / 1e6} M words of one Java program at parallelism 1: ≥ 2 × the rate of Flink ${flink.version}`,
    measured: `${(flinkMs / ourMs).toFixed(2)} × (${rate(ourMs)}, Flink on Java ${jdk.release} ${rate(flinkMs)})`,
    kept: flinkMs / ourMs >= 2,
  });
}
