/** Stafford's 13th variant of MurmurHash3's finisher, of 64 bits without a sign. */
export function mixBits(bits: bigint): bigint {
  const a = BigInt.asUintN(64, (bits ^ (bits >> 30n)) * 0xbf58476d1ce4e5b9n);
  const b = BigInt.asUintN(64, (a ^ (a >> 27n)) * 0x94d049bb133111ebn);
  return b ^ (b >> 31n);
}

/** org.apache.flink.util.MathUtils.longToIntWithBitMixing */
export const longToIntWithBitMixing = (long: bigint): number =>
  Number(BigInt.asIntN(32, mixBits(BigInt.asUintN(64, long))));
