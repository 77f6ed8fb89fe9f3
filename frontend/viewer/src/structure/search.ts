/** The field above the tree. */
export class Search {
  readonly element = document.createElement('input');

  /** `leave`: on to what was found. */
  constructor(typed: (text: string) => void, leave: () => void) {
    this.element.type = 'search';
    this.element.className = 'search';
    this.element.autocomplete = 'off';
    this.element.spellcheck = false;
    this.element.setAttribute('role', 'searchbox');
    this.element.addEventListener('input', () => typed(this.element.value));
    this.element.addEventListener('keydown', (event) => {
      const leaves = event.key === 'ArrowDown' || event.key === 'Enter';
      const clears = event.key === 'Escape' && this.element.value !== '';
      // Letters typed here must not work as the viewer's keys.
      if (leaves || clears || !(event.ctrlKey || event.metaKey || event.altKey || event.key.length > 1)) event.stopPropagation();
      if (event.isComposing || !(leaves || clears)) return;
      event.preventDefault();
      if (leaves) return leave();
      this.element.value = '';
      typed('');
    });
  }

  set label(label: string) {
    this.element.setAttribute('aria-label', label);
    this.element.placeholder = label;
  }
}
