import { Box3, Sphere, Vector3 } from 'three';
import { LoadFailure } from '../failure';
import { Decoder } from './decode';
import type { Incoming } from './incoming';
import type { Gltf, Node } from './json';
import { type Appearance, type Draw, type Model, type Piece, boxOfParts, placement, treeOf } from './model';
import { type TableDraw, readTable } from './table';

/** A model of which everything but geometry is here, and what brings the geometry. */
export interface Opened {
  model: Model;
  decoder: Decoder;
}

/** Reads what comes before geometry; null for the model of nothing. Rejects with `LoadFailure`. */
export async function open(incoming: Incoming): Promise<Opened | null> {
  const gltf = (await incoming.json()) as Gltf;
  const head = gltf.extensions?.VITRINE_model;
  if (!head) {
    // The server's answer for a part studio without parts.
    if (!gltf.meshes?.length) return null;
    throw new LoadFailure('broken');
  }
  const view = gltf.bufferViews?.[head.table];
  if (head.version !== 1 || !view) throw new LoadFailure('broken');
  const from = view.byteOffset ?? 0;
  const table = readTable(await incoming.binary(from, from + view.byteLength));
  await Decoder.ready();
  const decoder = new Decoder(gltf, incoming);
  const roots = (gltf.scenes?.[0]?.nodes ?? []).flatMap((number) => gltf.nodes?.[number] ?? []);
  if (roots.length !== table.draws.length) throw new LoadFailure('broken');
  const nodes = treeOf(table);
  const appearances = table.appearances.map(appearance);
  const hiddenNodes = new Set(table.nodes.hidden);
  const hidden = new Set(table.parts.flatMap((node, part) => (hiddenNodes.has(node) ? [part] : [])));
  const model: Model = {
    nodes, hidden, parts: table.parts, pieces: [], draws: [], triangles: 0, error: head.error,
    bounds: new Box3(), sphere: new Sphere(),
  };
  for (const [number, from] of table.draws.entries()) {
    const draw = await drawOf(roots[number] ?? {}, from, model.pieces.length, decoder);
    model.draws.push(draw);
    // One by one: an engine's stack does not hold the arguments of a large assembly.
    for (const piece of piecesOf(from, draw, appearances)) model.pieces.push(piece);
    model.triangles += trianglesOf(gltf, from);
  }
  if (model.pieces.some(({ part }) => table.parts[part] === undefined)) throw new LoadFailure('broken');
  const shown = boxOfParts(model, (part) => !hidden.has(part));
  model.bounds = shown.isEmpty() ? boxOfParts(model, () => true) : shown;
  model.bounds.getBoundingSphere(model.sphere);
  return { model, decoder };
}

function trianglesOf(gltf: Gltf, { instanced, parts, levels }: TableDraw): number {
  const primitives = gltf.meshes?.[levels[0]?.mesh ?? -1]?.primitives ?? [];
  const indices = primitives.find(({ mode }) => mode === 4)?.indices ?? -1;
  return ((gltf.accessors?.[indices]?.count ?? 0) / 3) * (instanced ? parts.length : 1);
}

async function drawOf(node: Node, from: TableDraw, first: number, decoder: Decoder): Promise<Draw> {
  const instances = node.extensions?.EXT_mesh_gpu_instancing?.attributes;
  const places = instances && {
    translations: await decoder.floats(instances['TRANSLATION']),
    rotations: await decoder.floats(instances['ROTATION']),
    scales: await decoder.floats(instances['SCALE']),
  };
  const count = from.parts.length;
  const whole = !places || (places.translations.length === count * 3 && places.rotations.length === count * 4
    && places.scales.length === count * 3);
  if (!whole || from.instanced !== Boolean(places) || from.levels.length === 0) throw new LoadFailure('broken');
  return {
    first, count, places,
    origin: new Vector3(...(node.translation ?? [0, 0, 0])),
    step: node.scale?.[0] ?? 1,
    levels: from.levels.map(({ mesh, error, shares = [] }) => ({ mesh, error, shares, geometry: undefined })),
    current: undefined,
  };
}

function piecesOf(from: TableDraw, draw: Draw, appearances: Appearance[]): Piece[] {
  return from.parts.map((part, index) => {
    const facts = from.instanced ? 0 : index;
    const box = boxOf(from.boxes[facts] ?? []);
    if (draw.places) box.applyMatrix4(placement(draw, index));
    const volume = from.volumes[facts] ?? null;
    return {
      part, draw, index, box,
      appearance: appearances[from.appearances[index] ?? -1] ?? PLAIN,
      closed: volume !== null, volume: volume ?? 0, area: from.areas[facts] ?? 0,
    };
  });
}

const PLAIN: Appearance = { color: [0.6, 0.6, 0.6], opacity: 1, roughness: 0.5, metallic: 0.1 };

function appearance([red = 0.6, green = 0.6, blue = 0.6, opacity = 1, metallic = 0.1, roughness = 0.5]: number[]): Appearance {
  return { color: [red, green, blue], opacity, metallic, roughness };
}

function boxOf([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: number[]): Box3 {
  return new Box3(new Vector3(a, b, c), new Vector3(d, e, f));
}
