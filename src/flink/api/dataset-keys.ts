import type { DataSetKeys, SortKey } from './dataset-plan.ts';
import { invalidProgram, typeMissing } from './errors.ts';
import type { KeySelector, UserFunction } from './functions.ts';
import { type FlatField, keysByExpression, keysByPosition, readPath, tupleSelector, validateKeyType } from './keys.ts';
import { isComposite, type TypeInformation } from './types.ts';

/** How keys of a DataSet are named. */
export type DataSetKey =
  | { readonly selector: UserFunction<KeySelector>; readonly type: TypeInformation }
  | { readonly positions: readonly number[] }
  | { readonly fields: readonly string[] };

export function keysOf(key: DataSetKey, type: TypeInformation): DataSetKeys {
  if ('selector' in key) {
    if (key.type.missing !== undefined) throw typeMissing(key.type);
    return { selector: key.selector, positions: null };
  }
  return fieldKeys(type, flatKeys(key, type));
}

function flatKeys(key: Exclude<DataSetKey, { selector: unknown }>, type: TypeInformation): FlatField[] {
  return 'positions' in key ? keysByPosition(key.positions, type) : keysByExpression(key.fields, type);
}

/** Where a nested field is when all fields lie flat. */
function flatPosition(type: TypeInformation, path: readonly number[]): number {
  const [field, ...rest] = path;
  if (field === undefined) return 0;
  const before = type.fields.slice(0, field).reduce((n, each) => n + flatWidth(each.type), 0);
  return before + flatPosition(type.fields[field]?.type ?? type, rest);
}
function flatWidth(type: TypeInformation): number {
  return isComposite(type) ? type.fields.reduce((n, each) => n + flatWidth(each.type), 0) : 1;
}

/** The fields, or the selected key, that sortGroup and sortPartition name. `first` is the position of a selected key. */
export function sortKeysOf(
  key: DataSetKey,
  order: SortKey['order'],
  type: TypeInformation,
  first = 0,
): readonly SortKey[] {
  if ('selector' in key) return [{ selector: keysOf(key, type).selector, position: first, order }];
  return flatKeys(key, type).map((field) => ({
    selector: { name: 'Field', instantiate: () => ({ getKey: (value) => readPath(type, value, field.path) }) },
    position: flatPosition(type, field.path),
    order,
  }));
}

/** One field is its own key (the comparators compare fields, there is no key tuple). */
function fieldKeys(type: TypeInformation, fields: readonly FlatField[]): DataSetKeys {
  for (const field of fields) validateKeyType(field.type);
  const [only, ...more] = fields;
  const selector: UserFunction<KeySelector> =
    only && more.length === 0
      ? { name: 'Field', instantiate: () => ({ getKey: (value) => readPath(type, value, only.path) }) }
      : tupleSelector(type, fields);
  return { selector, positions: fields.map((field) => flatPosition(type, field.path)) };
}

export function oneKey(key: DataSetKey, type: TypeInformation): DataSetKeys {
  const keys = keysOf(key, type);
  if (keys.positions !== null && keys.positions.length !== 1) {
    throw invalidProgram('Custom partitioners can only be used with keys that have one key field.');
  }
  return keys;
}
