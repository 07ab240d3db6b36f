// How large a photo is sent. Pure.

const MAX_SIDE = 1600; // px, as the server keeps it (reports/photos/sanitise.py)

/** The same shape with no side longer than MAX_SIDE; a small photo stays as it is. */
export function fit(width, height) {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
