export { ViewCube } from './cube';
export { type CubeWords, english as cubeEnglish } from './words';
