import { type FileHandle, open } from 'node:fs/promises';

/** Paths of all entries of jar files (zip files, APPNOTE.TXT 4.3). Rejects where one is no zip file. */
export async function jarNames(jars: readonly string[]): Promise<string[]> {
  return (await Promise.all(jars.map(namesIn))).flat();
}

const END = 0x06054b50;
const END_BYTES = 22;
/** An end of central directory with its longest comment. */
const LONGEST_END = END_BYTES + 0xffff;
/** In front of it where the file has too many entries for it: 64-bit numbers, and where they are. */
const LOCATOR_BYTES = 20;
const LOCATOR = 0x07064b50;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;

async function namesIn(jar: string): Promise<string[]> {
  const file = await open(jar, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, LONGEST_END + LOCATOR_BYTES);
    const tail = await read(file, size - length, length);
    let end = length - END_BYTES;
    while (end >= 0 && tail.readUInt32LE(end) !== END) end--;
    if (end < 0) throw new Error(`${jar} is no jar file`);
    let at = tail.readUInt32LE(end + 16);
    let bytes = tail.readUInt32LE(end + 12);
    const locator = end - LOCATOR_BYTES;
    if (locator >= 0 && tail.readUInt32LE(locator) === LOCATOR) {
      const large = await read(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
      at = Number(large.readBigUInt64LE(48));
      bytes = Number(large.readBigUInt64LE(40));
    }
    return namesOf(await read(file, at, bytes));
  } finally {
    await file.close();
  }
}

function namesOf(directory: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const name = directory.readUInt16LE(at + 28);
    names.push(directory.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + name));
    at += ENTRY_BYTES + name + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer;
}
