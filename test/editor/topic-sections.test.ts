import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headingOf, slugOf, TOPIC_SECTIONS } from '../../src/editor/topic-sections.ts';

describe('what can be read about', () => {
  for (const language of ['en', 'zh']) {
    it(`is explained in a section of the course (${language})`, () => {
      for (const [topic, { lesson, section }] of Object.entries(TOPIC_SECTIONS)) {
        const text = readFileSync(`lessons/${language}/${lesson}.flink.md`, 'utf8');
        expect(headingOf(text, section), topic).not.toBeNull();
      }
    });
  }

  it('is found in the preview by the name that VS Code gives a heading', () => {
    expect(slugOf('3. How many slots is that?')).toBe('3-how-many-slots-is-that');
    expect(headingOf('# A\n\n## 2. One\n\n## 13. Two\n', 3)).toBeNull();
  });
});
