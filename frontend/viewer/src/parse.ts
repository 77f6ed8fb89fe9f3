import { LoadingManager, TextureLoader } from 'three';
import { GLTFLoader, type GLTFParser } from 'three/addons/loaders/GLTFLoader.js';
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';
import { asFailure } from './failure';
import { checkContainer } from './glb';
import { asModel, type Model } from './model';

/** Reads a GLB. Rejects with `LoadFailure`. Nothing outside the file is fetched. */
export async function parse(bytes: ArrayBuffer): Promise<Model> {
  try {
    checkContainer(bytes);
    const manager = new LoadingManager().setURLModifier(onlyFromWithin);
    const loader = new GLTFLoader(manager).setMeshoptDecoder(MeshoptDecoder);
    loader.register((parser) => imagesByElement(parser, manager));
    const { scene } = await loader.parseAsync(bytes, '');
    return asModel(scene);
  } catch (error) {
    throw asFailure(error, 'broken');
  }
}

/** Images of the file itself reach the loader as blob URLs. */
function onlyFromWithin(url: string): string {
  if (url.startsWith('blob:')) return url;
  throw new Error('the model refers to something outside its file');
}

/** Decodes images through `<img>`: the loader's default fetches blob URLs, which the page's `connect-src` forbids. */
function imagesByElement(parser: GLTFParser, manager: LoadingManager): { name: string } {
  parser.textureLoader = new TextureLoader(manager);
  return { name: 'VITRINE_images_by_element' };
}
