import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isQuery, splitStatements } from '../../src/remote/sql-statements.ts';
import { sqlTable } from '../../src/remote/sql-table.ts';

describe('an SQL script', () => {
  test('is cut at semicolons that stand outside of strings, quoted names and comments', () => {
    const script = `CREATE TABLE t (a STRING) WITH ('x' = 'it''s; one');\n-- a comment; here\nSELECT \`a;b\` /* ; */ FROM t;\n;\n  `;
    expect(splitStatements(script)).toEqual([
      `CREATE TABLE t (a STRING) WITH ('x' = 'it''s; one')`,
      '-- a comment; here\nSELECT `a;b` /* ; */ FROM t',
    ]);
  });
  test('loses nothing of its statements, whatever they hold', () => {
    const piece = fc.constantFrom("'a;b'", '"x;"', '`y;`', '--c;\n', '/*;*/', ' 1 - 2 / 3 ', 'SELECT');
    fc.assert(
      fc.property(fc.array(fc.array(piece, { minLength: 1 }), { maxLength: 5 }), (statements) => {
        const texts = statements.map((pieces) => `x ${pieces.join(' ')}`);
        expect(splitStatements(texts.join(';\n'))).toEqual(texts.map((text) => text.trim()));
      }),
    );
  });
  test('knows what asks for rows', () => {
    expect(['select 1', '-- x\nWITH a AS (SELECT 1) SELECT * FROM a', '(VALUES 1)'].map(isQuery)).toEqual([
      true,
      true,
      true,
    ]);
    expect(['INSERT INTO a SELECT 1', 'SHOW TABLES', 'DESCRIBE t', 'selection'].map(isQuery)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

test('rows are drawn as the SQL client draws them, with their kinds and the width of wide characters', () => {
  const table = sqlTable(['word', 'cnt'], true);
  const text =
    table.add([
      { kind: 'INSERT', fields: ['流计算', '1'] },
      { kind: 'UPDATE_BEFORE', fields: ['hello', '10'] },
    ]) + table.add([{ kind: 'DELETE', fields: ['a', '<NULL>'] }]);
  expect(text).toBe(
    [
      '+----+------------+------------+',
      '| op |       word |        cnt |',
      '+----+------------+------------+',
      '| +I |     流计算 |          1 |',
      '| -U |      hello |         10 |',
      '| -D |          a |     <NULL> |',
      '',
    ].join('\n'),
  );
  expect(table.end()).toBe('+----+------------+------------+\n3 rows in set\n');
  expect(sqlTable(['a'], false).end()).toBe('Empty set\n');
});
