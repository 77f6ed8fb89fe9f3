import { sheetOf } from '../style';
import css from './structure.css';

export const styleSheet = sheetOf(css);
