/** A seeded stream of random numbers (sfc32). Every consumer has a stream of its own, so that one more draw shifts no other. */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  next(): number;
  /** Uniform integer in [0, bound). */
  int(bound: number): number;
  /** `digits` lower-case hexadecimal digits, as Flink's AbstractID prints them. */
  hex(digits: number): string;
}

/** FNV-1a over UTF-16 code units: enough to tell streams apart by name. */
function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export function createRandom(seed: number, stream: string): Random {
  let a = seed | 0;
  let b = seedOf(stream) | 0;
  let c = (Math.floor(seed / 0x1_0000_0000) ^ 0x9e3779b9) | 0;
  let counter = 1;
  const draw = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) draw();
  return {
    next: () => draw() / 0x1_0000_0000,
    int: (bound) => Math.floor((draw() / 0x1_0000_0000) * bound),
    hex(digits) {
      let text = '';
      while (text.length < digits) text += draw().toString(16).padStart(8, '0');
      return text.slice(0, digits);
    },
  };
}
