import type { FaceName } from './faces';

/** What stands on the cube. */
export type CubeWords = Record<'cube' | FaceName, string>;

export const english: Readonly<CubeWords> = {
  cube: 'View cube',
  front: 'Front',
  back: 'Back',
  left: 'Left',
  right: 'Right',
  top: 'Top',
  bottom: 'Bottom',
};
