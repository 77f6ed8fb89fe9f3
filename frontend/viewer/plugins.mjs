// esbuild plugins of the viewer's build.
import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

const XR = 'new WebXRManager( _this, _gl )';
const NONE = `{
  enabled: false, isPresenting: false,
  addEventListener() {}, removeEventListener() {}, dispose() {},
  setAnimationLoop() {}, getEnvironmentBlendMode() {},
}`;

/** Leaves three.js' WebXR support (4 kB gzip) out, which its renderer always takes along. */
export const withoutXr = {
  name: 'without-xr',
  setup(build) {
    build.onLoad({ filter: /three[\\/]build[\\/]three\.module\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (source.split(XR).length !== 2) {
        return { errors: [{ text: `three.js changed: expected "${XR}" once; see plugins.mjs` }] };
      }
      return { contents: source.replace(XR, NONE) };
    });
  },
};

/** Imports a style sheet as its minified text, for a constructed sheet. */
export const cssText = {
  name: 'css-text',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code, loader: 'text' };
    });
  },
};
