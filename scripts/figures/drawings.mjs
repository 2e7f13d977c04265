// The figures of the lessons. Each is drawn once; `say` picks the words of the reader's language.
import { arrow, box, dot, frame, label, picture } from './pen.mjs';

/** @typedef {(english: string, chinese: string) => string} Say */

/** @type {Record<string, (say: Say) => string>} by file name */
export const drawings = {
  architecture: (say) =>
    picture(
      680,
      205,
      say(
        'Client, JobManager with its three parts, TaskManagers with slots; a submission in five steps',
        '客户端，由三部分组成的 JobManager，带 slot 的 TaskManager；提交的五步',
      ),
      [
        box('box', 10, 70, 110, 60, say('client', '客户端'), 'main(), flink'),
        frame('box', 210, 20, 190, 160),
        label(305, 40, 'JobManager', 'strong'),
        box('a', 225, 48, 160, 28, 'Dispatcher'),
        box('a', 225, 92, 160, 28, 'JobMaster'),
        box('a', 225, 144, 160, 28, 'ResourceManager'),
        ...[10, 110].flatMap((y) => [
          frame('box', 500, y, 170, 84),
          label(585, y + 20, 'TaskManager', 'strong'),
          box('slot', 512, y + 32, 68, 40, 'slot'),
          box('slot', 588, y + 32, 68, 40, 'slot'),
        ]),
        arrow('M120 90 222 64'),
        label(168, 70, '1 JobGraph'),
        arrow('M305 76 305 90'),
        arrow('M305 120 305 142'),
        label(340, 136, say('2 slots?', '2 要 slot')),
        arrow('M385 158 498 162'),
        label(447, 176, say('3 give slots', '3 让出 slot')),
        arrow('M498 60 388 98'),
        label(440, 70, say('4 offer', '4 提供 slot')),
        arrow('M388 108 498 126'),
        label(454, 113, say('5 tasks', '5 部署 task')),
      ],
    ),

  graphs(say) {
    const step = (
      /** @type {string} */ look,
      /** @type {number} */ x,
      /** @type {number} */ y,
      /** @type {string} */ name,
    ) => box(look, x, y, look === 'c' && name.includes('→') ? 230 : 100, 34, name);
    return picture(520, 272, say('From calls to vertices to subtasks', '从调用到顶点，再到子任务'), [
      label(10, 20, say('StreamGraph: one node per step', 'StreamGraph：每一步一个节点'), 'left small'),
      step('a', 10, 30, 'source'),
      step('b', 140, 30, 'map'),
      arrow('M110 47 138 47'),
      step('c', 270, 30, 'keyBy · sum'),
      arrow('M240 47 268 47'),
      step('c', 400, 30, 'print'),
      arrow('M370 47 398 47'),
      label(10, 96, say('JobGraph: chains become one vertex', 'JobGraph：一条链合成一个顶点'), 'left small'),
      step('a', 10, 106, 'source'),
      step('b', 140, 106, 'map'),
      step('c', 270, 106, 'sum → print'),
      arrow('M110 123 138 123'),
      arrow('M240 123 268 123'),
      label(
        10,
        172,
        say('ExecutionGraph: each vertex times its parallelism', 'ExecutionGraph：每个顶点乘上它的并行度'),
        'left small',
      ),
      step('a', 10, 202, 'source 1/1'),
      ...[182, 224].flatMap((y, place) => [
        step('b', 140, y, `map ${place + 1}/2`),
        step('c', 270, y, `sum → print ${place + 1}/2`),
        arrow(`M110 219 138 ${y + 17}`),
        arrow(`M240 ${y + 17} 268 199`),
        arrow(`M240 ${y + 17} 268 241`),
      ]),
    ]);
  },

  'slot-sharing'(say) {
    const task = (
      /** @type {string} */ look,
      /** @type {number} */ x,
      /** @type {string} */ name,
      /** @type {number} */ n,
    ) => box(look, x, 56, 64, 70, name, String(n));
    return picture(
      520,
      180,
      say(
        'A slot holds one subtask of each task; the job needs as many slots as its largest parallelism',
        '一个 slot 放每个 task 的一个子任务；作业要的 slot 数等于最大的并行度',
      ),
      [
        label(
          10,
          22,
          say('parallelism 2 · three tasks · two slots', '并行度 2 · 三个 task · 两个 slot'),
          'strong left',
        ),
        frame('box', 10, 36, 240, 130),
        label(130, 158, 'slot 1'),
        task('a', 24, 'source', 1),
        task('b', 100, 'flatMap', 1),
        task('c', 176, 'sum', 1),
        frame('box', 270, 36, 240, 130),
        label(390, 158, 'slot 2'),
        task('b', 360, 'flatMap', 2),
        task('c', 436, 'sum', 2),
        arrow('M88 92 98 92'),
        arrow('M164 92 174 92'),
        arrow('M424 92 434 92'),
        arrow('M56 126 C90 148 330 148 382 128'),
        arrow('M164 76 C240 20 400 20 452 54'),
      ],
    );
  },

  'barrier-alignment': (say) =>
    picture(
      640,
      190,
      say(
        'Alignment: input 1 has delivered its barrier and is blocked; input 2 is read until its barrier comes',
        '对齐：输入 1 的 barrier 到了，先停住；输入 2 读到它的 barrier 为止',
      ),
      [
        label(10, 54, say('input 1', '输入 1'), 'left small'),
        arrow('M70 50 430 50'),
        ...[110, 150, 190].map((x) => dot('c', x, 50)),
        frame('d', 400, 34, 6, 32, 0),
        label(10, 114, say('input 2', '输入 2'), 'left small'),
        arrow('M70 110 430 110'),
        dot('c', 110, 110),
        frame('d', 200, 94, 6, 32, 0),
        ...[250, 300, 350, 400].map((x) => dot('b', x, 110)),
        box('box', 440, 30, 110, 100, 'task', say('waits for 2', '等输入 2')),
        label(150, 24, say('behind the barrier: wait', 'barrier 之后：先等着')),
        label(330, 142, say('before the barrier: still to be processed', 'barrier 之前：还要处理')),
        arrow('M550 80 620 80'),
        frame('d', 10, 160, 6, 16, 0),
        label(24, 173, say('barrier of checkpoint n', 'checkpoint n 的 barrier'), 'left small'),
        dot('b', 190, 168, 7),
        label(204, 173, say('belongs to checkpoint n', '算在 checkpoint n 里'), 'left small'),
        dot('c', 370, 168, 7),
        label(384, 173, say('belongs to n + 1', '算在 n + 1 里'), 'left small'),
      ],
    ),

  watermark(say) {
    const at = (/** @type {number} */ ms) => 30 + ms * 0.042;
    const record = (/** @type {string} */ look, /** @type {number} */ ms, y = 100) => [
      dot(look, at(ms), y, 8),
      label(at(ms), y - 13, String(ms)),
    ];
    const tip = at(9999);
    return picture(
      680,
      195,
      say(
        'The watermark follows the largest time seen, minus the bound, minus one; at 9999 the window up to 10 000 fires',
        'watermark 等于见过的最大时间减去容忍的乱序，再减一；到 9999，截止 10 000 的窗口触发',
      ),
      [
        arrow('M30 120 600 120'),
        label(590, 140, say('event time', '事件时间')),
        frame('slot', at(0), 40, 420, 80, 0),
        label(at(5000), 34, '[0, 10 000)'),
        frame('slot', at(10000), 40, 126, 80, 0),
        label(at(10000) + 63, 34, '[10 000, 20 000)'),
        ...[1000, 4000, 9999].flatMap((ms) => record('b', ms)),
        ...record('a', 11999),
        ...record('a', 12000, 64),
        `<path d="M${tip} 122 ${tip} 160" class="line"/>`,
        `<path class="d" d="M${tip} 150 ${tip + 86} 156 ${tip} 164z"/>`,
        label(tip + 92, 161, 'watermark 9999', 'small left'),
        label(
          30,
          180,
          `12 000 − 2 000 − 1 = 9 999${say(': the first window fires', '：第一个窗口触发')}`,
          'small left',
        ),
      ],
    );
  },

  memory(say) {
    const scale = 0.36;
    const part = (
      /** @type {string} */ look,
      /** @type {number} */ from,
      /** @type {number} */ y,
      /** @type {number} */ mb,
      /** @type {string} */ name,
    ) => box(look, 10 + from * scale, y, mb * scale, 44, name, String(mb));
    return picture(
      650,
      236,
      say(
        '1728 MB of process memory; 1280 MB of Flink memory; 512 MB of managed memory for two slots',
        '进程内存 1728 MB；Flink 内存 1280 MB；托管内存 512 MB，两个 slot 平分',
      ),
      [
        label(10, 20, say('process 1728 MB', '进程 1728 MB'), 'left small'),
        part('a', 0, 28, 1280, say('Flink memory', 'Flink 内存')),
        part('e', 1280, 28, 256, 'metaspace'),
        part('e', 1536, 28, 192, say('overhead', '开销')),
        label(10, 96, 'Flink 1280 MB', 'left small'),
        part('b', 0, 104, 384, say('task heap', 'task 堆')),
        part('c', 384, 104, 256, say('framework', '框架')),
        part('d', 640, 104, 128, say('netw.', '网络')),
        part('a', 768, 104, 512, say('managed', '托管内存')),
        label(
          10,
          172,
          say('managed 512 MB: this is what slots divide', '托管内存 512 MB：slot 平分的就是它'),
          'left small',
        ),
        part('a', 768, 180, 256, 'slot 1'),
        part('a', 1024, 180, 256, 'slot 2'),
      ],
    );
  },
};
