import type { Program } from '../host.ts';
import { hadoop, hdfs } from './hdfs-commands.ts';
import { SBIN } from './scripts.ts';
import { yarn } from './yarn-commands.ts';

/** What the files in bin/ and sbin/ of a Hadoop distribution do. */
export const HADOOP_PROGRAMS: Readonly<Record<string, Program>> = {
  'hadoop/hadoop': hadoop,
  'hadoop/hdfs': hdfs,
  'hadoop/yarn': yarn,
  ...Object.fromEntries(Object.entries(SBIN).map(([name, program]) => [`hadoop/${name}`, program])),
};
