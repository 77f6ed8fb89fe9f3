/** The bundle's entry: defines `<vitrine-pages>`, once, and nothing else. */
import { VitrinePages } from './element';

const NAME = 'vitrine-pages';

if (!customElements.get(NAME)) customElements.define(NAME, VitrinePages);
