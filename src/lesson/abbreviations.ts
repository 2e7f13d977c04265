/** How authors cut a name short that a cluster made up: `b2c1e0f1...`, `b2c1e0f1…`, `b2c1****`, `b2c1xxxx`, `b2c1...9a3f`. */
export const CUT = String.raw`(?:\.{3}|…+|\*{2,}|[xX]{3,})`;

/** Ids that an author abbreviated; whoever replaces by them must know that an id stands there. */
export const ABBREVIATED = {
  job: new RegExp(
    String.raw`(?<![\w.-])[0-9a-f]{4,31}${CUT}[0-9a-f]*(?![\w*…-])|(?<=\bJobID )${CUT}|(?<=\bflink (?:cancel|stop|savepoint) (?:\S+ )*)${CUT}(?= |$)`,
    'gm',
  ),
  application: new RegExp(String.raw`\bapplication_\w*?${CUT}[\w.*…]*`, 'g'),
  savepoint: new RegExp(
    String.raw`(?:(?:file|hdfs):)?\/[^\s'"]*\/savepoint-[0-9a-f]*(?:-[0-9a-f]*)?${CUT}[0-9a-f]*(?![\w*…-])`,
    'g',
  ),
} as const;
