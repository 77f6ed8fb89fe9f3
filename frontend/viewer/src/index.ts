/** The bundle's entry: defines `<vitrine-viewer>`, once, and nothing else. */
import { VitrineViewer } from './element';

const NAME = 'vitrine-viewer';

if (!customElements.get(NAME)) customElements.define(NAME, VitrineViewer);
