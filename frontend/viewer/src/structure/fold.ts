/** For comparing names as people do: without case, whatever way accents are written. */
export function fold(text: string): string {
  return text.normalize().toLocaleLowerCase();
}
