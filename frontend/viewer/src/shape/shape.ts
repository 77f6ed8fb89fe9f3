/** One part's finest level. Lengths in metres. */
export interface Shape {
  /** Three numbers a vertex. Vertices on sharp edges are there more than once (same position exactly, another normal). */
  positions: Float32Array;
  /** Three numbers a vertex, about length 1. */
  normals: Float32Array;
  /** Three vertex numbers a triangle. */
  triangles: Uint32Array;
  /** Two vertex numbers a segment: the edges that are drawn (creases, borders between the faces of the CAD model, open borders). */
  lines: Uint32Array;
}
