import { CLUSTER_TERMS } from './cluster-terms.ts';
import { type Term, term, termFinder } from './term.ts';

/** Every term that the course explains. */
export const GLOSSARY: readonly Term[] = [
  ...CLUSTER_TERMS,
  term(
    'bounded stream|bounded|有界流',
    'A stream with an end: all of it can be read, sorted and counted before an answer is given.',
    '有尽头的流：可以全部读完、排好序、数清楚，再给出结果。',
  ),
  term(
    'unbounded stream|unbounded|无界流',
    'A stream that goes on for ever. Results come while it flows, and have to be corrected or closed by time.',
    '没有尽头的流。结果要边流边出，再靠更新或时间来收口。',
  ),
  term(
    'DataStream',
    'The API in which a program describes a stream and what happens to its records, step by step.',
    '一套 API：程序用它描述一条流，以及流上的记录一步步怎样处理。',
  ),
  term(
    'DataSet',
    'The older API for bounded data. Later versions of Flink dropped it; the DataStream API can run in batch mode.',
    '处理有界数据的老 API。后来的版本去掉了它，DataStream API 也能以批模式运行。',
  ),
  term(
    'transformation|转换',
    'A step that makes a new stream out of one or more, like map, keyBy or a window.',
    '把一条或几条流变成一条新流的一步，比如 map、keyBy 或者窗口。',
  ),
  term(
    'client|客户端',
    'Where main() runs on submission: it builds the JobGraph and hands it over. Afterwards it may leave.',
    '提交时 main() 在这里运行：它造出 JobGraph 交出去，之后就可以走了。',
  ),
  term(
    'deployment mode|部署模式',
    'Whether a cluster outlives its jobs and where main() runs: session, per-job or application.',
    '集群和作业谁活得久、main() 在哪里运行：session、per-job 或 application。',
  ),
  term(
    'session mode|session cluster',
    'A cluster that is there before any job and that jobs share.',
    '作业来之前集群就在，大家共用。',
  ),
  term(
    'application mode',
    'A cluster for one application whose main() runs in the JobManager.',
    '为一个应用开的集群，它的 main() 在 JobManager 里运行。',
  ),
  term(
    'keyBy|keyed stream',
    'Sends records with equal keys to the same subtask, which keeps state for each key.',
    '把键相同的记录送到同一个子任务，由它按键保存状态。',
  ),
  term(
    'state backend|状态后端',
    'Where the state lives while the job runs: on the heap, or in RocksDB on the local disk.',
    '作业运行时状态放在哪里：堆内存里，或者本地磁盘上的 RocksDB 里。',
  ),
  term(
    'exactly-once|精确一次',
    'Each record counts once in the state, even after a failure. For the outside world the sink has to help.',
    '每条记录在状态里只算一次，出过错也一样。要对外部系统也成立，还得 sink 配合。',
  ),
  term(
    'at-least-once|至少一次',
    'No record is lost, some may count twice after a failure.',
    '记录不会丢，但出错之后有的可能算两次。',
  ),
  term(
    'processing time|处理时间',
    'The time on the clock of the machine that handles the record.',
    '处理记录的那台机器上钟表的时间。',
  ),
  term(
    'out-of-orderness|乱序',
    'By how much records may come later than their time says; a watermark waits that long.',
    '记录最多会比自己的时间迟到多少；水位线就等这么久。',
  ),
  term(
    'tumbling window|tumbling|滚动窗口',
    'Windows of one length, one beside the other: each record is in exactly one.',
    '长度相同、一个挨一个的窗口：每条记录正好属于一个。',
  ),
  term(
    'sliding window|sliding|滑动窗口',
    'Windows of one length that begin at shorter steps: a record is in several.',
    '长度相同、每隔更短一步就开一个的窗口：一条记录会属于好几个。',
  ),
  term(
    'session window|会话窗口',
    'A window that lasts as long as records keep coming, and ends with a gap.',
    '只要记录接连不断就一直开着，遇到间隔才结束的窗口。',
  ),
  term('trigger|触发器', 'Decides when a window gives its result.', '决定窗口什么时候给出结果。'),
  term(
    'managed memory|托管内存',
    'Memory that Flink hands out itself: to RocksDB, and to sorting in batch jobs.',
    '由 Flink 自己分配的内存：给 RocksDB，也给批作业排序用。',
  ),
  term(
    'Kafka',
    'A log of records in topics and partitions that many can read, each from where it stopped.',
    '按主题和分区保存记录的日志，谁都可以读，各自从上次停下的地方接着读。',
  ),
  term(
    'CDC',
    'Change data capture: a table’s inserts, updates and deletes as a stream.',
    '变更数据捕获：把一张表的增、改、删变成一条流。',
  ),
];

/** The terms of the glossary in a text, in order, none inside another. */
export const termsIn = termFinder(GLOSSARY);
