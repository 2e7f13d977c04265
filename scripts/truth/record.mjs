// Records test/truth/02-jobs again, for this Flink or a newer one: every job there whose program is in 02-jobs/src and that runs to its end or reads the
// same words from a socket is run through Flink's own command line, and what was kept of it (info, plan, job, output) is written again.
// Not made here, since they need hands or several clusters: jobs typed in time (g-*), failures (i-*, k-*, l-*, m-*), other settings of the cluster
// (n-config3*), and the other folders of test/truth.

import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { ownModules } from './own.mjs';
import { startCluster } from './sides.mjs';

const ROOM = 'test/truth/02-jobs';
const RECORDED = /^(?:a|b-socket-(?:p|1)|c|d|e|f|j-dataset-p|n-(?!config3))/;
/** The ports from which the programs read words. */
const PORTS = [9999, 7777];
const START_MS = 600_000;

/** @param {string} folder for what is made on the way @param {string} port of the cluster @param {string | undefined} jars folder of Flink's jars */
export async function record(folder, port, jars) {
  const own = await ownModules(folder);
  const jdk = await own.findJdk();
  const flink = jars === undefined ? await own.fetchJars('1.13.6', () => {}) : await own.jarsIn(jars);
  const classPath = flink.jars.join(path.delimiter);
  makeJar(folder, classPath);
  const words = readFileSync(path.join(ROOM, 'words.txt'), 'utf8');
  mkdirSync(path.join(folder, 'data'), { recursive: true });
  writeFileSync(path.join(folder, 'data/words.txt'), words);
  const options = jars === undefined ? [] : ['--jars', path.resolve(jars)];
  const cluster = await startCluster({ port, options, timeout: START_MS, cwd: folder });
  if (cluster.problem !== null) throw new Error(cluster.problem);
  const servers = PORTS.map((each) => createServer((socket) => void socket.write(words)).listen(each, '127.0.0.1'));
  /** @param {string} path @param {RequestInit} [init] */
  const rest = async (path, init) => (await fetch(`http://localhost:${port}${path}`, init)).json();
  /** @param {readonly string[]} args of `flink` @returns {Promise<string>} as a terminal shows it */
  const client = (args) =>
    new Promise((resolve) => {
      const java = [...own.jvmFlags(jdk), '-cp', classPath, 'org.apache.flink.client.cli.CliFrontend', ...args];
      const env = { ...process.env, FLINK_CONF_DIR: path.join(cluster.folder, 'conf') };
      execFile(jdk.java, java, { cwd: folder, env, timeout: 60_000 }, (error, stdout, stderr) => {
        resolve(
          `$ flink ${args.join(' ')}\n${stdout}${stderr === '' ? '' : `--- stderr ---\n${stderr}`}--- exit code ${error?.code ?? 0} ---\n`,
        );
      });
    });
  /** @returns {Promise<Record<string, string>>} what each TaskManager has printed, by its id */
  const outputs = async () => {
    const { taskmanagers } = await rest('/taskmanagers');
    const texts = taskmanagers.map(async (/** @type {{ id: string }} */ { id }) => [
      id,
      await (await fetch(`http://localhost:${port}/taskmanagers/${id}/stdout`)).text(),
    ]);
    return Object.fromEntries(await Promise.all(texts));
  };
  try {
    for (const name of readdirSync(ROOM).filter(
      (each) => RECORDED.test(each) && existsSync(path.join(ROOM, each, 'cli.txt')),
    )) {
      const to = path.join(ROOM, name);
      const command = /^\$ flink run (.*)$/m.exec(readFileSync(path.join(to, 'cli.txt'), 'utf8'))?.[1] ?? '';
      const args = command.split(' ');
      const detached = args.includes('-d');
      /** Only what is kept of that job. @param {string} file @param {string | object} content */
      const write = (file, content) => {
        const text = typeof content === 'string' ? content : JSON.stringify(content, null, 1);
        if (existsSync(path.join(to, file))) writeFileSync(path.join(to, file), text);
      };
      const info = await client(['info', ...args.filter((each) => each !== '-d')]);
      write('info.txt', info);
      const graph = /-+ Execution Plan -+\n([\s\S]*?)\n-+/.exec(info)?.[1];
      if (graph !== undefined) write('streamgraph.json', JSON.parse(graph));
      const before = await outputs();
      const told = await client(['run', ...args]);
      write('cli.txt', told);
      const job = /JobID ([0-9a-f]{32})/.exec(told)?.[1];
      if (job !== undefined) {
        if (detached) await new Promise((resolve) => setTimeout(resolve, 4000));
        for (const [file, at] of Object.entries({
          'job.json': '',
          'plan.json': '/plan',
          'config.json': '/config',
          'exceptions.json': '/exceptions',
        }))
          write(file, await rest(`/jobs/${job}${at}`));
        write('overview.json', await rest('/overview'));
        const after = await outputs();
        const printed = Object.entries(after).map(([id, text]) => [id, text.slice(before[id]?.length ?? 0).trimEnd()]);
        write('stdout.json', Object.fromEntries(printed.filter(([, text]) => text !== '')));
        if (detached) await fetch(`http://localhost:${port}/jobs/${job}?mode=cancel`, { method: 'PATCH' });
      }
      console.log(`recorded ${name}: ${job ?? 'no job'}`);
    }
  } finally {
    for (const server of servers) server.close();
    await cluster.stop();
  }
}

/** lab.jar of all programs in 02-jobs/src. @param {string} folder @param {string} classPath */
function makeJar(folder, classPath) {
  const sources = readdirSync(path.join(ROOM, 'src')).filter((name) => name.endsWith('.java'));
  const classes = path.join(folder, 'classes');
  const options = ['--release', '11', '-nowarn', '-Xlint:-options', '-proc:none', '-cp', classPath, '-d', classes];
  execFileSync('javac', [...options, ...sources.map((name) => path.join(ROOM, 'src', name))], { stdio: 'inherit' });
  execFileSync('jar', ['cf', path.join(folder, 'lab.jar'), '-C', classes, '.'], { stdio: 'inherit' });
}
