/** Virtual time that things take; the measured cluster is in truth/08-timings. All in ms. */

/** CPU time of one record in one operator: 0.4 µs (a real slot does 2 to 3 million words a second through four operators). */
export const RECORD_COST = 0.000_4;
/** Fixed cost of taking a network buffer: deserializer set-up, mailbox step. */
export const BUFFER_COST = 0.002;
/** Records a source emits before it looks at its mailbox again. */
export const SOURCE_BATCH = 1_000;
/** Task.run up to INITIALIZING: class loader, blob of the first job on this TaskManager, else cached. */
export const DEPLOY_FIRST = 160;
export const DEPLOY_NEXT = 12;
/** INITIALIZING to RUNNING without state; restoring adds the state's size at {@link STATE_BYTES_PER_MS}. */
export const INITIALIZE = 8;
/** Reading or writing state: 100 MB/s. */
export const STATE_BYTES_PER_MS = 100_000;
/** A snapshot's synchronous part, and the least its asynchronous part takes. */
export const SNAPSHOT_SYNC = 1;
export const SNAPSHOT_ASYNC = 6;
/** From cancel request to CANCELED for a task that does not resist. */
export const CANCEL = 4;
