// Reads the tiles of one map as the painter wants them.
import { TILE } from "./sources.js";
import { archiveReader } from "./street_archive.js";

/** The library counts tiles of 256 pixels. */
const small = ({ z, x, y }) => ({ z, x: x * 2, y: y * 2 });

/** `lastZoom` is that of the file; nearer, its tiles are drawn larger. */
export function tileReader(P, { url, lastZoom }) {
  const archive = archiveReader(() => new P.PmtilesSource(url, false).p);
  const view = new P.View(new P.TileCache(new P.PmtilesSource(archive, false), TILE), lastZoom, 1);
  return {
    /** Where the file has it: {z, x, y}. */
    placeOf: (tile) => view.dataTileForDisplayTile(small(tile)).dataTile,
    read: (tile) => view.getDisplayTile(small(tile)),
    abort: (place) => archive.abort(place),
  };
}
