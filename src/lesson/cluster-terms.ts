import { type Term, term } from './term.ts';

/** The terms of a cluster and the jobs that run on it, which the cluster view speaks of, too. */
export const CLUSTER_TERMS: readonly Term[] = [
  term(
    'source|数据源',
    'Where records enter a job: a file, a socket, a Kafka topic, a list in the program.',
    '记录进入作业的地方：文件、socket、Kafka 的主题，或者程序里的一个列表。',
  ),
  term(
    'sink',
    'Where records leave a job: printed, written to a file, sent to another system.',
    '记录离开作业的地方：打印出来、写进文件、送到别的系统。',
  ),
  term(
    'operator|operators|算子',
    'One step of a job when it runs. Parallel copies of it are its subtasks.',
    '作业运行时的一个步骤。它的并行副本叫做子任务。',
  ),
  term(
    'StreamGraph',
    'The program as it was written: one node for each step, nothing joined yet.',
    '照着程序写法画出的图：一步一个节点，还什么都没合并。',
  ),
  term(
    'JobGraph',
    'The graph that the client submits: steps that can be chained have become one vertex.',
    '客户端提交的图：能链接的步骤已经合成一个顶点。',
  ),
  term(
    'ExecutionGraph',
    'The JobManager’s graph: each vertex of the JobGraph unfolded into its parallel subtasks, with their states and attempts.',
    'JobManager 手里的图：JobGraph 的每个顶点展开成并行的子任务，带着各自的状态和尝试次数。',
  ),
  term(
    'vertex|vertices|顶点',
    'A node of the JobGraph: one or more chained operators.',
    'JobGraph 里的一个节点：一个算子，或者链在一起的几个算子。',
  ),
  term(
    'task|tasks',
    'What a TaskManager runs in a thread: one subtask with all operators chained in it.',
    'TaskManager 用一个线程运行的东西：一个子任务，连同链在里面的所有算子。',
  ),
  term(
    'subtask|subtasks|子任务',
    'One of the parallel copies of a vertex; it works on its share of the stream.',
    '一个顶点的并行副本之一，处理流中属于自己的那一份。',
  ),
  term(
    'parallelism|并行度',
    'How many subtasks a step has. An operator’s own setting wins over the environment’s, that over -p, that over the configuration.',
    '一个步骤有多少个子任务。算子自己的设置优先于环境的，环境的优先于 -p，-p 优先于配置文件。',
  ),
  term(
    'max parallelism|最大并行度',
    'The number of key groups: the most subtasks that a keyed operator can ever have without losing its state.',
    '键组的个数，也就是带键算子在不丢状态的前提下最多能有的子任务数。',
  ),
  term(
    'operator chain|chaining|chained|算子链',
    'Neighbouring operators in one task: records pass by a method call instead of a buffer. It needs equal parallelism and a forward connection.',
    '相邻的算子放进同一个任务：记录靠方法调用传递，不进缓冲区。前提是并行度相同、一对一相连。',
  ),
  term(
    'slot|slots|task slot',
    'A place for work in a TaskManager, with an even share of its managed memory. It holds at most one subtask of each vertex of a slot sharing group.',
    'TaskManager 里放活儿的位置，平分它的托管内存。一个 slot 共享组里，每个顶点最多放一个子任务进来。',
  ),
  term(
    'slot sharing|slot 共享',
    'Subtasks of different vertices of one job may sit in one slot, so a job needs as many slots as its widest vertex.',
    '同一个作业里不同顶点的子任务可以坐在一个 slot 里，所以一个作业需要的 slot 数等于它最宽的顶点。',
  ),
  term(
    'JobManager',
    'The process that leads: it takes jobs in, plans and watches them, triggers checkpoints and decides what happens after a failure.',
    '领头的进程：接作业、安排和盯着它们、触发检查点，并决定出错之后怎么办。',
  ),
  term(
    'TaskManager|TaskExecutor',
    'A process that works: it offers slots, runs tasks in threads and exchanges records with other TaskManagers.',
    '干活的进程：提供 slot，用线程跑任务，和别的 TaskManager 交换记录。',
  ),
  term(
    'Dispatcher',
    'The part of the JobManager process that takes jobs in and starts a JobMaster for each.',
    'JobManager 进程里接收作业的部分，为每个作业启动一个 JobMaster。',
  ),
  term(
    'JobMaster',
    'The part of the JobManager process that looks after one job.',
    'JobManager 进程里专门照看一个作业的部分。',
  ),
  term(
    'ResourceManager',
    'The part of the JobManager process that knows all slots, hands them out, and asks YARN or Kubernetes for more. (YARN has one of its own.)',
    'JobManager 进程里管着所有 slot 的部分：分配 slot，也向 YARN 或 Kubernetes 要更多。（YARN 自己也有一个 ResourceManager。）',
  ),
  term(
    'key group|key groups|键组',
    'The unit in which keyed state moves when a job is rescaled. A key’s hash decides its group, the group its subtask.',
    '改变并行度时，带键状态以它为单位搬家。键的哈希决定键组，键组决定子任务。',
  ),
  term('rebalance', 'Deals records out to all subtasks in turn.', '把记录轮流发给所有子任务。'),
  term('broadcast', 'Sends every record to every subtask.', '每条记录都发给每个子任务。'),
  term(
    'state|状态',
    'What an operator remembers between two records, such as a sum for each key. It is part of every checkpoint.',
    '算子在两条记录之间记住的东西，比如每个键的累计和。每个检查点都会带上它。',
  ),
  term(
    'checkpoint|checkpoints|检查点',
    'A picture of all state that belongs to one moment of the stream. After a failure the job goes back to the newest one.',
    '所有状态在流的同一时刻的快照。出错之后，作业从最新的一个恢复。',
  ),
  term(
    'savepoint|savepoints|保存点',
    'A checkpoint that a person asked for and owns: for upgrades, moves and other parallelism.',
    '由人触发、归人管的检查点：用来升级、搬家、改并行度。',
  ),
  term(
    'barrier|barriers|屏障',
    'A mark that flows among the records and parts those before a checkpoint from those after it.',
    '夹在记录中间流动的标记，把检查点之前和之后的记录分开。',
  ),
  term(
    'alignment|对齐',
    'An operator with several inputs waits until the barrier has come on each before it takes its picture.',
    '有多个输入的算子要等每个输入的屏障都到齐，才拍自己的快照。',
  ),
  term(
    'restart strategy|重启策略',
    'How often and how soon a failed job is started again.',
    '作业失败之后重启几次、隔多久重启。',
  ),
  term(
    'failover',
    'What happens from a failure until the job runs again: cancel, get slots, restore, go on.',
    '从出错到作业重新跑起来之间发生的事：取消、要 slot、恢复状态、继续。',
  ),
  term(
    'region|pipelined region',
    'Tasks that must restart together because records flow between them without being stored.',
    '必须一起重启的一组任务，因为它们之间的记录不落盘、直接流动。',
  ),
  term(
    'heartbeat|心跳',
    'A sign of life at an interval. Silence for longer than heartbeat.timeout counts as death.',
    '按固定间隔报平安。沉默超过 heartbeat.timeout 就当作已经死了。',
  ),
  term(
    'high availability|高可用',
    'More than one JobManager: one leads, the others stand by, and ZooKeeper or Kubernetes remembers who leads and which jobs run.',
    '不止一个 JobManager：一个领头，其余待命；谁领头、有哪些作业，记在 ZooKeeper 或 Kubernetes 里。',
  ),
  term(
    'ZooKeeper',
    'A small, replicated store on which processes agree: for Flink, who leads and where the jobs’ data lies.',
    '一个带副本的小仓库，进程靠它达成一致。对 Flink 来说：谁是领导者、作业的数据在哪里。',
  ),
  term(
    'leader|领导者',
    'The JobManager that is in charge. When it is lost, one that stands by is elected.',
    '当家的那个 JobManager。它没了，就从待命的里面选一个。',
  ),
  term(
    'event time|事件时间',
    'The time at which something happened, as the record itself says.',
    '事情发生的时间，由记录自己说。',
  ),
  term(
    'watermark|watermarks|水位线',
    'A mark in the stream that says: nothing older than this is expected any more. It makes event time advance.',
    '流里的标记，意思是：不会再有比这更早的记录了。事件时间靠它往前走。',
  ),
  term(
    'late data|late|迟到',
    'A record behind the watermark whose window has closed. It is dropped unless lateness is allowed or a side output catches it.',
    '落在水位线后面、窗口已经关了的记录。除非允许迟到或有侧输出接着，否则就丢掉。',
  ),
  term(
    'window|windows|窗口',
    'A finite piece of a stream, cut by time or count, for which a result can be given.',
    '按时间或条数从流上切下的一段，对它可以给出结果。',
  ),
  term(
    'backpressure|反压',
    'A slow task fills the buffers before it, until those upstream have to wait too, back to the source.',
    '一个慢任务把前面的缓冲区塞满，上游也只好等，一直等到数据源。',
  ),
  term(
    'network buffer|buffer|buffers|缓冲区',
    'A piece of memory in which records travel to another task; it leaves when it is full or its time is up.',
    '记录去往另一个任务时坐的一块内存；装满了或到点了就出发。',
  ),
  term(
    'YARN',
    'Hadoop’s manager of a cluster’s memory and cores. Flink asks it for containers to run in.',
    'Hadoop 里管集群内存和核数的系统。Flink 向它要容器来运行。',
  ),
  term(
    'container|容器',
    'A share of a machine, with limits, in which one process runs.',
    '机器上划出的一份资源，有上限，里面跑一个进程。',
  ),
  term(
    'HDFS',
    'Hadoop’s file system: files in large blocks, kept on several machines.',
    'Hadoop 的文件系统：文件切成大块，每块在几台机器上各存一份。',
  ),
];
