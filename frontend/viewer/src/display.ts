/** How surfaces and edges are drawn, by Onshape's names. */
export type Style = 'shaded' | 'edges' | 'hidden' | 'translucent' | 'wireframe';

export const STYLES = ['edges', 'shaded', 'hidden', 'translucent', 'wireframe'] as const satisfies Style[];
