import { describe, expect, it } from 'vitest';
import { parseLesson } from '../../src/lesson/format.ts';
import { handout } from '../../src/lesson/handout.ts';
import { markdownHtml } from '../../src/lesson/markdown-html.ts';

const html = (text: string): string => markdownHtml(text, { picture: (address) => `data:${address}` });

describe('Markdown as HTML', () => {
  it.each([
    ['headings and paragraphs', '# A `b` c\n\nOne\ntwo.', '<h1>A <code>b</code> c</h1>\n<p>One\ntwo.</p>'],
    ['emphasis', '**very** *nice*, 2*3*4', '<p><strong>very</strong> <em>nice</em>, 2*3*4</p>'],
    [
      'lists',
      '- one\n- two\n  more\n\n1. a\n2. b',
      '<ul><li>one</li><li>two\nmore</li></ul>\n<ol><li>a</li><li>b</li></ol>',
    ],
    ['a list in a list', '- one\n  - in\n- two', '<ul><li><p>one</p>\n<ul><li>in</li></ul></li><li>two</li></ul>'],
    [
      'tables',
      '| a | b |\n| --- | --- |\n| `x` | 1 \\| 2 |',
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><code>x</code></td><td>1 | 2</td></tr></tbody></table>',
    ],
    ['fences', '```sh\na < b\n\n# c\n```\nend', '<pre><code>a &lt; b\n\n# c</code></pre>\n<p>end</p>'],
    ['quotes and rules', '> said\n> so\n\n---', '<blockquote><p>said\nso</p></blockquote>\n<hr>'],
    ['links and pictures', '[a](b.md) ![c](d.svg)', '<p><a href="b.md">a</a> <img src="data:d.svg" alt="c"></p>'],
    ['HTML as text', '<script>x</script> [a](javascript:x)', '<p>&lt;script&gt;x&lt;/script&gt; <a href="#">a</a></p>'],
  ])('shows %s', (_, text, wanted) => expect(html(text)).toBe(wanted));
});

describe('a hand-out', () => {
  const text = [
    '# Lesson',
    '```sh host=node2',
    'echo "<hi>"',
    '```',
    '```quiz',
    'question: How many?',
    'number: 42',
    'explanation: Because.',
    '```',
    '```sh exercise',
    '# here',
    '```',
    ':::hint',
    'A hint.',
    ':::',
    ':::solution',
    '```sh',
    'the answer',
    '```',
    ':::',
    '```sh check',
    'test the check',
    '```',
    ':::notes',
    'Only for me.',
    ':::',
  ].join('\n');
  const page = (solutions: boolean): string =>
    handout(parseLesson(text).cells, {
      title: 'A <title>',
      language: 'en',
      remark: 'seed 1',
      outputs: new Map([[0, { text: '\u001B[31m<hi>\u001B[0m\n', failed: false }]]),
      solutions,
      picture: () => null,
    });
  it('shows programs and what they printed', () => {
    expect(page(false)).toContain('<figcaption>sh · node2</figcaption>');
    expect(page(false)).toContain('<pre class="output">&lt;hi&gt;</pre>');
    expect(page(false)).toContain('<title>A &lt;title&gt;</title>');
  });
  it('gives nothing away unless it is asked to', () => {
    for (const secret of ['42', 'Because.', 'A hint.', 'the answer']) {
      expect(page(false)).not.toContain(secret);
      expect(page(true)).toContain(secret);
    }
    for (const never of ['Only for me.', 'test the check']) expect(page(true)).not.toContain(never);
  });
});
