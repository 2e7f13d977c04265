/** Stands for node:zlib in dist/filters.js, which runs in browsers too and compresses nothing. */
const absent = (): never => {
  throw new Error('compression is not available in filters');
};
export const constants = {};
export {
  absent as gunzipSync,
  absent as gzipSync,
  absent as inflateSync,
  absent as deflateSync,
  absent as inflateRawSync,
  absent as deflateRawSync,
  absent as createGunzip,
  absent as createGzip,
};
export default {};
