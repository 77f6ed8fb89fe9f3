import { readFile } from 'node:fs/promises';

const XR = 'new WebXRManager( _this, _gl )';
const NONE = `{
  enabled: false, isPresenting: false,
  addEventListener() {}, removeEventListener() {}, dispose() {},
  setAnimationLoop() {}, getEnvironmentBlendMode() {},
}`;

/** An esbuild plugin: leaves three.js' WebXR support (4 kB gzip) out, which its renderer always takes along. */
export const withoutXr = {
  name: 'without-xr',
  setup(build) {
    build.onLoad({ filter: /three[\\/]build[\\/]three\.module\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (source.split(XR).length !== 2) {
        return { errors: [{ text: `three.js changed: expected "${XR}" once; see without-xr.mjs` }] };
      }
      return { contents: source.replace(XR, NONE) };
    });
  },
};
