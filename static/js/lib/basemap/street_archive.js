// Reads one PMTiles file: calls reads off that nobody waits for any more, and recovers from failures.

const RENEW_AFTER = 5000; // ms

const keyOf = ({ z, x, y }) => `${z}/${x}/${y}`;

/**
 * What open() gives, for the library's source, which keeps a failed header for ever: some seconds after a
 * failure the archive is opened anew.
 */
export function archiveReader(open, now = Date.now) {
  const reading = new Map();
  let archive = open();
  let failedAt = null;
  return {
    async getZxy(z, x, y) {
      if (failedAt !== null && now() - failedAt > RENEW_AFTER) {
        archive = open();
        failedAt = null;
      }
      const controller = new AbortController();
      const key = keyOf({ z, x, y });
      reading.set(key, controller);
      try {
        return await archive.getZxy(z, x, y, controller.signal);
      } catch (error) {
        if (error.name !== "AbortError") failedAt ??= now();
        throw error;
      } finally {
        if (reading.get(key) === controller) reading.delete(key);
      }
    },
    abort(tile) {
      reading.get(keyOf(tile))?.abort();
    },
  };
}
