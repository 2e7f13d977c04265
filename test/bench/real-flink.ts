/**
 * The same WordCount in Java on a real Flink, in a JVM with one slot, and on the simulation: with all cores and with one, the first time and
 * warmed up, by the clock and by processor time. Skipped where there is no JDK or no Flink.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cachedJars, type FlinkJars, jarsIn } from '../../src/remote/flink-jars.node.ts';
import { findJdk, type Jdk, javac } from '../../src/remote/jdk.node.ts';
import { jvmFlags } from '../../src/remote/local-cluster.node.ts';
import { packJar } from '../../src/remote/pack.node.ts';
import { JAVA_WORD_COUNT, simulatedWordCount } from './support/java-word-count.ts';
import { type Cost, least, note, report } from './support/promise.ts';

const WORDS = Number(process.argv[2] ?? 5_000_000);
const TIMES = 4;
const VERSION = '1.13.6';
const TWICE = 2;

/**
 * One JVM for all runs, so that the first ones warm it up. After what WordCount prints of each, in ms: processor time of all threads but main,
 * which only makes the lines.
 */
const AGAIN = {
  file: 'lab/Again.java',
  text: `package lab;
import java.lang.management.ManagementFactory;
import com.sun.management.OperatingSystemMXBean;
public class Again {
    public static void main(String[] args) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            long all = process.getProcessCpuTime();
            long own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            WordCount.main(args);
            own = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - own;
            System.out.println((process.getProcessCpuTime() - all - own) / 1000000);
        }
    }
}
`,
};

/** The command that gives a process one core only; null where there is none such. */
function onOneCore(command: readonly string[]): readonly string[] | null {
  return spawnSync('taskset', ['--version']).status === 0 ? ['taskset', '-c', '0', ...command] : null;
}

/** How `run` starts a JVM with the classpath of the job. */
async function withJob(jdk: Jdk, flink: FlinkJars, run: (java: readonly string[]) => void): Promise<void> {
  const { classes, diagnostics } = await javac([JAVA_WORD_COUNT, AGAIN], { jdk, classpath: flink.jars, target: null });
  if (classes.length === 0) throw new Error(diagnostics.map(({ text }) => text).join('\n'));
  const folder = mkdtempSync(join(tmpdir(), 'millrace-bench-flink-'));
  try {
    const jar = join(folder, 'word-count.jar');
    writeFileSync(jar, packJar(classes));
    run([jdk.java, ...jvmFlags(jdk), '-Xmx2g', '-cp', [jar, ...flink.jars].join(delimiter)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What each run of a JVM took: by the clock, as Flink's JobExecutionResult has it. */
function real(java: readonly string[]): Cost[] {
  const [command = '', ...args] = [...java, 'lab.Again', String(WORDS), '1', String(TIMES)];
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const numbers = stdout.trim().split('\n').map(Number);
  return Array.from({ length: TIMES }, (_, i) => ({ wall: numbers[2 * i]!, cpu: numbers[2 * i + 1]! }));
}

const rate = (ms: number): string => `${(WORDS / ms / 1_000).toFixed(1)} M words/s`;
const compared = (ours: number, flinks: number): string =>
  `${(flinks / ours).toFixed(2)} × (${rate(ours)}, Flink ${rate(flinks)})`;

const folder = process.env.MILLRACE_FLINK_JARS;
const flink = await (folder ? jarsIn(folder) : cachedJars(VERSION));
const jdk = await findJdk().catch(() => null);
if (flink === null) note('skipped: no jars of Flink (MILLRACE_FLINK_JARS)');
else if (jdk === null || jdk.javac === null) note('skipped: no JDK');
else {
  const simulated = await simulatedWordCount();
  const several = (): Cost[] => Array.from({ length: TIMES }, () => simulated(WORDS, 1));
  await withJob(jdk, flink, (java) => {
    const [ours, flinks] = [several(), real(java)];
    note(`Flink ${flink.version} on Java ${jdk.release}, one slot; ${availableParallelism()} cores`);
    note(`the first run of each process: ${compared(ours[0]!.wall, flinks[0]!.wall)}`);
    note(`warmed up, all cores for both: ${compared(least(ours).wall, least(flinks).wall)}`);
    note(`… by processor time of all threads: ${compared(least(ours).cpu, least(flinks).cpu)}`);
    const alone = onOneCore(java);
    if (alone === null) {
      note('one core for each: not measured, as there is no taskset');
      return;
    }
    const flinksAlone = least(real(alone));
    spawnSync('taskset', ['-acp', '0', String(process.pid)]);
    const oursAlone = least(several());
    report({
      promise: `${WORDS / 1e6} M words of one Java program at parallelism 1: ≥ ${TWICE} × the rate of Flink ${flink.version} with one slot, one core for each`,
      measured: compared(oursAlone.wall, flinksAlone.wall),
      kept: flinksAlone.wall / oursAlone.wall >= TWICE,
    });
  });
}
