// Server side of the mounted folder: one small operation per request, never outside the folder.
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FILE = 1;
const DIRECTORY = 2;

/**
 * @param {string} folder
 * @param {URLSearchParams} query `op`, `path`, for some `to`
 * @param {import('node:http').IncomingMessage} request
 * @param {boolean} readOnly
 */
export async function answerDisk(folder, query, request, readOnly) {
  const json = (/** @type {unknown} */ value, status = 200) => ({
    status,
    type: 'application/json',
    body: JSON.stringify(value),
  });
  // The workbench sees the folder as /NAME, so that the Explorer has a name to show.
  const mount = `/${path.basename(folder)}`;
  const within = (/** @type {string} */ name) => {
    if (name !== mount && !name.startsWith(`${mount}/`))
      throw Object.assign(new Error('not there'), { code: 'ENOENT' });
    const full = path.join(folder, name.slice(mount.length));
    const relative = path.relative(folder, full);
    if (relative.startsWith('..') || path.isAbsolute(relative))
      throw Object.assign(new Error('outside'), { code: 'EACCES' });
    return full;
  };
  try {
    const target = within(query.get('path') ?? '/');
    const operation = query.get('op');
    if (readOnly && !['stat', 'list', 'read'].includes(operation ?? ''))
      throw Object.assign(new Error('read-only'), { code: 'EACCES' });
    switch (operation) {
      case 'stat': {
        const found = await stat(target);
        return json({
          type: found.isDirectory() ? DIRECTORY : FILE,
          ctime: found.ctimeMs,
          mtime: found.mtimeMs,
          size: found.size,
          ...(readOnly ? { permissions: 1 } : {}),
        });
      }
      case 'list': {
        const entries = await readdir(target, { withFileTypes: true });
        return json(entries.map((entry) => [entry.name, entry.isDirectory() ? DIRECTORY : FILE]));
      }
      case 'read':
        return { type: 'application/octet-stream', body: await readFile(target) };
      case 'write':
        await writeFile(target, await bodyOf(request));
        return json(null);
      case 'mkdir':
        await mkdir(target);
        return json(null);
      case 'delete':
        await rm(target, { recursive: query.get('recursive') === 'true' });
        return json(null);
      case 'rename':
        await rename(target, within(query.get('to') ?? '/'));
        return json(null);
      case 'copy':
        await cp(target, within(query.get('to') ?? '/'), { recursive: true });
        return json(null);
      default:
        return json({ code: 'EINVAL', message: `unknown operation ${operation}` }, 400);
    }
  } catch (error) {
    const { code = 'EIO', message } = /** @type {NodeJS.ErrnoException} */ (error);
    return json({ code, message }, code === 'ENOENT' ? 404 : 409);
  }
}

/** @param {import('node:http').IncomingMessage} request @returns {Promise<Buffer>} */
async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
