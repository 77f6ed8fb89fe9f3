import { sheetOf } from '../style';
import css from './cube.css';

export const styleSheet = sheetOf(css);
