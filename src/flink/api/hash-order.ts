import { hashCode } from './values.ts';

/**
 * The order in which a java.util.HashMap iterates: by bucket, within a bucket by insertion. `capacity` is what the map is made with; it
 * doubles at three quarters.
 */
export function hashMapOrder<T>(items: readonly T[], hash: (item: T) => number = hashCode, capacity = 16): T[] {
  let buckets = 1;
  while (buckets < capacity) buckets *= 2;
  while (items.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (item: T): number => {
    const code = hash(item);
    return (code ^ (code >>> 16)) & (buckets - 1);
  };
  return items
    .map((item) => ({ item, bucket: bucketOf(item) }))
    .sort((a, b) => a.bucket - b.bucket)
    .map(({ item }) => item);
}
