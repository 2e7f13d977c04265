/** Ranges shorter than this are sorted by insertion. */
const INSERTION = 13;

/**
 * Sorts in place as the sorter of Flink's ExternalSorter does (QuickSort: median of three, equal ones gathered at both ends).
 * It is not stable, and programs can see it: records of one key and timestamp come in the order that it leaves.
 */
export function quickSort<T>(items: T[], compare: (a: T, b: T) => number): void {
  const at = (i: number, j: number): number => compare(items[i]!, items[j]!);
  const swap = (i: number, j: number): void => {
    const kept = items[i]!;
    items[i] = items[j]!;
    items[j] = kept;
  };
  const order = (i: number, j: number): void => {
    if (at(i, j) > 0) swap(i, j);
  };
  const insertionSort = (from: number, to: number): void => {
    for (let i = from; i < to; i++) for (let j = i; j > from && at(j - 1, j) > 0; j--) swap(j, j - 1);
  };
  /** Answers the range of what equals the pivot, in place. */
  const partition = (from: number, to: number): readonly [number, number] => {
    const middle = (from + to) >>> 1;
    order(middle, from);
    order(middle, to - 1);
    order(from, to - 1);
    let i = from;
    let j = to;
    let left = from;
    let right = to;
    for (;;) {
      while (++i < j) {
        const compared = at(i, from);
        if (compared > 0) break;
        if (compared === 0 && ++left !== i) swap(left, i);
      }
      while (--j > i) {
        const compared = at(from, j);
        if (compared > 0) break;
        if (compared === 0 && --right !== j) swap(right, j);
      }
      if (i >= j) break;
      swap(i, j);
    }
    j = i;
    while (left >= from) swap(left--, --i);
    while (right < to) swap(right++, j++);
    return [i, j];
  };
  const sort = (first: number, last: number): void => {
    let [from, to] = [first, last];
    while (to - from >= INSERTION) {
      const [less, greater] = partition(from, to);
      if (less - from < to - greater) {
        sort(from, less);
        from = greater;
      } else {
        sort(greater, to);
        to = less;
      }
    }
    insertionSort(from, to);
  };
  sort(0, items.length);
}
