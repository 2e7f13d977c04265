export interface TarEntry {
  readonly path: string;
  /** To be read, as far as it is wanted, before the next entry is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

const BLOCK = 512;

/** The files of a tar archive (POSIX ustar), one after the other. Throws an Error when it ends too early. */
export async function* readTar(archive: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const chunks = archive[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  /** At most `most` bytes; null at the end. */
  const some = async (most: number): Promise<Uint8Array | null> => {
    while (rest.length === 0) {
      const { value, done } = await chunks.next();
      if (done) return null;
      rest = value;
    }
    const part = rest.subarray(0, most);
    rest = rest.subarray(part.length);
    return part;
  };
  const block = async (): Promise<Uint8Array | null> => {
    const whole = new Uint8Array(BLOCK);
    for (let filled = 0; filled < BLOCK; ) {
      const part = await some(BLOCK - filled);
      if (!part) return null;
      whole.set(part, filled);
      filled += part.length;
    }
    return whole;
  };
  const text = (header: Uint8Array, from: number, length: number): string =>
    new TextDecoder().decode(header.subarray(from, from + length)).replace(/\0[\s\S]*$/, '');
  for (;;) {
    const header = await block();
    // The end: a block of zeros, or none.
    if (!header || header[0] === 0) {
      // What follows is read, too: the archive's checksum is over all of it.
      while (await some(Number.MAX_SAFE_INTEGER));
      return;
    }
    const prefix = text(header, 345, 155);
    const path = `${prefix === '' ? '' : `${prefix}/`}${text(header, 0, 100)}`;
    const size = Number.parseInt(text(header, 124, 12).trim(), 8) || 0;
    let left = size;
    async function* content(): AsyncGenerator<Uint8Array> {
      while (left > 0) {
        const part = await some(left);
        if (!part) throw new Error(`the archive ends inside ${path}`);
        left -= part.length;
        yield part;
      }
    }
    yield { path, content: content() };
    for (let skip = left + ((BLOCK - (size % BLOCK)) % BLOCK); skip > 0; ) {
      const part = await some(skip);
      if (!part) throw new Error(`the archive ends inside ${path}`);
      skip -= part.length;
    }
  }
}
