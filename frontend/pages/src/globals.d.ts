/** File name of pdf.js' worker, and of the folder of what it may need; both beside the bundle, put in by the build. */
declare const PAGES_WORKER: string;
declare const PAGES_DATA: string;
