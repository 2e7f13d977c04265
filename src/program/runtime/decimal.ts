/** Decimal digits `0.digits × 10^exponent` as text, for formatting. */
export interface DecimalDigits {
  readonly digits: string;
  readonly exponent: number;
}

/** Reads what Double.toString printed (no sign): `12.5`, `1.0E-5`. */
export function decimalParts(text: string): DecimalDigits {
  const [mantissa = '', power = '0'] = text.split('E');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return strip(whole + fraction, whole.length + Number(power));
}

/** unscaled × 10^-scale, unscaled not negative. */
export function exactDecimal(unscaled: bigint, scale: number): DecimalDigits {
  const digits = unscaled.toString();
  return strip(digits, digits.length - scale);
}

function strip(digits: string, exponent: number): DecimalDigits {
  const zeros = /^0*/.exec(digits)![0].length;
  if (zeros === digits.length) return { digits: '0', exponent: 1 };
  return { digits: digits.slice(zeros), exponent: exponent - zeros };
}

/** Keeps `places` digits behind the decimal point, rounding half up; more digits than there are is no change. */
export function roundHalfUp(digits: string, exponent: number, places: number): DecimalDigits {
  const keep = exponent + places;
  if (keep >= digits.length) return { digits, exponent };
  if (keep < 0) return { digits: '0', exponent: 1 };
  const up = digits.charCodeAt(keep) >= 53;
  const kept = digits.slice(0, keep);
  if (!up) return kept === '' ? { digits: '0', exponent: 1 } : { digits: kept, exponent };
  const plus = (BigInt(kept === '' ? '0' : kept) + 1n).toString();
  if (plus.length > kept.length) return { digits: plus, exponent: exponent + 1 };
  return { digits: plus, exponent };
}
